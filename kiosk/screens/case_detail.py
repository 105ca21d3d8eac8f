"""How far a case is (mock-up 10): the promise above; its steps, its application, its results below."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice
from kiosk.journeys.views import CaseDetail
from kiosk.screens import case_facts, case_head
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Choose, Local, Part
from kiosk.screens.screen import Now, Screen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.cards import card
from kiosk.screens.widgets.filters import filters
from kiosk.screens.widgets.pager import HEIGHT, pager
from kiosk.screens.widgets.rows import arrow_row
from kiosk.screens.widgets.timeline import MOST, row_height, timeline
from kiosk.screens.widgets.zones import backdrop, zones

SECTIONS: Final = {
    "steps": Text("办到哪一步", "Progress"),
    "facts": Text("申请信息", "Application"),
    "result": Text("结果和文书", "Result"),
}
TAB: Final = {False: 96.0, True: 112.0}
FOOT: Final = {False: 128.0, True: 120.0}
GAP = 16
ICONS: Final = {"remind": "msg", "sign": "edit", "correct": "edit", "print": "printer", "more": "id"}
Draw = Callable[[Rect, int, int], Iterator[Part]]
"""Draws rows from the first to before the last in a place."""


class CaseDetailScreen(Screen[CaseDetail]):
    """Three sections, each a page at a time; the steps begin where the case stands."""

    def __init__(self) -> None:
        self._case = ""
        self._section = "steps"
        self._page: int | None = None

    def local(self, action: Local) -> None:
        """Another section, another page."""
        match action.name:
            case "section":
                self._section, self._page = action.value, None
            case "page":
                self._page = int(action.value)
            case _:
                super().local(action)

    def parts(self, view: CaseDetail, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        if self._case != view.case_no:
            self._case, self._section, self._page = view.case_no, "steps", None
        place = zones(look, case_head.press_top(view, look))
        yield from backdrop(place, look)
        yield from case_head.head(view, place, look)
        content = place.press.inset(40, 24)
        if case_head.card_below(look):
            tall = case_head.card_height(view, content.w, look)
            yield from case_head.todo_card(content.top(tall), view, look)
            content = content.below(tall + GAP)
        foot, room = content.low(FOOT[look.elder]), content.above(FOOT[look.elder] + GAP)
        top, room = room.top(TAB[look.elder]), room.below(TAB[look.elder] + GAP)
        if view.full is not None:
            yield from filters(top, SECTIONS, self._section, look, "section")
        else:
            self._section = "steps"
            yield _button(top, view.choices[2], look, kind="secondary", size=40)
        yield from self._paged(view, room, foot, look)

    def _paged(self, view: CaseDetail, room: Rect, foot: Rect, look: Look) -> Iterator[Part]:
        count, least, most, draw = self._rows(view, room.w, look)
        size = max(1, int(room.h // least))
        turn: Rect | None = None
        if count > size and look.landscape:
            turn, foot = foot.columns(1, 1.1)
        elif count > size:
            turn, room = room.low(HEIGHT), room.above(HEIGHT + GAP)
            size = max(1, int(room.h // least))
        pages = max(1, -(-count // size))
        page = self._first(view, size) if self._page is None else max(0, min(self._page, pages - 1))
        if turn is not None:
            yield from pager(turn.sized(turn.w, min(turn.h, HEIGHT)), page, pages, look)
        first, last = page * size, min(count, (page + 1) * size)
        tall = min(max(most, least), room.h / size)
        yield from draw(room.top(tall * (last - first)), first, last)
        yield from _foot(view, foot, look)

    def _first(self, view: CaseDetail, size: int) -> int:
        if self._section != "steps":
            return 0
        reached = (n for n, step in enumerate(view.steps) if step.status == "current")
        last_done = max((n for n, step in enumerate(view.steps) if step.status == "done"), default=0)
        return next(reached, last_done) // size

    def _rows(self, view: CaseDetail, width: float, look: Look) -> tuple[int, float, float, Draw]:
        if self._section == "steps" or view.full is None:
            return len(view.steps), row_height(view.steps, width, look), MOST[look.elder], _steps(view, look)
        if self._section == "facts":
            facts = case_facts.application(view, view.full)
            return len(facts), case_facts.LEAST[look.elder], case_facts.MOST[look.elder], _facts(facts, look)
        facts = case_facts.result(view.full)
        papers = [c for c in view.choices if c.id not in ICONS]
        return (
            len(facts) + len(papers),
            case_facts.PAPER[look.elder],
            case_facts.PAPER_MOST[look.elder],
            _results(facts, papers, look),
        )


def _steps(view: CaseDetail, look: Look) -> Draw:
    def draw(rect: Rect, first: int, last: int) -> Iterator[Part]:
        yield card(rect, look)
        yield from timeline(
            rect, view.steps[first:last], look, before=first > 0, after=last < len(view.steps)
        )

    return draw


def _facts(facts: Sequence[case_facts.Fact], look: Look) -> Draw:
    def draw(rect: Rect, first: int, last: int) -> Iterator[Part]:
        yield card(rect, look)
        for fact, cell in zip(facts[first:last], rect.rows(*[1] * (last - first), gap=0), strict=True):
            yield from case_facts.fact_row(cell.inset(32, 4), fact, look)

    return draw


def _results(facts: Sequence[case_facts.Fact], papers: Sequence[Choice], look: Look) -> Draw:
    """The decision as a card, then each paper: to press, or with why it cannot be printed."""

    def draw(rect: Rect, first: int, last: int) -> Iterator[Part]:
        cells = rect.rows(*[1] * (last - first), gap=GAP)
        rows: list[case_facts.Fact | Choice] = [*facts, *papers]
        for row, cell in zip(rows[first:last], cells, strict=True):
            if isinstance(row, Choice):
                yield arrow_row(cell, row, look)
            else:
                yield card(cell, look)
                yield from case_facts.fact_row(cell.inset(32, 4), row, look)

    return draw


def _foot(view: CaseDetail, rect: Rect, look: Look) -> Iterator[Part]:
    remind, paper = view.choices[:2]
    # Of what is decided, or waits for the citizen, nobody is reminded: what is to be done takes that place.
    first = next((choice for choice in view.choices if choice.id in {"sign", "correct"}), remind)
    left, right = rect.columns(1, 1.2)
    yield _button(left, first, look, kind="secondary")
    yield _button(right, paper, look, kind="primary")


def _button(rect: Rect, choice: Choice, look: Look, *, kind: str, size: float = 44) -> Part:
    icon = ICONS[choice.id] if choice.enabled and not look.elder and not look.landscape else None
    return button(
        rect,
        choice.label,
        look,
        Choose(choice.id),
        kind="primary" if kind == "primary" else "secondary",
        size=size if choice.enabled else 36,
        icon=icon,
        enabled=choice.enabled,
        why_not=choice.why_not,
    )
