"""办不成事: which window has to take the matter on, large enough to be remembered on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views import CannotBeDone
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Choose, Part, Words
from kiosk.screens.screen import Now, Screen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.cards import card
from kiosk.screens.widgets.fault_pictures import fault_picture
from kiosk.screens.widgets.told import fitting, told
from kiosk.screens.widgets.zones import backdrop, zones

GO_TO: Final = Text("请去", "Please go to")
BUTTON = 152
PICTURE = 180
PRESS_TOP, PRESS_TOP_ALONE = 864, 1260
"""Without a window to name there is only the button below."""


class CannotBeDoneScreen(Screen[CannotBeDone]):
    """The window's number, and that somebody there has to help."""

    def parts(self, view: CannotBeDone, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        place = zones(look, PRESS_TOP if view.window else PRESS_TOP_ALONE)
        yield from backdrop(place, look)
        words, left = told(place.told.below(44).above(16), view, look, size=72, gap=12, picture=PICTURE)
        yield from words
        if left.h >= PICTURE:
            picture = left.below(24).above(16)
            yield from fault_picture(picture.sized(picture.w, min(picture.h, 400)), "person", look)
        content = place.press.inset(40, 32)
        for choice in view.choices:
            yield button(content.low(BUTTON), choice.label, look, Choose(choice.id), size=52)
        if view.window is not None:
            rest = content.above(BUTTON + 24)
            yield from _window(rest.sized(rest.w, min(rest.h, 420)), view.window, look)


def _window(rect: Rect, window: str, look: Look) -> Iterator[Part]:
    yield card(rect, look)
    room = rect.inset(32, 12)
    at = Text(f"{window} 号窗口", f"Window {window}")
    least = look.size("h2")
    name = Words(room, look.main(GO_TO), look.size("h3"), "ink_600", align="centre", least=24)
    large = Words(
        room, look.main(at), look.em(128), "blue_600", bold=True, align="centre", leading=1.2, least=least
    )
    foreign = look.second_size(look.em(36))
    second = Words(room, look.second(at), foreign, "ink_600", align="centre", least=look.second_size(24))
    smaller = replace(large, size=look.em(80))
    yield from fitting(room, [name, large, second], [name, large], [large], [smaller], gap=8)
