"""The words of a guide as pages to read: labels over texts, and the way as a table (CT-11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kiosk.domain.guide_text import NONE
from kiosk.domain.words import Text
from kiosk.journeys.views.guide import GuideDetail, GuideFact, GuideStep
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Part
from kiosk.screens.widgets.cards import Tone, card, chip, chip_width
from kiosk.screens.widgets.pager import HEIGHT, pager
from kiosk.screens.widgets.reading import Line, column, height_of, lines, pages

GAP = 16
PADDING: Final = (32, 24)
BETWEEN = 18
READABLE: Final = {False: 210.0, True: 172.0}
"""A card lower than this is no place to read."""
CHIP: Final = {False: 56.0, True: 76.0}
SHORT: Final = ("受理条件", "办理地点", "办理时间", "咨询电话")
COLUMNS: Final = (
    Text("环节", "Step"),
    Text("时限", "Time"),
    Text("您做什么", "You"),
    Text("窗口做什么", "The window"),
)
WIDTHS: Final = (4.0, 4.6, 6.5, 6.5)


def in_short(view: GuideDetail, width: float, look: Look, *, hints: bool) -> list[Line]:
    """Fee, time, who and where; with ``hints`` the five of them too (CT-16), where no chips tell them."""
    said = {fact.label: fact for fact in view.elements}
    basis = said["收费依据"].lines
    facts = [
        GuideFact("收费", (view.fee, *(f"依据：{line}" for line in basis if line != NONE))),
        GuideFact("多久办完", (view.promised,)),
        GuideFact("受理条件", (view.conditions,)),
        *((GuideFact("办事提示", tuple(badge.text.zh for badge in view.badges)),) if hints else ()),
        *(said[label] for label in SHORT if label in said),
    ]
    return everything(facts, width, look)


def chips_height(view: GuideDetail, room: Rect, look: Look) -> float:
    """How much room the five hints take as chips; 0: one is too long, or they leave too little to read."""
    placed = _placed(view, room.w, look)
    tall = placed[-1][1] + CHIP[look.elder] + GAP if placed else 0.0
    return tall if room.h - tall - HEIGHT - GAP >= READABLE[look.elder] else 0.0


def chips(rect: Rect, view: GuideDetail, look: Look) -> Iterator[Part]:
    """The five hints (CT-16): what can be had is green, what cannot be is said too."""
    for badge, (x, y) in zip(view.badges, _placed(view, rect.w, look), strict=True):
        tone: Tone = "ok" if badge.on else "info"
        yield from chip(rect.x + x, rect.y + y, badge.text.zh, look, tone)


def _placed(view: GuideDetail, width: float, look: Look) -> list[tuple[float, float]]:
    wide = [chip_width(badge.text.zh, look) for badge in view.badges]
    if max(wide) > width or look.language == "en":
        return []
    places, x, y = [], 0.0, 0.0
    for one in wide:
        if x and x + one > width:
            x, y = 0.0, y + CHIP[look.elder] + 12
        places.append((x, y))
        x += one + 12
    return places


def everything(facts: Iterable[GuideFact], width: float, look: Look) -> list[Line]:
    """A label over its lines, for each."""
    inner = width - 2 * PADDING[0]
    text: list[Line] = []
    for fact in facts:
        text += lines(fact.label, inner, look.size("min"), colour="ink_600", gap=BETWEEN, holds=True)
        for line in fact.lines:
            text += lines(line, inner, look.size("body"), bold=True)
    return text


def read(rect: Rect, text: Sequence[Line], page: int, look: Look) -> Iterator[Part]:
    """A page of it on a card, and the way to the others."""
    told = pages(text, rect.h - 2 * PADDING[1])
    if len(told) > 1:
        turn, rect = rect.low(HEIGHT), rect.above(HEIGHT + GAP)
        told = pages(text, rect.h - 2 * PADDING[1])
        page = min(page, len(told) - 1)
        yield from pager(turn, page, len(told), look)
    else:
        page = 0
    place = rect.top(min(rect.h, height_of(told[page]) + 2 * PADDING[1]))
    yield card(place, look)
    yield from column(place.inset(*PADDING), told[page])


def steps(rect: Rect, flow: Sequence[GuideStep], page: int, look: Look) -> Iterator[Part]:
    """The way as a table; under each other where type is large."""
    if look.elder or look.language == "en":
        yield from read(rect, everything(map(_as_fact, flow), rect.w, look), page, look)
        return
    heads = [Row(tuple(look.main(text) for text in COLUMNS))]
    cells = [Row((s.name, _time(s), s.applicant, s.window)) for s in flow]
    yield from _table(rect, heads[0], cells, page, look)


class Row:
    """Cells of a table, each broken to its column."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        self.texts = texts

    def cells(self, rect: Rect, look: Look, *, bold: bool) -> list[list[Line]]:
        """The lines of each cell in a row as wide as ``rect``."""
        return [
            lines(text, cell.w, look.size("min"), bold=bold or not number)
            for number, (text, cell) in enumerate(zip(self.texts, _cells(rect), strict=True))
        ]


def _table(rect: Rect, head: Row, rows: Sequence[Row], page: int, look: Look) -> Iterator[Part]:
    inner = rect.inset(*PADDING)
    tall = [max(height_of(cell) for cell in row.cells(inner, look, bold=False)) + GAP for row in rows]
    top = max(height_of(cell) for cell in head.cells(inner, look, bold=True)) + GAP
    groups = _grouped(tall, inner.h - top)
    if len(groups) > 1:
        turn, rect = rect.low(HEIGHT), rect.above(HEIGHT + GAP)
        inner = rect.inset(*PADDING)
        groups = _grouped(tall, inner.h - top)
        page = min(page, len(groups) - 1)
        yield from pager(turn, page, len(groups), look)
    else:
        page = 0
    first, last = groups[page]
    used = top + sum(tall[first:last])
    yield card(rect.top(min(rect.h, used + 2 * PADDING[1])), look)
    yield from _row(inner.top(top), head, look, bold=True)
    y = inner.y + top
    for number in range(first, last):
        yield Box(Rect(inner.x, y, inner.w, 2), "line")
        yield from _row(
            Rect(inner.x, y + GAP / 2, inner.w, tall[number] - GAP), rows[number], look, bold=False
        )
        y += tall[number]


def _row(rect: Rect, row: Row, look: Look, *, bold: bool) -> Iterator[Part]:
    for cell, text in zip(_cells(rect), row.cells(rect, look, bold=bold), strict=True):
        yield from column(cell, text)


def _cells(rect: Rect) -> tuple[Rect, ...]:
    return rect.columns(*WIDTHS, gap=20)


def _grouped(tall: Sequence[float], room: float) -> list[tuple[int, int]]:
    """From which row to which each page goes; a row that is higher than a page has its own."""
    groups, first, used = [], 0, 0.0
    for number, height in enumerate(tall):
        if number > first and used + height > room:
            groups.append((first, number))
            first, used = number, 0.0
        used += height
    return [*groups, (first, len(tall))]


def _time(step: GuideStep) -> str:
    """How long, and from when to when where the guide says so (CT-10)."""
    told = [f"{word}{said}" for word, said in (("起：", step.start), ("止：", step.end)) if said != NONE]
    return "\n".join([step.duration, *told])


def _as_fact(step: GuideStep) -> GuideFact:
    return GuideFact(
        f"{step.name}（{_time(step).replace(chr(10), '，')}）",
        (f"您：{step.applicant}", f"窗口：{step.window}"),
    )
