"""One guide (CT-05): in short, what to bring, the way as a table, all of it, the code to take it along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice
from kiosk.journeys.views.guide import GuideDetail
from kiosk.screens.geometry import Rect
from kiosk.screens.guide_text import chips, chips_height, everything, in_short, read, steps
from kiosk.screens.look import Look
from kiosk.screens.parts import Choose, Local, Part, Words
from kiosk.screens.screen import Now, PagedScreen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.cards import card
from kiosk.screens.widgets.filters import filters
from kiosk.screens.widgets.item_head import item_head
from kiosk.screens.widgets.pager import laid_out
from kiosk.screens.widgets.qr import qr_code
from kiosk.screens.widgets.rows import arrow_row
from kiosk.screens.widgets.zones import backdrop, zones

TABS: Final = {
    "short": Text("怎么办", "In short"),
    "bring": Text("带什么", "Bring"),
    "steps": Text("走几步", "Steps"),
    "all": Text("全文", "All of it"),
    "code": Text("扫码", "Phone"),
}
TAB: Final = {False: 96.0, True: 112.0}
PRINT: Final = {False: 128.0, True: 132.0}
OTHERS: Final = {False: 104.0, True: 120.0}
GAP = 16
ROW: Final = {False: 132.0, True: 190.0}
SCAN: Final = Text("用手机扫一扫，带走这一版指南", "Scan it to take this guide along")
NO_CODE: Final = Text("这份指南没有网址，可以打印带走", "This guide has no address. You can print it.")
NOTHING: Final = Text("这件事不用带材料", "Nothing to bring")


class GuideDetailScreen(PagedScreen[GuideDetail]):
    """Five sections, each a page at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._code = ""
        self._tab = "short"

    def local(self, action: Local) -> None:
        """Another section begins at its first page."""
        if action.name == "tab":
            self._tab, self._page = action.value, 0
        else:
            super().local(action)

    def parts(self, view: GuideDetail, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        if view.code != self._code:
            self._code, self._tab, self._page = view.code, "short", 0
        place = zones(look, 520 if look.elder else 400)
        yield from backdrop(place, look)
        yield from item_head(place, view, look)
        content = place.press.inset(40, 20)
        yield from filters(content.top(TAB[look.elder]), TABS, self._tab, look, "tab")
        content = content.below(TAB[look.elder] + GAP)
        foot, content = content.low(PRINT[look.elder]), content.above(PRINT[look.elder] + GAP)
        main, apply, book = view.choices[:3]
        if look.landscape:
            here, there, last = foot.columns(1, 1, 1.2, gap=GAP)
        else:
            others, content = content.low(OTHERS[look.elder]), content.above(OTHERS[look.elder] + GAP)
            (here, there), last = others.columns(1, 1, gap=GAP), foot
        yield _answer(here, apply, look, None)
        yield _answer(there, book, look, None)
        yield _answer(last, main, look, "printer")
        yield from self._section(view, content, look)

    def _section(self, view: GuideDetail, room: Rect, look: Look) -> Iterator[Part]:
        match self._tab:
            case "bring":
                yield from self._bring(view, room, look)
            case "code":
                yield from _code(view, room, look)
            case "steps":
                yield from steps(room, view.flow, self._page, look)
            case "all":
                yield from read(room, everything(view.elements, room.w, look), self._page, look)
            case _:
                tall = chips_height(view, room, look)
                if tall:
                    yield from chips(room, view, look)
                body = room.below(tall)
                yield from read(body, in_short(view, body.w, look, hints=not tall), self._page, look)

    def _bring(self, view: GuideDetail, room: Rect, look: Look) -> Iterator[Part]:
        rows = [choice for choice in view.choices if choice.id.startswith("material:")]
        if not rows:
            yield card(room.top(160), look)
            inner = room.top(160).inset(32, 16)
            yield Words(inner, look.main(NOTHING), look.size("h3"), "ink_900", lines=2, least=32)
            return
        least = ROW[look.elder]
        turn, placed = laid_out(rows, self._page, room, look, least=least, most=1.4 * least)
        yield from turn
        for place, choice in placed:
            yield arrow_row(place, choice, look)


def _answer(rect: Rect, choice: Choice, look: Look, icon: str | None) -> Part:
    return button(
        rect,
        choice.label,
        look,
        Choose(choice.id),
        kind="primary" if choice.primary else "quiet",
        size=52 if choice.primary else 36,
        icon=icon,
        enabled=choice.enabled,
        why_not=choice.why_not,
    )


def _code(view: GuideDetail, room: Rect, look: Look) -> Iterator[Part]:
    yield card(room, look)
    told_here = look.main(SCAN if view.takeaway else NO_CODE)
    least = 32 if look.language == "zh" else 24
    size = look.size("body")
    if view.takeaway is None:
        yield Words(room.inset(32, 16), told_here, size, "ink_900", lines=3, align="centre", least=least)
        return
    if look.landscape:
        code, words = room.inset(24, 20).columns(1, 1.2)
        yield Words(words, told_here, size, "ink_900", lines=3, leading=1.2, least=least)
    else:
        words = room.inset(32, 12).low(110)
        code = room.inset(32, 20).above(120)
        yield Words(words, told_here, size, "ink_900", lines=2, align="centre", leading=1.2, least=least)
    yield from qr_code(code, view.takeaway)
