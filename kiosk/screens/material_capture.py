"""Papers under the document scanner (mock-up 13): what lies there, what is wrong with it, the pages taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice
from kiosk.journeys.views import MaterialCapture
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Choose, Local, Part, Words
from kiosk.screens.screen import Now, Screen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.cards import chip, chip_width
from kiosk.screens.widgets.notes_sheet import notes_sheet
from kiosk.screens.widgets.page_tiles import page_tiles, tips
from kiosk.screens.widgets.steps import how_far
from kiosk.screens.widgets.told import fitting
from kiosk.screens.widgets.tray import tray
from kiosk.screens.widgets.zones import MARGIN, Zones, backdrop

CHECKED: Final = Text("检查结果", "Check")
WAYS: Final = ("use_certificate", "skip", "remove_last", "at_window")
"""The electronic way first (MT-06)."""
GAP: Final = 20
BAND: Final = 96
NOWHERE: Final = Rect(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where everything lies. Elders' large type leaves no room for ``checks``; the worst is in the hint.

    ``band``: where the hint stands apart from the picture.
    """

    zones: Zones
    told: Rect
    tray: Rect
    checks: Rect | None
    band: Rect | None
    pages: Rect
    ways: Rect
    press: Rect


class MaterialCaptureScreen(Screen[MaterialCapture]):
    """Remembers only which of many pages are looked at, and whether the guide's notes lie open."""

    def __init__(self) -> None:
        self._at = 0
        self._turned: int | None = None
        self._notes = False

    def local(self, action: Local) -> None:
        """Others of the pages; the notes, opened or closed."""
        if action.name == "page":
            self._turned = int(action.value)
        elif action.name == "notes":
            self._notes, self._turned = bool(action.value), None
        else:
            super().local(action)

    def parts(self, view: MaterialCapture, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        if view.at != self._at:
            self._at, self._turned, self._notes = view.at, None, False
        more = len(view.lines) > 1
        place = _landscape(look, more=more) if look.landscape else _portrait(look, more=more)
        yield from backdrop(place.zones, look)
        yield from _told(place.told, view, look)
        if self._notes and view.notes:
            sheet = place.zones.press.inset(MARGIN, 24)
            yield from notes_sheet(sheet, view.notes, self._turned or 0, look)
            if look.landscape:
                yield from tray(place.tray, view, look)
            return
        yield from tray(place.tray, view, look, place.band)
        if place.checks is not None:
            yield from _checks(place.checks, view, look)
        if not view.pages and not view.resting:
            yield from tips(place.pages, look, notes=view.notes_long, busy=view.busy)
        yield from page_tiles(place.pages, view, look, self._turned)
        yield from _ways(place.ways, view, look)
        yield from _press(place.press, view, look)


def _portrait(look: Look, *, more: bool) -> _Places:
    """``more``: a long name is to be said besides."""
    stage = look.stage
    head = (330 + (80 if more else 0)) if look.elder else 316
    zones = Zones(stage.top(head), stage.below(head))
    content = zones.press.inset(MARGIN, 24)
    press, ways, pages, rest = _rows(content, look)
    checks = None if look.elder else rest.low(56)
    room = rest if checks is None else rest.above(56 + GAP)
    return _Places(zones, zones.told.below(24).above(8), room, checks, None, pages, ways, press)


def _landscape(look: Look, *, more: bool) -> _Places:
    """Title and picture at the left, what is pressed at the right; the look zone is wider than elsewhere."""
    stage = look.stage
    zones = Zones(stage.left(940), stage.after(940))
    press, ways, pages, rest = _rows(zones.press.inset(MARGIN, 28), look)
    told, room = zones.told.below(24), zones.told.above(28)
    head = (236 if look.elder else 218) + (60 if more else 0) - (62 if look.elder and look.banner else 0)
    apart = look.elder and rest.h >= BAND
    checks = None if look.elder else rest.low(56)
    band = rest.low(BAND) if apart else None
    return _Places(zones, told.top(head), room.below(24 + head), checks, band, pages, ways, press)


def _rows(content: Rect, look: Look) -> tuple[Rect, Rect, Rect, Rect]:
    """From the foot upwards: the large buttons, the other ways, the pages; and what is left above them."""
    low, aside, tiles = (140, 112, 184) if look.elder else (136, 96, 232)
    press, rest = content.low(low), content.above(low + 16)
    ways, rest = rest.low(aside), rest.above(aside + GAP)
    return press, ways, rest.low(tiles), rest.above(tiles + GAP)


def _told(room: Rect, view: MaterialCapture, look: Look) -> Iterator[Part]:
    """Title and sentences. Where large type leaves no room, how far one is gives way, then the title."""
    for progress in (view.progress, None):
        line = room.top(look.em(44) if progress is not None else 0)
        words = fitting(room.below(line.h), *_ways_to_say(view, look), valign="top")
        if len(words) > len(view.lines):
            break
    if progress is not None:
        yield from how_far(line, progress, look)
    yield from words


def _ways_to_say(view: MaterialCapture, look: Look) -> Iterator[list[Words]]:
    """Title, its other language and the sentences; without the other language; and smaller."""
    title, second = look.main(view.title), look.second(view.title)
    size = look.em(52) if look.landscape else look.size("h1")
    small, body = look.size("h3"), look.size("body")
    least = look.em(26)
    other = Words(NOWHERE, second, look.second_size(look.em(26)), "on_dai_2", lines=2, least=look.em(24))
    lines = [Words(NOWHERE, look.main(line), body, "on_dai", leading=1.3, lines=2) for line in view.lines]
    lines = [replace(line, least=least if line.text.isascii() else look.size("min")) for line in lines]
    little = [replace(line, size=line.least or body, leading=1.2) for line in lines]
    for large, rest in ((size, [other, *lines]), (size, lines), (small, lines), (small, little)):
        head = Words(NOWHERE, title, large, "on_dai", bold=True, leading=1.2, lines=2, least=small)
        yield [head, *rest]


def _checks(room: Rect, view: MaterialCapture, look: Look) -> Iterator[Part]:
    """What was looked at, a chip each; the heading goes where they need its room."""
    if not view.checks or room.y < look.stage.y + 8:
        return
    said = [(look.main(check.text), check.fine) for check in view.checks]
    wide = sum(chip_width(text, look) for text, _ in said) + 16 * (len(said) - 1)
    name = look.main(CHECKED)
    size = look.size("body")
    head = fonts.width(name, size, bold=True) + 24
    x = room.x
    if wide + head <= room.w:
        yield Words(room.left(head), name, size, "ink_900", bold=True)
        x += head
    for text, fine in said:
        if x + chip_width(text, look) > room.right + 1:
            return
        yield from chip(x, room.y, text, look, "ok" if fine else "bad")
        x += chip_width(text, look) + 16


def _ways(room: Rect, view: MaterialCapture, look: Look) -> Iterator[Part]:
    offered = [choice for way in WAYS if (choice := view.choice(way)) and _there(choice, view)]
    for choice, place in zip(offered, room.columns(*[1] * len(offered), gap=16), strict=True):
        yield button(
            place, choice.label, look, Choose(choice.id), kind="quiet", size=34, enabled=choice.enabled
        )


def _there(choice: Choice, view: MaterialCapture) -> bool:
    """Whether it is a way at all: a certificate that there is not has no place."""
    return choice.id != "use_certificate" or view.certificate is not None


def _press(room: Rect, view: MaterialCapture, look: Look) -> Iterator[Part]:
    """What to do next, large; what may be done instead beside it."""
    aside, main = _pair(view)
    if aside is None:
        yield _large(room, view, main, look)
        return
    left, right = room.columns(1, 1.5)
    other = view.choice(aside)
    assert other is not None  # noqa: S101 every one of them is always there
    yield button(left, other.label, look, Choose(aside), kind="secondary", size=40, enabled=other.enabled)
    yield _large(right, view, main, look)


def _pair(view: MaterialCapture) -> tuple[str | None, str]:
    shot = "capture" if view.row is None or view.resting else "retake"
    if not view.pages:
        return None, shot
    ready = view.resting or (view.row is not None and view.row.clear)
    return (shot, "next") if ready else ("next", shot)


def _large(rect: Rect, view: MaterialCapture, name: str, look: Look) -> Part:
    choice = view.choice(name)
    assert choice is not None  # noqa: S101 every one of them is always there
    return button(
        rect,
        choice.label,
        look,
        Choose(name),
        icon="camera" if name != "next" else None,
        enabled=choice.enabled,
        why_not=choice.why_not,
    )
