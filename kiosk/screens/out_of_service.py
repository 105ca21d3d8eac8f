"""Out of service: that nobody is served here, why, and where else to go. Nothing to press but 求助."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views import OutOfService
from kiosk.screens.look import Look
from kiosk.screens.parts import Icon, Part, Words
from kiosk.screens.screen import Now, Screen
from kiosk.screens.widgets.cards import card
from kiosk.screens.widgets.fault_pictures import fault_picture
from kiosk.screens.widgets.told import told
from kiosk.screens.widgets.words import stack
from kiosk.screens.widgets.zones import backdrop, zones

PRESS_TOP = 1160
PICTURE = 180
GO: Final = Text("去窗口，或换一台机器", "Go to a window or another terminal")
HELP: Final = Text("要人带路，点下面的“求助”。", "Press Call staff below and somebody comes.")


class OutOfServiceScreen(Screen[OutOfService]):
    """Large words and a way on."""

    def parts(self, view: OutOfService, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        place = zones(look, PRESS_TOP)
        yield from backdrop(place, look)
        words, left = told(place.told.below(56).above(16), view, look, size=80, gap=14, picture=PICTURE)
        yield from words
        if left.h >= PICTURE:
            picture = left.below(24).above(24)
            yield from fault_picture(picture.sized(picture.w, min(picture.h, 360)), "person", look)
        content = place.press.inset(40, 40)
        ground = content.top(min(content.h, 420 if look.elder else 320))
        yield card(ground, look)
        room = ground.inset(40, 24)
        side = look.em(72)
        yield Icon(room.left(side).sized(side, side), "right_bold", "blue_600")
        text = room.after(side + 32)
        least = look.size("min")
        yield from stack(
            text,
            [
                Words(text, look.main(GO), look.size("h2"), "ink_900", bold=True, lines=2, least=least),
                Words(text, look.second(GO), look.second_size(26), "ink_600", lines=2, least=24),
                Words(text, look.main(HELP), look.size("body"), "ink_900", lines=2, least=least),
            ],
        )
