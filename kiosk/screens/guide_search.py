"""办事指南 (mock-up 14): what was found, and the ways to find. Typing opens over the list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice
from kiosk.journeys.views.guide_search import GuideSearch
from kiosk.screens import typed
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Choose, Drawn, Icon, Local, Part, Target, Words, sunk
from kiosk.screens.screen import Now, PagedScreen
from kiosk.screens.typing_state import CHOOSE_WORDS, TypingState
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.chinese_keys import Onward
from kiosk.screens.widgets.guide_rows import guide_row
from kiosk.screens.widgets.inputs import Input, input_box
from kiosk.screens.widgets.pager import laid_out
from kiosk.screens.widgets.told import beside, told
from kiosk.screens.widgets.written import at_foot, beside_ways, written
from kiosk.screens.widgets.zones import Zones, backdrop, zones

GAP = 16
BOX: Final = {False: 116.0, True: 132.0}
WAY: Final = {False: 96.0, True: 120.0}
LEAST: Final = {False: 148.0, True: 190.0}
MOST: Final = {False: 236.0, True: 280.0}
"""A row's height, by elder mode."""
ELDER_ROWS = 3
KEY_MOST: Final = {False: 136.0, True: 160.0}
PROMPT: Final = Text("点这里打字找", "Type to search")
CLOSE: Final = Text("不打了", "Close")
ICONS: Final = {"theme": "family", "narrow": "sliders", "all": "refresh"}


class GuideSearchScreen(PagedScreen[GuideSearch]):
    """Rows a page at a time; what is being typed, until it is sent."""

    def __init__(self) -> None:
        super().__init__()
        self._typing = False
        self._state = TypingState()
        self._of: tuple[str, tuple[str, ...], str | None] | None = None

    def local(self, action: Local) -> None:
        """Open or close the keys, a key, a page."""
        if action.name == "type":
            self._typing = bool(action.value)
        elif not self._typing or not self._state.do(action):
            super().local(action)

    def answered(self, action: Choose) -> None:  # noqa: ARG002 whatever it was
        """It was searched, or something else was chosen: the keys are put away."""
        self._typing = False

    def parts(self, view: GuideSearch, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        of = (view.query, view.narrowed, view.within)
        if of != self._of:
            self._of, self._page, self._state = of, 0, TypingState()
        self._state.take_up(view)
        place = zones(look, 480 if look.elder else 440)
        yield from backdrop(place, look)
        room = place.told.below(40 if place.look.h > 300 else 24).above(16)
        if self._typing and look.landscape:
            room = room.above(BOX[look.elder] + 24)
        words, left = told(room, view, look, size=58 if look.landscape else 64, gap=8)
        yield from beside(place, words, left, look)
        yield from words
        if self._typing:
            yield from self._keys(view, place, look)
            return
        content = place.press.inset(40, 24)
        ways = [c for c in view.choices if c.id in ICONS]
        if look.landscape:
            box, *cells = content.top(BOX[look.elder]).columns(1.4 if look.elder else 2, 1, 1, 1, gap=GAP)
            content = content.below(BOX[look.elder] + GAP)
        else:
            box, content = content.top(BOX[look.elder]), content.below(BOX[look.elder] + GAP)
            cells = list(content.top(WAY[look.elder]).columns(*[1] * len(ways), gap=GAP))
            content = content.below(WAY[look.elder] + GAP)
        yield _search_box(box, view, look)
        yield from _ways(ways, cells, look)
        yield from self._rows(view, content, look)

    def _rows(self, view: GuideSearch, room: Rect, look: Look) -> Iterator[Part]:
        if not view.results:
            staff = view.choices[-1]
            cell = room.top(min(room.h, 152))
            yield button(cell, staff.label, look, Choose(staff.id), kind="secondary", icon="bell")
            return
        most = ELDER_ROWS if look.elder else 99
        turn, rows = laid_out(
            view.results, self._page, room, look, least=LEAST[look.elder], most=MOST[look.elder], fewer=most
        )
        yield from turn
        for place, row in rows:
            yield guide_row(place, row, view.query, look)

    def _keys(self, view: GuideSearch, place: Zones, look: Look) -> Iterator[Part]:
        state = self._state
        if look.landscape:
            box = _typed_box(place, look)
            bar, (closing,), keys = beside_ways(place.press, [1], look)
        else:
            content = place.press.inset(40, 24)
            box, closing = content.top(BOX[look.elder]).columns(3, 1, gap=GAP)
            bar, keys = at_foot(look, look.stage.bottom - box.bottom - 28, KEY_MOST[look.elder])
        text = typed.shown(state.focused, state.of(state.focused))
        shown = Input(text, focused=True, composing=state.composing, tail=True)
        yield from input_box(box, shown, look, None)
        yield button(closing, CLOSE, look, Local("type", ""), kind="quiet", size=36)
        main = next(choice for choice in view.choices if choice.id == "search")
        go = None if state.writing.letters else Choose("search", state.values())
        onward = Onward(main.label if go else CHOOSE_WORDS, go)
        yield from written(bar, keys, look, state, onward)


def _typed_box(place: Zones, look: Look) -> Rect:
    """Landscape: where one types, at the foot of the look zone."""
    return place.look.inset(32, 24).low(BOX[look.elder])


def _search_box(rect: Rect, view: GuideSearch, look: Look) -> Target:
    side = 56.0
    icon = Rect(rect.x + 32, rect.y + (rect.h - side) / 2, side, side)
    room = Rect(icon.right + 20, rect.y + 6, rect.right - 28 - icon.right - 20, rect.h - 12)
    least = 32 if look.language == "zh" else 24
    text, ink = (view.query, "ink_900") if view.query else (look.main(PROMPT), "ink_600")
    words = Words(
        room, text, look.size("btn"), ink, bold=bool(view.query), lines=2, leading=1.15, least=least
    )
    face: tuple[Drawn, ...] = (
        Box(rect, "surface", 28, "line_touch", max(3, look.theme.outline)),
        Icon(icon, "search", "blue_600"),
        words,
    )
    return Target(rect, face, Local("type", "yes"), sunk(face, fill="blue_100"))


def _ways(choices: list[Choice], cells: list[Rect], look: Look) -> Iterator[Part]:
    for choice, cell in zip(choices, cells, strict=True):
        yield button(
            cell,
            choice.label,
            look,
            Choose(choice.id),
            kind="quiet",
            size=36,
            icon=None if look.elder else ICONS[choice.id],
            enabled=choice.enabled,
            why_not=choice.why_not,
        )
