"""Settings (mock-up 19): tabs, a row for each setting, and nothing counts until it is kept."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice
from kiosk.journeys.views.staff import SettingRow, StaffSettings
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Choose, Drawn, Icon, Part, Target, Words, sunk
from kiosk.screens.screen import Now, PagedScreen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.cards import card, note
from kiosk.screens.widgets.ends import ends
from kiosk.screens.widgets.pager import HEIGHT, page_of, pager
from kiosk.screens.widgets.words import stack
from kiosk.screens.widgets.zones import backdrop, headline, zones

LOOK_BOTTOM = 336
ROW: Final = 116.0
TAB = 96
GAP = 16
FOOT = 136
KEY = 96
CHANGED: Final = Text("改过", "Changed")
EDIT: Final = Text("改", "Change")
ON: Final = Text("开", "On")
OFF: Final = Text("关", "Off")


class StaffSettingsScreen(PagedScreen[StaffSettings]):
    """One tab at a time; rows a page at a time."""

    def parts(self, view: StaffSettings, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        place = zones(look, LOOK_BOTTOM)
        yield from backdrop(place, look)
        yield from headline(place.told.below(36).above(8), view.title, look)
        content = place.press.inset(40 if not look.landscape else 24, 24)
        yield from _tabs(view, content.top(TAB), look)
        yield from ends(view.choices[-3:], content.low(FOOT), look, 1, 1, 1.5)
        told = place.told.low(220) if look.landscape else content.above(FOOT + GAP).low(64)
        wrong = view.error is not None
        icon, tint = ("warnc", "red_700") if wrong else ("info", "blue_600")
        if look.landscape:
            tint = "mark_bad" if wrong else "amber"
            yield Icon(told.left(48).sized(44, 44), icon, tint)
            words = told.after(60)
            yield Words(words, look.main(view.lines[0]), 32, "on_dai", leading=1.3, lines=5, least=28)
            yield from self._rows(view, content.below(TAB + GAP).above(FOOT + GAP), look)
            return
        yield from note(told, look.main(view.lines[0]), look, icon=icon, tint=tint)
        yield from self._rows(view, content.below(TAB + GAP).above(FOOT + GAP + 64 + 12), look)

    def _rows(self, view: StaffSettings, room: Rect, look: Look) -> Iterator[Part]:
        size = max(1, int(room.h // ROW))
        if len(view.rows) > size:
            turn, room = room.low(HEIGHT), room.above(HEIGHT + GAP)
            size = max(1, int(room.h // ROW))
            _, page, pages = page_of(view.rows, self._page, size)
            yield from pager(turn, page, pages, look)
        shown, _, _ = page_of(view.rows, self._page, size)
        yield card(room.top(len(shown) * ROW), look)
        for number, row in enumerate(shown):
            rect = Rect(room.x, room.y + number * ROW, room.w, ROW)
            if number:
                yield Box(rect.inset(28, 0).top(2), "line")
            yield from _row(rect.inset(28, 0), row, view, look)


def _tabs(view: StaffSettings, room: Rect, look: Look) -> Iterator[Part]:
    for cell, tab in zip(room.columns(*[1] * len(view.tabs), gap=GAP), view.tabs, strict=True):
        yield button(
            cell,
            tab.label,
            look,
            Choose(tab.id),
            kind="primary" if tab.id == f"tab:{view.tab}" else "quiet",
            size=34,
            enabled=tab.enabled,
            why_not=tab.label,
        )


def _row(rect: Rect, row: SettingRow, view: StaffSettings, look: Look) -> Iterator[Part]:
    left = yield from _value(rect, row, view, look)
    words = Rect(rect.x, rect.y + 8, left - rect.x - 16, rect.h - 16)
    name = look.main(row.name)
    yield from stack(
        words,
        [
            Words(words, name, 34, "ink_900", bold=True, leading=1.15, least=26),
            Words(words, look.main(row.hint), 30, "ink_600", leading=1.2, least=24),
        ],
    )
    if row.changed:
        x = words.x + fonts.width(name, 34, bold=True) + 12
        text = look.main(CHANGED)
        chip = Rect(x, words.y + 4, fonts.width(text, 28, bold=True) + 28, 40)
        if chip.right < left:
            yield Box(chip, "amber_100", 20, "amber_800" if look.theme.name == "high" else None, 2)
            yield Words(chip, text, 28, "amber_800", bold=True, align="centre")


def _value(rect: Rect, row: SettingRow, view: StaffSettings, look: Look) -> Generator[Part, None, float]:
    y = rect.centre[1] - KEY / 2
    value = look.main(row.value)
    if row.kind == "number":
        more = Rect(rect.right - KEY, y, KEY, KEY)
        shown = Rect(more.x - 16 - 150, y, 150, KEY)
        less = Rect(shown.x - 16 - KEY, y, KEY, KEY)
        yield Words(shown, value, 36, "ink_900", bold=True, align="centre", least=24)
        for place, icon, name in ((less, "minus", "less"), (more, "plus", "more")):
            choice = view.choice(f"{name}:{row.key}")
            assert choice is not None  # noqa: S101 every number has both
            yield _key(place, icon, choice, look)
        return less.x
    if row.kind == "switch":
        switch = Rect(rect.right - 180, y, 180, KEY)
        yield _switch(switch, row, look)
        return switch.x
    place = Rect(rect.right - 120, y, 120, KEY)
    size = 34 if look.language == "zh" else 26
    act = row.act or Choice(f"pick:{row.key}", EDIT)
    yield button(
        place,
        Text(look.main(act.label)),
        look,
        Choose(act.id),
        kind="quiet",
        size=size,
        enabled=act.enabled,
        why_not=act.label,  # the value beside it says why
    )
    wide = min(fonts.width(value, 32), rect.w * 0.45)
    shown = Rect(place.x - 20 - wide, y, wide, KEY)
    yield Words(shown, value, 32, "ink_900", align="right", lines=2, least=24)
    return shown.x


def _key(rect: Rect, icon: str, choice: Choice, look: Look) -> Target:
    picture = rect.sized(44, 44)
    if not choice.enabled:
        ground = Box(
            rect, "dis_fill", 24, "dis_ink" if look.theme.name == "high" else None, look.theme.outline
        )
        return Target(rect, (ground, Icon(picture, icon, "dis_ink")))
    face: tuple[Drawn, ...] = (
        Box(rect, "blue_100", 24, "line_touch", look.theme.outline),
        Icon(picture, icon, "blue_600"),
    )
    return Target(rect, face, Choose(choice.id), sunk(face, fill="quiet_pressed"))


def _switch(rect: Rect, row: SettingRow, look: Look) -> Target:
    track = Rect(rect.right - 120, rect.centre[1] - 34, 120, 68)
    knob = Rect(track.right - 62 if row.on else track.x + 6, track.y + 6, 56, 56)
    fill = "green_700" if row.on else "line_touch"
    words = Rect(rect.x, rect.y, track.x - 12 - rect.x, rect.h)
    face: tuple[Drawn, ...] = (
        Box(track, fill, 34, "line" if look.theme.name == "high" else None, look.theme.outline),
        Box(knob, "surface", 28),
        Words(words, look.main(ON if row.on else OFF), 34, "ink_900", align="right", least=24),
    )
    return Target(rect, face, Choose(f"flip:{row.key}"))
