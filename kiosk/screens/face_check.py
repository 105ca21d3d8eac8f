"""The camera is open (mock-up 07): the live picture, one instruction, how far it is, and the ways out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views import FaceCheck
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Align, Choose, Icon, Mirror, Part, Ring, Words
from kiosk.screens.screen import Now, Screen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.face_words import NODE, camera, hint, steps
from kiosk.screens.widgets.words import pair
from kiosk.screens.widgets.zones import MARGIN, Zones, backdrop, kept_together

TIPS: Final = (
    ("mask", Text("摘下口罩", "No mask")),
    ("glasses", Text("摘下墨镜", "No sunglasses")),
    ("light", Text("脸别背光", "Face the light")),
)
RING = 20
LINE = 56
BUTTON = 120


@dataclass(frozen=True, slots=True)
class _Place:
    """The zones, and in the look zone the circle and the words."""

    zones: Zones
    circle: Rect
    words: Rect


class FaceCheckScreen(Screen[FaceCheck]):
    """It runs by itself; there is nothing that must be pressed."""

    def parts(self, view: FaceCheck, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        place = _landscape(look) if look.landscape else _portrait(look)
        yield from backdrop(place.zones, look)
        yield from _mirror(view, place.circle)
        yield from _words(view, place.words, look)
        yield from _press(view, place.zones.press.inset(MARGIN, 24), look)


def _portrait(look: Look) -> _Place:
    stage = look.stage
    press = stage.low(392 if look.elder else 350)
    zone = stage.above(press.h)
    words = zone.inset(MARGIN, 0).low(430 if look.elder else 392)
    side = min(700, zone.h - words.h - 44)
    circle = Rect(zone.centre[0] - side / 2, zone.y + (zone.h - words.h - side) / 2 + 8, side, side)
    return _Place(Zones(zone, press), circle, words.above(20))


def _landscape(look: Look) -> _Place:
    """Circle and words side by side; the press zone at the right is narrower than elsewhere."""
    stage = look.stage
    zone, press = stage.left(1240), stage.after(1240)
    side = min(600, zone.h - 64)
    circle = Rect(zone.x + MARGIN, zone.centre[1] - side / 2, side, side)
    words = zone.after(side + 2 * MARGIN).inset(20, 24)
    return _Place(Zones(zone, press), circle, words)


def _mirror(view: FaceCheck, circle: Rect) -> Iterator[Part]:
    """The picture within its ring. The rim under the ring hides the picture's rough edge."""
    inner = circle.inset(RING + 14)
    yield Mirror(inner, "dai_700")
    yield Ring(inner.inset(-8), 0, 14, "dai_800", "dai_800")
    yield Ring(circle, min(1, view.done / max(view.total, 1)), RING, "amber", "track")


def _words(view: FaceCheck, room: Rect, look: Look) -> Iterator[Part]:
    """Where to look, what to do, what is in the way, how far it is."""
    align: Align = "left" if look.landscape else "centre"
    line = look.em(LINE)
    foot = room.low(NODE + 8)
    yield from steps(view, foot, look)
    room = room.above(foot.h + 16)
    if look.landscape:
        yield from camera(room.top(line), look)
        room = room.below(line + 8)
    foot, head = room.low(line + 16), room.above(line + 24)
    wanted = look.em(88) if not look.landscape else look.em(64) if look.elder else 80
    yield from pair(
        head,
        view.title,
        look,
        size=kept_together(look.main(view.title), wanted, head.w),
        en=32,
        colour="on_dai",
        second="on_dai_2",
        lines=3 if look.landscape else 1 if look.language == "zh" else 2,
        align=align,
    )
    if view.hint:
        yield from hint(foot, look.main(view.lines[0]), look)
    elif not look.landscape:
        yield from camera(foot, look)


def _press(view: FaceCheck, content: Rect, look: Look) -> Iterator[Part]:
    """Three tips, the two ways out, and what becomes of the pictures."""
    tall = 136 if look.elder else 124
    foot = look.em(50)
    promise = view.lines[-1]
    if look.landscape:
        foot = look.em(42) * (3 if look.language == "zh" else 2)
        one, two = content.above(foot + 16).low(2 * BUTTON + 16).rows(1, 1, gap=16)
        room = content.above(foot + 2 * BUTTON + 3 * 16)
        # Under a notice in large type there is no room for tips: then the hints tell of masks and light.
        tips = list(room.rows(1, 1, 1, gap=12)) if room.h >= len(TIPS) * look.em(48) else []
    else:
        tips = list(content.above(tall + foot + 24).columns(1, 1, 1, gap=16))
        one, two = content.above(foot + 12).low(tall).columns(1, 1)
    for (icon, text), rect in zip(TIPS, tips, strict=False):
        yield from _tip(rect, icon, text, look)
    for choice, rect in zip(view.choices, (one, two), strict=True):
        yield button(rect, choice.label, look, Choose(choice.id), kind="secondary", size=40)
    low = content.low(foot)
    side = look.em(40)
    yield Icon(low.left(side).sized(side, side), "lock", "green_700")
    size = look.size("min") if look.language == "zh" else look.em(26)
    least = 32 if look.language == "zh" else 24
    yield Words(
        low.after(side + 16),
        look.main(promise),
        size,
        "ink_900",
        leading=1.2,
        lines=3 if look.landscape else 1,
        least=least,
    )


def _tip(rect: Rect, icon: str, text: Text, look: Look) -> Iterator[Part]:
    side = min(look.em(64), rect.h)
    yield Icon(Rect(rect.x, rect.centre[1] - side / 2, side, side), icon, "blue_600")
    size = look.size("min") if look.language == "zh" else look.em(26)
    yield from pair(
        rect.after(side + 16), text, look, size=size, en=24, colour="ink_900", bold=False, gap=0, lines=2
    )
