"""Today's bookings (mock-up 09a): pick one, then 取号. The way without a booking is always among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views import BookingRow, ChooseBooking
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Choose, Local, Part
from kiosk.screens.screen import Now, Screen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.cards import Tone, note
from kiosk.screens.widgets.pager import HEIGHT, page_of, pager
from kiosk.screens.widgets.rows import ticked_height, ticked_row
from kiosk.screens.widgets.steps import dots
from kiosk.screens.widgets.tiles import hero
from kiosk.screens.widgets.told import beside, told
from kiosk.screens.widgets.zones import Zones, backdrop, zones

TAKE: Final = Text("取号", "Get my ticket")
WALK_IN: Final = "walk_in"
GAP = 16
REACH = 640
"""Nothing primary is higher in portrait (design language, section 5)."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the press zone begins and how high everything in it is, logical px."""

    press_top: float
    row: float
    walk_in: float
    button: float

    def room(self, view: ChooseBooking, look: Look, *, paged: bool) -> Rect:
        """The place for the rows, above note, pager and button."""
        foot = self.button + GAP + (HEIGHT + GAP if paged and not look.landscape else 0)
        return _content(zones(look, self.press_top)).above(foot + _note_height(view, look))

    def size(self, room: Rect) -> int:
        """How many bookings fit beside the way without one."""
        return int((room.h - self.walk_in) // (self.row + GAP))


_PLANS: Final = {  # by (landscape, elder): roomy, then close
    (False, False): (_Plan(608, 212, 212, 160), _Plan(488, 168, 140, 152)),
    (False, True): (_Plan(560, 250, 180, 152), _Plan(456, 250, 160, 152)),
    (True, False): (_Plan(0, 168, 152, 144), _Plan(0, 148, 132, 136)),
    (True, True): (_Plan(0, 184, 150, 144), _Plan(0, 160, 120, 120)),
}
LONG = 20
"""A name of this many characters may need more than the usual row."""
ELDER_ROWS = 3
"""With the way without a booking, four choices a screen."""


class ChooseBookingScreen(Screen[ChooseBooking]):
    """Remembers what is ticked; the button answers with it, and only with what can be seen."""

    def __init__(self) -> None:
        self._page = 0
        self._picked = ""

    def local(self, action: Local) -> None:
        """Turn the page, which unticks what is out of sight, or tick a row."""
        if action.name == "page":
            self._page = int(action.value)
            self._picked = self._picked if self._picked == WALK_IN else ""
        elif action.name == "pick":
            self._picked = action.value
        else:
            super().local(action)

    def parts(self, view: ChooseBooking, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """The bookings of a page, the way without one, and the button."""
        plan, size = _plan(view, look)
        place = zones(look, plan.press_top)
        yield from backdrop(place, look)
        yield from _told(view, place, look)
        if view.bookings:
            yield from self._rows(view, plan, size, look)
        else:
            yield from _only_walk_in(view, _content(place), look)

    def _rows(self, view: ChooseBooking, plan: _Plan, size: int, look: Look) -> Iterator[Part]:
        shown, page, pages = page_of(view.bookings, self._page, size)
        room = plan.room(view, look, paged=pages > 1)
        picked = self._picked if self._picked in {WALK_IN, *(b.id for b in shown)} else shown[0].id
        wanted = [plan.row] * len(shown) + [plan.walk_in]
        tall = sum(wanted) + GAP * len(shown)
        cells = room.top(min(tall, room.h)).rows(*wanted, gap=GAP)
        for row, cell in zip([*shown, None], cells, strict=True):
            choice = view.choice(row.id if row else WALK_IN)
            if choice is not None:
                mark = _mark(row, look) if row else None
                yield ticked_row(cell, choice, look, selected=choice.id == picked, mark=mark)
        yield from _note(room.moved(0, room.h).top(_note_height(view, look)), view, look)
        yield from _foot(_content(zones(look, plan.press_top)).low(plan.button), (page, pages), picked, look)


def _content(place: Zones) -> Rect:
    return place.press.inset(40, 28)


def _plan(view: ChooseBooking, look: Look) -> tuple[_Plan, int]:
    """The roomiest plan that shows everything, else the close one; and its bookings a page."""
    most = ELDER_ROWS if look.elder else 99
    long = max((_long(row, view, look) for row in view.bookings), default=0)
    roomy, close = (replace(p, row=max(p.row, long)) for p in _PLANS[look.landscape, look.elder])
    for plan in (roomy, close):
        size = min(most, plan.size(plan.room(view, look, paged=False)))
        if len(view.bookings) <= size:
            return plan, max(1, size)
    return close, max(1, min(most, close.size(close.room(view, look, paged=True))))


def _long(row: BookingRow, view: ChooseBooking, look: Look) -> float:
    """How high a row with a long name must be; nothing for the usual ones, which fit anyway."""
    choice = view.choice(row.id)
    if choice is None or len(row.item_name) < LONG:
        return 0
    return ticked_height(_content(zones(look, 0)).w, choice, look)


def _told(view: ChooseBooking, place: Zones, look: Look) -> Iterator[Part]:
    roomy = place.look.h > 400
    room = place.told.below(48 if roomy else 24).above(16)
    if roomy:
        yield from dots(room.top(look.em(44)), 1, 2, look)
        room = room.below(look.em(44) + 12)
    size = 58 if look.landscape else 80 if roomy else 64
    words, left = told(room, view, look, size=size, gap=14 if roomy else 6, lines=1)
    yield from beside(place, words, left, look)
    yield from words


def _mark(row: BookingRow, look: Look) -> tuple[str, Tone]:
    """When its number is called. Checking in is possible at any time of the day (BK-10)."""
    if row.now:
        return look.main(Text("现在能签到", "Check in now")), "ok"
    return look.main(Text(f"{row.start:%H:%M} 叫号", f"Called {row.start:%H:%M}")), "wait"


def _note_height(view: ChooseBooking, look: Look) -> float:
    """Room for what else must be known: that booking is paused."""
    return (124 if look.elder else 88) + GAP if len(view.lines) > 1 else 0


def _note(rect: Rect, view: ChooseBooking, look: Look) -> Iterator[Part]:
    for line in view.lines[1:]:
        yield from note(rect.below(GAP), look.main(line), look)


def _foot(foot: Rect, paging: tuple[int, int], picked: str, look: Look) -> Iterator[Part]:
    page, pages = paging
    if pages > 1 and look.landscape:
        turn, foot = foot.columns(1.5, 1)
        yield from pager(turn, page, pages, look)
    elif pages > 1:
        yield from pager(foot.moved(0, -HEIGHT - GAP).top(HEIGHT), page, pages, look)
    yield button(foot, TAKE, look, Choose(picked), size=56, icon="ticket")


def _only_walk_in(view: ChooseBooking, content: Rect, look: Look) -> Iterator[Part]:
    """No booking: the number is one touch away."""
    if not look.landscape:
        content = content.below(max(0, REACH - content.y))
    tall = min(content.h, 260 if look.elder else 212)
    for choice in view.choices:
        yield hero(content.top(tall), choice, look, "ticket")
    yield from _note(content.below(tall).top(_note_height(view, look)), view, look)
