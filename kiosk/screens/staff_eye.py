"""What a lens sees, large, and how sharp that is: whoever turns the lens looks here."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.journeys.views.staff import StaffEye
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Choose, Icon, Mirror, Part
from kiosk.screens.screen import Now, Screen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.zones import backdrop, headline, zones

LOOK_BOTTOM = 420
BUTTON = 136
SHAPE = 4 / 3
"""Width to height, as most cameras have it."""
SIGN = 96
SIGNS = {True: ("okc", "mark_ok"), False: ("warn", "amber"), None: ("camera", "on_dai_2")}


class StaffEyeScreen(Screen[StaffEye]):
    """The judgement above, the picture below it, one button."""

    def parts(self, view: StaffEye, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        place = zones(look, LOOK_BOTTOM)
        yield from backdrop(place, look)
        told = place.told.below(40).above(8)
        icon, tint = SIGNS[view.sharp]
        if look.landscape:
            yield Icon(told.top(SIGN).left(SIGN), icon, tint)
            told = told.below(SIGN + 24)
        else:
            yield Icon(told.top(SIGN).tail(SIGN), icon, tint)
            told = told.left(told.w - SIGN - 24)
        yield from headline(told, view.title, look, *view.lines, size=52)
        content = place.press.inset(40, 32)
        yield from _picture(content.above(BUTTON + 24), view)
        (done,) = view.choices
        yield button(content.low(BUTTON), done.label, look, Choose(done.id))


def _picture(room: Rect, view: StaffEye) -> Iterator[Part]:
    wide = min(room.w, room.h * SHAPE)
    frame = room.sized(wide, wide / SHAPE)
    yield Box(frame.inset(-4), "dai_700")
    yield Mirror(frame, "dai_700", whole=True, flipped=view.mirrored)
