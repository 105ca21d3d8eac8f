"""Hold the notice's code to the scanner; what else one can do stands below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.journeys.views import ScanCase
from kiosk.screens.credential_told import WHOLE, frame_of
from kiosk.screens.look import Look
from kiosk.screens.parts import Choose, Part
from kiosk.screens.screen import Now, Screen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.credential_pictures import code_hint
from kiosk.screens.widgets.fault_pictures import fault_picture
from kiosk.screens.widgets.told import told
from kiosk.screens.widgets.zones import backdrop, zones

ICONS: Final = {"case_number": "keyboard", "id_card": "id", "staff": "bell"}
PICTURE = 220


class ScanCaseScreen(Screen[ScanCase]):
    """The picture above, the other ways below."""

    beat_seconds = 0.9

    def parts(self, view: ScanCase, look: Look, now: Now) -> Iterator[Part]:
        """Draw it."""
        place = zones(look, 900 if look.elder else 1080)
        yield from backdrop(place, look)
        room = place.told.below(40).above(28)
        words, left = told(room, view, look, picture=PICTURE)
        yield from words
        picture = left.below(20)
        if view.scanner_ready:
            yield from code_hint(picture, look, WHOLE if view.reading else frame_of(look, now))
        else:
            yield from fault_picture(picture, "reader", look)
        content = place.press.inset(40, 32)
        tall = min(160, (content.h - 2 * 24) / 3)
        for number, choice in enumerate(view.choices):
            yield button(
                content.below(number * (tall + 24)).top(tall),
                choice.label,
                look,
                Choose(choice.id),
                kind="primary" if choice.primary else "quiet" if choice.id == "staff" else "secondary",
                icon=ICONS[choice.id],
            )
