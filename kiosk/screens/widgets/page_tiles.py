"""The pages of a material side by side: taken ones to go back to, the one that is to be taken, one more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views import MaterialCapture, PageRow
from kiosk.journeys.views.material import PAGE
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Bars, Box, Choose, Drawn, Icon, Local, Part, Target, Words, sunk
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.cards import chip, chip_width
from kiosk.screens.widgets.notes_sheet import NOTES
from kiosk.screens.widgets.words import pair

RADIUS: Final = 28
GAP: Final = 16
ARROW: Final = 96
TO_TAKE: Final = Text("正要拍", "Next")
TIPS: Final[tuple[tuple[str, Text], ...]] = (
    ("paper", Text("一次放一页，放平", "One page at a time, flat")),
    ("scan", Text("四个角都露出来", "All four corners in view")),
    ("light", Text("躲开灯的反光", "Out of the lamp's glare")),
)
NOTES_BUTTON: Final = 112
SHEET: Final = (68, 84)
PRINT: Final = (0.5, 0.85, 0.7, 0.85, 0.6, 0.3)
"""Lengths of the lines on a drawn page, in its widths."""
DASH: Final = 14


def page_tiles(rect: Rect, view: MaterialCapture, look: Look, turned: int | None) -> Iterator[Part]:
    """The row; ``turned``: which part of it was asked for, else the one in which something is done now."""
    cells: list[PageRow | None] = [*view.pages]
    if not view.resting and (view.row is None or view.most > 1):
        cells.append(None)
    size = 3 if look.elder else 4
    if len(cells) <= size:
        places = rect.columns(*[1] * size, gap=GAP)
        yield from _cells(places, cells, view, look)
        return
    size -= 1
    last = (len(cells) - 1) // size
    part = min(turned if turned is not None else (view.at - 1) // size, last)
    room = rect.inset(ARROW + GAP, 0)
    yield _arrow(rect.left(ARROW), part - 1, look, there=part > 0, icon="left")
    shown = cells[part * size : (part + 1) * size]
    yield from _cells(room.columns(*[1] * size, gap=GAP), shown, view, look)
    yield _arrow(rect.tail(ARROW), part + 1, look, there=part < last, icon="right")


def tips(rect: Rect, look: Look, *, notes: bool, busy: bool) -> Iterator[Part]:
    """What makes a page good, beside the first that is to be taken; ``notes``: and the way to the guide's."""
    first, *_ = rect.columns(*[1] * (3 if look.elder else 4), gap=GAP)
    room = rect.after(first.w + 2 * GAP)
    shown = TIPS
    if notes:
        place, room = room.top(NOTES_BUTTON), room.below(NOTES_BUTTON + 8)
        open_ = Local("notes", "open")
        yield button(place, NOTES, look, open_, kind="quiet", size=40, icon="guide", enabled=not busy)
        shown = TIPS[:1]
    side = look.em(44)
    size = look.size("min") if look.language == "zh" else look.em(28)
    for row, (icon, text) in zip(room.rows(*[1] * len(shown), gap=8), shown, strict=True):
        yield Icon(Rect(row.x, row.centre[1] - side / 2, side, side), icon, "blue_600")
        yield Words(row.after(side + GAP), look.main(text), size, "ink_900", least=24)


def _cells(
    places: tuple[Rect, ...], cells: list[PageRow | None], view: MaterialCapture, look: Look
) -> Iterator[Part]:
    for place, row in zip(places, cells, strict=False):
        if row is not None:
            yield _taken(place, row, view, look)
        elif view.row is None:
            yield from _now(place, view, look)
        else:
            yield _more(place, view, look)


def _taken(rect: Rect, row: PageRow, view: MaterialCapture, look: Look) -> Target:
    """A page, and how good it is."""
    chosen = row.number == view.at
    fill, line = ("blue_50", "blue_600") if chosen else ("surface", "line_touch")
    box = Box(rect, fill, RADIUS, line, 6 if chosen else max(3, look.theme.outline))
    room = rect.inset(8, 14)
    face: list[Drawn] = [box]
    if not look.elder:
        face += _sheet(room, clear=row.clear)
        room = room.below(SHEET[1] + 6)
    state = look.main(row.state)
    tall = 76 if look.elder else 56
    x = rect.centre[0] - chip_width(state, look) / 2
    name = Text(f"第 {row.number} 页", f"Page {row.number}")
    size = look.size("min") if look.language == "zh" else look.em(28)
    face.append(Words(room.above(tall), look.main(name), size, "ink_900", bold=True, align="centre"))
    face += chip(x, room.bottom - tall, state, look, "ok" if row.clear else "bad")
    action = None if view.busy else Choose(f"{PAGE}{row.number}")
    return Target(rect, tuple(face), action, sunk(tuple(face), fill="blue_100"))


def _sheet(room: Rect, *, clear: bool) -> tuple[Drawn, ...]:
    """A page drawn small: nobody's."""
    wide, tall = SHEET
    sheet = Rect(room.centre[0] - wide / 2, room.y, wide, tall)
    lines = tuple(
        Rect(sheet.x + 8, sheet.y + 12 + 11 * n, (wide - 16) * share, 4) for n, share in enumerate(PRINT)
    )
    return (
        Box(sheet, "surface", 4, "line" if clear else "red_700", 2 if clear else 4),
        Bars(sheet, lines, "line_touch"),
    )


def _now(rect: Rect, view: MaterialCapture, look: Look) -> Iterator[Part]:
    """The page that is to be taken: nothing to press, the large button takes it."""
    yield Box(rect, "blue_50", RADIUS, "blue_600", 6)
    name = Text(f"第 {view.at} 页", f"Page {view.at}")
    room = rect.inset(16, 14)
    if not look.elder:
        yield Icon(room.top(SHEET[1]).sized(64, 64), "camera", "blue_600")
        room = room.below(SHEET[1] + 6)
    upper, lower = room.rows(1, 1, gap=0)
    size = look.size("min") if look.language == "zh" else look.em(28)
    yield Words(upper, look.main(name), size, "ink_900", bold=True, align="centre")
    yield Words(lower, look.main(TO_TAKE), size, "ink_600", align="centre")


def _more(rect: Rect, view: MaterialCapture, look: Look) -> Target:
    """加一页, or why not."""
    choice = view.choice("add_page")
    assert choice is not None  # noqa: S101 only where there may be more than one
    room = rect.inset(12, 14)
    if not choice.enabled:
        why = choice.why_not if choice.why_not and not view.busy else choice.label
        line = "dis_ink" if look.theme.name == "high" else None
        words = pair(
            room, why, look, size=look.size("min"), colour="dis_ink", second="dis_ink", align="centre"
        )
        return Target(rect, (Box(rect, "dis_fill", RADIUS, line, 3), *words))
    side = 56 if look.elder else 72
    picture = room.top(side if look.elder else SHEET[1])
    box = Box(rect, "paper", RADIUS, "line_touch", max(3, look.theme.outline))
    face: tuple[Drawn, ...] = (
        box,
        *_dashed(box),
        Icon(picture.sized(side, side), "plus", "blue_600"),
        *pair(
            room.below(picture.h + 6),
            choice.label,
            look,
            size=look.em(36),
            colour="blue_600",
            align="centre",
            lines=1,
        ),
    )
    return Target(rect, face, Choose("add_page"), sunk(face, fill="blue_100"))


def _dashed(box: Box) -> tuple[Drawn, ...]:
    """Gaps in the straight parts of an outline."""
    rect, line = box.rect, box.line_width
    across = range(int(rect.x + RADIUS), int(rect.right - RADIUS - DASH), 2 * DASH)
    down = range(int(rect.y + RADIUS), int(rect.bottom - RADIUS - DASH), 2 * DASH)
    gaps = [Rect(x, y, DASH, line) for x in across for y in (rect.y, rect.bottom - line)]
    gaps += [Rect(x, y, line, DASH) for y in down for x in (rect.x, rect.right - line)]
    return (Bars(rect, tuple(gaps), box.fill),)


def _arrow(rect: Rect, part: int, look: Look, *, there: bool, icon: str) -> Target:
    """To the pages before or after."""
    if not there:
        line = "dis_ink" if look.theme.name == "high" else None
        return Target(rect, (Box(rect, "dis_fill", 24, line, 3), Icon(rect.sized(44, 44), icon, "dis_ink")))
    box = Box(rect, "blue_100", 24, "line_touch", look.theme.outline)
    face: tuple[Drawn, ...] = (box, Icon(rect.sized(44, 44), icon, "blue_600"))
    return Target(rect, face, Local("page", str(part)), sunk(face, fill="quiet_pressed"))
