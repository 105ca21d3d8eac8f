"""The look zone of signing in: what to show, where, and a picture of doing it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views import PresentCredential
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Part, Words
from kiosk.screens.screen import Now
from kiosk.screens.widgets.card_picture import card_hint, card_laid
from kiosk.screens.widgets.credential_pictures import code_hint, document_hint, document_laid, slot_hint
from kiosk.screens.widgets.fault_pictures import fault_picture
from kiosk.screens.widgets.told import told
from kiosk.screens.widgets.zones import Zones

WAITING: Final = {
    "id_card": Text("正在等您放卡", "Waiting for your card"),
    "social_security_card": Text("正在等您插卡", "Waiting for your card"),
    "travel_document": Text("正在等您放证件", "Waiting for your document"),
    "qr_code": Text("正在等您的码", "Waiting for your code"),
}
READING: Final = Text("正在读", "Reading")
ROUND, REST = 9, 11
"""Three times three still frames, then about ten seconds of rest, in beats (design language, section 8)."""
WHOLE: Final = 2
PICTURE = 220
"""The least room for it."""


def told_of(view: PresentCredential, place: Zones, look: Look, now: Now) -> Iterator[Part]:
    """Words, and the picture of the way that is being asked for."""
    room = place.told.below(40 if look.landscape or look.banner else 48).above(28)
    words, left = told(room, view, look, picture=PICTURE)
    yield from words
    picture = left.below(20)
    if not view.reader_ready:
        yield from fault_picture(picture.above(12), "reader", look)
        return
    if not look.elder:  # large type leaves the room to the picture; the title says the same
        status = left.low(look.size("min") * 1.3)
        yield from _status(status, view, look)
        picture = picture.above(status.h + 8)
    yield from _picture(picture, view, look, frame_of(look, now))


def _picture(place: Rect, view: PresentCredential, look: Look, frame: int) -> Iterator[Part]:
    match view.asked:
        case "social_security_card":
            yield from slot_hint(place, look, WHOLE if view.reading else frame, inside=view.reading)
        case "travel_document" if view.reading:
            yield from document_laid(place, look)
        case "travel_document":
            yield from document_hint(place, look, frame)
        case "qr_code":
            yield from code_hint(place, look, WHOLE if view.reading else frame)
        case _ if view.reading:
            yield from card_laid(place, look)
        case _:
            yield from card_hint(place, look, frame)


def frame_of(look: Look, now: Now) -> int:
    """Three rounds of frames after the first whole picture, then rest. Still where motion would disturb."""
    if look.elder or look.voice or look.theme.name == "high" or now.beat == 0:
        return WHOLE
    step = (now.beat - 1) % (ROUND + REST)
    return step % 3 if step < ROUND else WHOLE


def _status(rect: Rect, view: PresentCredential, look: Look) -> Iterator[Part]:
    for number, colour in enumerate(
        ("amber", "amber", "amber") if view.reading else ("amber", "glow_2", "glow_3")
    ):
        yield Box(Rect(rect.x + 28 * number, rect.centre[1] - 9, 18, 18), colour, 9)
    size = look.size("min") if look.language == "zh" else look.em(28)
    yield Words(
        rect.after(3 * 28 + 6), look.main(READING if view.reading else WAITING[view.asked]), size, "on_dai"
    )
