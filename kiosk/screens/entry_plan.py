"""Where everything lies on a screen that is typed on.

Portrait: words in the look zone; under them fields, keys, the main button, other ways. Landscape: words and
fields left, where one looks; keys and buttons right, to press. The keys take what room there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Field, View
from kiosk.screens import typed
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Part
from kiosk.screens.widgets.inputs import input_height
from kiosk.screens.widgets.keypad import GAP, ROWS
from kiosk.screens.widgets.steps import STEPS_GAP, STEPS_HEIGHT, steps_told
from kiosk.screens.widgets.told import beside, told
from kiosk.screens.widgets.words import bottom_of
from kiosk.screens.widgets.written import at_foot, beside_ways
from kiosk.screens.widgets.zones import MARGIN, Zones, headline, zones

KEY_LEAST: Final = {False: 96.0, True: 120.0}
KEY_MOST: Final = {False: 136.0, True: 184.0}
"""A key's height, by elder mode."""
NEXT_HEIGHT: Final = 136
WAY_HEIGHT: Final = {False: 112.0, True: 136.0}
HIGH: Final = 10_000.0
"""Taller than any screen: room to measure words in."""
STEPS: Final = STEPS_HEIGHT + STEPS_GAP
SHORT: Final = 12
"""A field of at most this many characters may share a row."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Places, logical px. ``boxes``: each shown field, its box, and the room for words under it.

    In landscape only the focused field has such room, under all of them. ``bar``: where words are offered,
    while the focused field takes Chinese; ``next`` is ``None`` where going on is one of its keys.
    """

    place: Zones
    words: tuple[Part, ...]
    fields: int
    boxes: tuple[tuple[Field, Rect, Rect], ...]
    keys: Rect
    next: Rect | None
    ways: tuple[Rect, ...]
    icons: bool
    bar: Rect | None = None
    sheet: Rect | None = None
    """The light sheet under boxes that lie in the look zone."""

    @property
    def partial(self) -> bool:
        """Whether fields were left out for lack of room."""
        return self.fields > len(self.boxes)


def plan(view: View, fields: Sequence[Field], focused: Field, look: Look) -> Plan:
    """Lay the screen out. Fields that find no room are left out, never the focused one.

    There is a place for each other way, and where fields are left out one more, to come to them.
    """
    make = _landscape if look.landscape else _portrait
    others = [1.5 if choice.id == "resend" else 1.0 for choice in view.choices if choice.id != "next"]
    made = make(view, fields, focused, others, look)
    return make(view, fields, focused, [*others, 1.0], look) if made.partial else made


def _portrait(
    view: View, fields: Sequence[Field], focused: Field, others: Sequence[float], look: Look
) -> Plan:
    alone = len(fields) == 1
    row = input_height(look, labelled=not alone) + _under(look)
    rows = _rows(fields)
    way = WAY_HEIGHT[look.elder]
    fixed = 28 + (ROWS - 1) * GAP + 20 + NEXT_HEIGHT + 20 + way + 24
    need = _need(view, look, look.stage.w - 2 * MARGIN)
    room = look.stage.h - need - fixed - ROWS * KEY_LEAST[look.elder]
    shown = _window(rows, focused, max(1, int(room // (row + 12))))
    fixed += len(shown) * (row + 12)
    key = min(KEY_MOST[look.elder], max(96.0, (look.stage.h - need - fixed) / ROWS))
    place = zones(look, look.stage.bottom - fixed - ROWS * key)
    content = Rect(MARGIN, place.press.y + 28, look.stage.w - 2 * MARGIN, fixed + ROWS * key - 52)
    boxes = tuple(
        (field, cell.above(_under(look)), cell.low(_under(look) - 8).moved(0, -4))
        for line, band in zip(shown, _bands(content, len(shown), row, 12), strict=True)
        for field, cell in zip(line, band.columns(*[1] * len(line)), strict=True)
    )
    steps, rest = steps_told(place.told.below(_air(place.look.h - need)).above(8), view, look)
    words, left = told(rest, view, look, gap=6)
    around = (*beside(place, words, left, look), *steps, *words)
    if focused.chinese:
        foot = content.y + len(shown) * (row + 12)
        return _with_chinese(
            Plan(place, around, len(fields), boxes, content, None, (), icons=False), foot, others, look
        )
    feet = content.low(way)
    onward = content.above(way + 20).low(NEXT_HEIGHT)
    keys = Rect(content.x, onward.y - 20 - ROWS * key - (ROWS - 1) * GAP, content.w, ROWS * key + 3 * GAP)
    if focused.kind == "text" and not look.elder:
        keys = keys.inset(-34, 0)
    ways = feet.columns(*others, gap=GAP)
    few = len(others) < 3 and not look.elder
    return Plan(place, around, len(fields), boxes, keys, onward, ways, icons=few)


def _landscape(
    view: View, fields: Sequence[Field], focused: Field, others: Sequence[float], look: Look
) -> Plan:
    place = zones(look, 0)
    alone = len(fields) == 1
    row = input_height(look, labelled=not alone) + GAP
    need = _need(view, look, place.told.w)
    spare = place.look.h - need - 24 - 40 - _under(look)
    shown = _window([(field,) for field in fields], focused, max(1, int(spare // row)))
    sheet = place.look.inset(24, 0).low(len(shown) * row + _under(look) + 28).moved(0, -16)
    inner = sheet.inset(20, 20)
    under = inner.low(_under(look) - 4)
    boxes = tuple(
        (line[0], band, under if line[0] is focused else under.low(0))
        for line, band in zip(shown, _bands(inner, len(shown), row - GAP, GAP), strict=True)
    )
    steps, room = steps_told(place.told.below(24).above(sheet.h + 24), view, look)
    words, _ = told(room, view, look, size=58, gap=6)
    content = place.press.inset(24, 20)
    way = 112.0
    made = Plan(place, (*steps, *words), len(fields), boxes, content, None, (), icons=False, sheet=sheet)
    if focused.chinese:
        bar, around, keys = beside_ways(place.press, others, look)
        return replace(made, bar=bar, keys=keys, ways=around)
    if any(field.kind == "text" for field in fields) and not look.elder:
        keys, foot = content.above(way + GAP), content.low(way)
        *ways, onward = foot.columns(*others, 1.4, gap=GAP)
    else:
        keys, column = content.columns(7, 3)
        way = min(way, (column.h - NEXT_HEIGHT) / len(others) - GAP)
        onward = column.below(len(others) * (way + GAP))
        ways = list(_bands(column, len(others), way, GAP))
    return replace(made, keys=keys, next=onward, ways=tuple(ways))


def _with_chinese(made: Plan, foot: float, others: Sequence[float], look: Look) -> Plan:
    """Portrait: keys from edge to edge, the way on among them; the ways around lie over them.

    ``foot``: where the fields end.
    """
    way = WAY_HEIGHT[look.elder]
    bar, keys = at_foot(look, look.stage.bottom - foot - way - 20, KEY_MOST[look.elder])
    lane = Rect(MARGIN, bar.y - 20 - way, look.stage.w - 2 * MARGIN, way)
    icons = len(others) < 3 and not look.elder
    return replace(made, bar=bar, keys=keys, ways=lane.columns(*others, gap=GAP), icons=icons)


def _under(look: Look) -> float:
    """Room for words under a box."""
    if look.landscape:  # narrow: two lines
        return 92 if look.elder else 80
    return 72 if look.elder else 56


def _need(view: View, look: Look, width: float) -> float:
    """How high the look zone must be for title and sentences in the first language."""
    title = Text(look.main(view.title))
    size = 58 if look.landscape else 64
    words = headline(Rect(0, 0, width, HIGH), title, look, *view.lines, size=size, gap=6)
    steps = STEPS if view.progress is not None else 0
    return 24 + steps + bottom_of(words) + 16


def _air(spare: float) -> float:
    """Room over the title: more where there is some to spare."""
    return max(20.0, min(48.0, spare / 2 + 20))


def _rows(fields: Sequence[Field]) -> list[tuple[Field, ...]]:
    """One field a row, two short ones side by side."""
    rows: list[tuple[Field, ...]] = []
    for field in fields:
        short = typed.most(field) <= SHORT and field.kind not in typed.PICKED
        if short and rows and len(rows[-1]) == 1 and typed.most(rows[-1][0]) <= SHORT:
            rows[-1] = (*rows[-1], field)
        else:
            rows.append((field,))
    return rows


def _window(rows: Sequence[tuple[Field, ...]], focused: Field, most: int) -> Sequence[tuple[Field, ...]]:
    """As many rows as find room, the focused field's among them."""
    at = next(number for number, row in enumerate(rows) if focused in row)
    first = at // most * most
    return rows[first : first + most]


def _bands(rect: Rect, count: int, height: float, gap: float) -> Iterator[Rect]:
    for number in range(count):
        yield Rect(rect.x, rect.y + number * (height + gap), rect.w, height)
