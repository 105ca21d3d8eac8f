"""The desk (mock-up 18): how many are well, a card for each device with its test, what else can be done."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice
from kiosk.journeys.views.staff import DeviceCard, StaffDevices, State
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Choose, Drawn, Icon, Part, Target, Words
from kiosk.screens.screen import Now, PagedScreen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.pager import HEIGHT, page_of, pager
from kiosk.screens.widgets.words import stack
from kiosk.screens.widgets.zones import backdrop, headline, zones

ICONS: Final = {
    "id_card": "id",
    "document_printer": "printer",
    "smart_card": "social",
    "ticket_printer": "ticket",
    "camera": "camera",
    "document_scanner": "docs",
    "code_scanner": "qr",
    "panel": "light",
    "network": "lan",
    "ups": "battery",
    "touch": "touch",
    "speaker": "voice",
    "microphone": "mic",
}
TONES: Final[dict[State, tuple[str, str, str]]] = {  # chip's fill, its ink, its icon
    "ok": ("green_100", "green_700", "okc"),
    "attention": ("amber_100", "amber_800", "warn"),
    "fault": ("red_100", "red_700", "warnc"),
}
SUMS: Final[tuple[tuple[State, Text, str], ...]] = (
    ("ok", Text("正常", "OK"), "mark_ok"),
    ("attention", Text("注意", "Look"), "amber"),
    ("fault", Text("故障", "Fault"), "mark_bad"),
)
LOOK_BOTTOM = 376
LANDSCAPE_COLUMNS = 3
CARD: Final = 180.0
GAP = 16
FOOT = {False: 96, True: 120}
"""An action's height, by landscape."""
STAFF_SIZE = 30
TEST: Final = Text("测试", "Test")
LEAST_NAME = 28
RUNS: Final = Text("在测", "Testing")


class StaffDevicesScreen(PagedScreen[StaffDevices]):
    """Cards two across, a page at a time where there are more than find room."""

    def parts(self, view: StaffDevices, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        place = zones(look, LOOK_BOTTOM)
        yield from backdrop(place, look)
        yield from _told(view, place.told, look)
        content = place.press.inset(40 if not look.landscape else 24, 24)
        rows = 1 if look.landscape else 2
        foot = content.low(rows * FOOT[look.landscape] + (rows - 1) * GAP)
        yield from _actions(view, foot, look)
        yield from self._cards(view, content.above(foot.h + GAP), look)

    def _cards(self, view: StaffDevices, room: Rect, look: Look) -> Iterator[Part]:
        across = LANDSCAPE_COLUMNS if look.landscape else 2
        down = max(1, int((room.h + GAP) // (CARD + GAP)))
        if len(view.devices) > across * down:
            turn, room = room.low(HEIGHT), room.above(HEIGHT + GAP)
            down = max(1, int((room.h + GAP) // (CARD + GAP)))
            _, page, pages = page_of(view.devices, self._page, across * down)
            yield from pager(turn, page, pages, look)
        shown, _, _ = page_of(view.devices, self._page, across * down)
        for cell, one in zip(room.grid(across, down, GAP), shown, strict=False):
            yield from _card(cell.top(min(cell.h, CARD + 40)), one, view.choice(f"test:{one.kind}"), look)


def _told(view: StaffDevices, room: Rect, look: Look) -> Iterator[Part]:
    if look.landscape:
        yield from headline(room.below(40).above(200), view.title, look, *view.lines)
        sums = room.low(180)
    else:
        # Room for one sentence: what the last thing came to goes before how long the terminal is up.
        yield from headline(room.below(28).above(8), view.title, look, *view.lines[-1:], gap=4)
        sums = Rect(room.right - 400, room.y + 28, 400, 116)
    for n, (cell, (state, name, tint)) in enumerate(zip(sums.columns(1, 1, 1, gap=8), SUMS, strict=True)):
        if n:
            yield Box(Rect(cell.x - 5, cell.y + 4, 2, 104), "hair")
        number, under = cell.top(64), cell.below(68).top(44)
        yield Words(number, str(view.count(state)), 56, "on_dai", bold=True, align="centre", leading=1)
        label = look.main(name)
        wide = 34 + 8 + fonts.width(label, 32)
        yield Icon(Rect(under.centre[0] - wide / 2, under.y + 5, 34, 34), TONES[state][2], tint)
        x = under.centre[0] - wide / 2 + 42
        yield Words(Rect(x, under.y, wide, 44), label, 32, "on_dai", leading=1.1, least=24)


def _card(rect: Rect, one: DeviceCard, test: Choice | None, look: Look) -> Iterator[Part]:
    line = {"ok": "line", "attention": "amber_edge", "fault": "red_700"}[one.state]
    yield Box(rect, "surface", 24, line, look.theme.outline if one.state == "ok" else 4, shadow="sh1")
    room = rect.inset(20, 16)
    head = room.top(56)
    yield Icon(head.left(52).sized(52, 52), ICONS.get(one.kind, "wrench"), "blue_600")
    word = look.main(one.word)
    narrow = head.w - 76 - _chip_width(word) < fonts.width(look.main(one.name), LEAST_NAME, bold=True)
    chip_left = yield from _chip(head, one, "" if narrow else word, look)
    told = (one.word, *one.facts)[:2] if narrow else one.facts[:2]
    name = Rect(head.x + 68, head.y, chip_left - head.x - 76, head.h)
    yield Words(name, look.main(one.name), 34, "ink_900", bold=True, leading=1.1, least=24)
    low = room.below(64)
    facts = low.left(low.w - 132)
    yield from stack(
        facts,
        [
            Words(facts, look.main(fact), STAFF_SIZE, ink, leading=1.3, least=26)
            for fact, ink in zip(told, ("ink_900", "ink_600"), strict=False)
        ],
    )
    if test is not None:
        place = Rect(low.right - 120, low.centre[1] - 48, 120, 96)
        words = RUNS if one.busy else TEST
        yield button(
            place,
            Text(look.main(words)),
            look,
            Choose(test.id),
            kind="quiet",
            size=34 if look.language == "zh" else 26,
            enabled=test.enabled and not one.busy,
            why_not=Text(look.main(words)),
        )


def _chip_width(word: str) -> float:
    return 10 + 34 + 8 + fonts.width(word, STAFF_SIZE, bold=True) + 16 if word else 54


def _chip(head: Rect, one: DeviceCard, word: str, look: Look) -> Generator[Part, None, float]:
    """The state's word in its colour; where the name needs the room, its sign alone."""
    fill, ink, icon = TONES[one.state]
    wide = _chip_width(word)
    rect = Rect(head.right - wide, head.y + 2, wide, 52)
    yield Box(rect, fill, 26, ink if look.theme.name == "high" else None, 3)
    yield Icon(Rect(rect.x + 10, rect.y + 9, 34, 34), icon, ink)
    if word:
        yield Words(rect.after(52), word, STAFF_SIZE, ink, bold=True)
    return rect.x


def _actions(view: StaffDevices, room: Rect, look: Look) -> Iterator[Part]:
    """The last one leads; in portrait it stands at the foot, beside two others."""
    *others, lead = view.actions
    if look.landscape:
        cells = room.columns(*[1] * len(others), 1.5, gap=GAP)
    else:
        upper, lower = room.rows(1, 1, gap=GAP)
        first = upper.columns(*[1] * (len(others) - 2), gap=GAP)
        cells = (*first, *lower.columns(1, 1, 1.5, gap=GAP))
    for cell, choice in zip(cells, (*others, lead), strict=True):
        yield _action(cell, choice, look)


def _action(rect: Rect, choice: Choice, look: Look) -> Target:
    primary = choice.primary
    shown = button(
        rect,
        choice.label,
        look,
        Choose(choice.id),
        kind="primary" if primary else "secondary",
        size=30 if look.landscape else 34,
        icon="pulse" if primary and not look.landscape else None,
        enabled=choice.enabled,
        why_not=choice.label,
    )
    if choice.enabled:
        return shown
    # Its name stays and so does its place: staff know it by that; the reason is that it is greyed.
    face: tuple[Drawn, ...] = shown.face
    return Target(rect, face)
