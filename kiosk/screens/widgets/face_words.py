"""Beside the live picture: where the camera is, what is in the way, how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views import FaceCheck
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Icon, Part, Words

CAMERA: Final = Text("摄像头在屏幕上方，看着它", "The camera is above. Look at it.")
ACTIONS: Final = {
    "find": Text("动一动", "Move"),
    "blink": Text("眨眨眼", "Blink"),
    "turn_left": Text("转转头", "Turn"),
    "turn_right": Text("转转头", "Turn"),
    "compare": Text("动一动", "Move"),
}
AIM: Final = Text("对准", "Aim")
COMPARE: Final = Text("比对", "Compare")
STAGES: Final = ("find", "blink", "compare")
NODE = 48


def camera(rect: Rect, look: Look) -> Iterator[Part]:
    """Where the camera is."""
    text = look.main(CAMERA)
    size = look.size("min") if look.language == "zh" else look.em(26)
    side = look.em(40)
    wide = fonts.width(text, size) + 2
    start = rect.x if look.landscape else rect.centre[0] - (side + 16 + wide) / 2
    yield Icon(Rect(start, rect.centre[1] - side / 2, side, side), "up", "on_dai")
    room = Rect(start + side + 16, rect.y, rect.right - start - side - 16, rect.h)
    yield Words(room, text, size, "on_dai", lines=2 if look.landscape else 1, leading=1.15, least=24)


def hint(rect: Rect, text: str, look: Look) -> Iterator[Part]:
    """What is in the way now: on amber, with its sign."""
    yield Box(rect, "amber", min(28, rect.h / 2))
    side = look.em(44)
    size = look.size("body") if look.language == "zh" else look.em(30)
    wide = min(fonts.width(text, size, bold=True) + 4, rect.w - side - 16 - 48)
    start = rect.centre[0] - (side + 16 + wide) / 2
    yield Icon(Rect(start, rect.centre[1] - side / 2, side, side), "warnc", "on_amber")
    room = Rect(start + side + 16, rect.y, wide, rect.h)
    least = 32 if look.language == "zh" else 24
    yield Words(room, text, size, "on_amber", bold=True, leading=1.1, lines=2, least=least)


def steps(view: FaceCheck, rect: Rect, look: Look) -> Iterator[Part]:
    """对准 · what to do · 比对: done with a tick, now in amber."""
    at = STAGES.index(view.step if view.step in STAGES else "blink")
    names = (AIM, ACTIONS[view.step], COMPARE)
    size = look.size("min") if look.language == "zh" else look.em(26)
    wides = [fonts.width(look.main(name), size, bold=True) + 4 for name in names]
    rest = rect.w - sum(wides) - len(names) * (NODE + 12)
    gap = max(12.0, min(112.0, rest / 2)) if not look.landscape else max(12.0, min(72.0, rest / 2))
    x = rect.x if look.landscape else rect.x + (rest - 2 * gap) / 2
    for number, (name, wide) in enumerate(zip(names, wides, strict=True)):
        if number:
            bar = Rect(x + 16, rect.centre[1] - 3, gap - 32, 6)
            if bar.w > 8:
                yield Box(bar, "on_dai" if number <= at else "hair", 3)
            x += gap
        ink = "amber" if number == at else "on_dai"
        yield from _node(Rect(x, rect.centre[1] - NODE / 2, NODE, NODE), number, at)
        room = Rect(x + NODE + 12, rect.y, wide, rect.h)
        yield Words(room, look.main(name), size, ink, bold=number == at)
        x += NODE + 12 + wide


def _node(rect: Rect, number: int, at: int) -> Iterator[Part]:
    if number < at:
        yield Icon(rect, "okc", "on_dai")
        return
    ink = "amber" if number == at else "on_dai_2"
    yield Box(rect, "dai_800", NODE / 2, ink, 6 if number == at else 4)
    yield Words(rect, str(number + 1), 28, ink, bold=number == at, align="centre")
