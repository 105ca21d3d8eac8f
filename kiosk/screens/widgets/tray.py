"""What the document scanner sees, what shines pointed at, and a band that says what to do with the paper."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, sin
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views import MaterialCapture
from kiosk.journeys.views.page_words import HOLD, KEPT, OPENING, READY, TO_THE_LEFT, TO_THE_RIGHT
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Icon, Mirror, Part, Stroke, Words

LIVE: Final = Text("实时画面", "Live")
OFF: Final = Text("高拍仪没开", "The scanner is off")
HERE: Final = Text("这里反光", "Glare here")
ROUND: Final = 28
MARK: Final = 64
"""Length of a corner mark."""
DASHES: Final = 18
AROUND: Final = 12
"""So far from what shines runs the line around it."""


def tray(rect: Rect, view: MaterialCapture, look: Look, band: Rect | None = None) -> Iterator[Part]:
    """The whole box; ``band``: where the hint stands, if not at its foot."""
    high = look.theme.name == "high"
    yield Box(rect, "dai_950", ROUND, "line" if high else None, look.theme.outline)
    if view.hint is None:
        yield from _off(rect, look)
        return
    foot = rect.low(look.em(76) if look.landscape else look.em(92))
    room = rect.above(foot.h) if band is None else rect
    frame = _frame(room.inset(8), view.shape)
    yield Mirror(frame, "dai_950", whole=True, flipped=False)
    yield from _marks(frame)
    if view.spot is not None and view.seen and not view.busy:
        yield from _pointed(room, _of(frame, view.spot), look)
    if view.seen is not None:
        yield from _live(room, look)
    yield from _band(band or foot, view.hint, look, round_=band is not None)


def _frame(room: Rect, shape: float) -> Rect:
    """The largest of this shape: all of the picture is seen."""
    wide = min(room.w, room.h * shape)
    return room.sized(wide, wide / shape)


def _of(frame: Rect, share: tuple[float, float, float, float]) -> Rect:
    left, top, wide, high = share
    return Rect(frame.x + left * frame.w, frame.y + top * frame.h, wide * frame.w, high * frame.h)


def _marks(frame: Rect) -> Iterator[Part]:
    """A corner at each corner."""
    place = frame.inset(10)
    for x, inward in ((place.x, MARK), (place.right, -MARK)):
        for y, down in ((place.y, MARK), (place.bottom, -MARK)):
            yield Stroke(((x + inward, y), (x, y), (x, y + down)), 8, "amber")


def _pointed(room: Rect, spot: Rect, look: Look) -> Iterator[Part]:
    """A dashed line around what shines, and its name at the side where there is more room."""
    text = look.main(HERE)
    size = look.size("min") if look.language == "zh" else look.em(26)
    wide, tall = fonts.width(text, size, bold=True) + 48, look.em(64)
    cx, cy = spot.centre
    across, down = spot.w / 2 + AROUND, spot.h / 2 + AROUND
    right = cx + across + wide + 40 <= room.right
    x = room.right - 24 - wide if right else room.x + 24
    label = Rect(x, min(max(cy - tall / 2, room.y + 90), room.bottom - tall - 8), wide, tall)
    start, end = (cx + across, label.x) if right else (label.right, cx - across)
    if end - start > 8:
        yield Stroke(((start, cy), (end, label.centre[1])), 6, "red_700")
    step = 2 * pi / DASHES
    for dash in range(DASHES):
        turns = (dash * step + step * part / 4 for part in range(3))
        yield Stroke(tuple((cx + across * cos(t), cy + down * sin(t)) for t in turns), 5, "red_700")
    yield Box(label, "red_700", tall / 2)
    yield Words(label, text, size, "on_primary", bold=True, align="centre")


def _live(room: Rect, look: Look) -> Iterator[Part]:
    """That this is no picture taken before."""
    text = look.main(LIVE)
    size = look.size("min") if look.language == "zh" else look.em(26)
    pill = Rect(room.x + 24, room.y + 20, 28 + 22 + 14 + fonts.width(text, size) + 28, look.em(60))
    yield Box(pill, "dai_800", pill.h / 2, "hair", 2)
    dot = Rect(pill.x + 28, pill.centre[1] - 11, 22, 22)
    yield Box(dot, "mark_bad", 11)
    yield Words(Rect(dot.right + 14, pill.y, pill.right - dot.right - 34, pill.h), text, size, "on_dai")


def _off(rect: Rect, look: Look) -> Iterator[Part]:
    side = look.em(112)
    top = rect.centre[1] - side / 2 - look.em(32)
    yield Icon(Rect(rect.centre[0] - side / 2, top, side, side), "camera", "on_dai_2")
    words = Rect(rect.x + 24, top + side + 8, rect.w - 48, look.em(64))
    size = look.size("h3") if look.language == "zh" else look.em(32)
    yield Words(words, look.main(OFF), size, "on_dai", bold=True, align="centre", least=24)


def _band(rect: Rect, hint: Text, look: Look, *, round_: bool) -> Iterator[Part]:
    """What to do with the paper now: green when nothing is left to do, else amber."""
    fine = hint in {READY, KEPT}
    fill, ink = ("green_100", "green_700") if fine else ("amber", "on_amber")
    high = look.theme.name == "high"
    line = ink if fine and high else None
    yield Box(rect, fill, ROUND, line, look.theme.outline, corners=(round_, round_, True, True))
    size = look.em(40) if look.language == "zh" else look.em(32)
    text, second = look.main(hint), look.second(hint)
    side, little = look.em(48), look.second_size(look.em(24))
    room = rect.w - 48 - side - 16
    wide = fonts.width(text, size, bold=True) + 2
    beside = fonts.width(second, little) + 22
    both = second and not look.elder and wide + beside <= room
    x = rect.centre[0] - (side + 16 + min(room, wide + (beside if both else 0))) / 2
    yield from _sign(Rect(x, rect.centre[1] - side / 2, side, side), hint, ink)
    words = Rect(x + side + 16, rect.y, min(wide, room), rect.h)
    least = look.size("min") if look.language == "zh" else 24
    yield Words(words, text, size, ink, bold=True, lines=2, leading=1.1, least=least)
    if both:
        yield Words(Rect(words.right + 20, rect.y, beside, rect.h), second, little, ink)


def _sign(rect: Rect, hint: Text, ink: str) -> Iterator[Part]:
    """An arrow the way the paper must go; else a sign."""
    if hint in {TO_THE_LEFT, TO_THE_RIGHT}:
        way = -1 if hint is TO_THE_LEFT else 1
        x, y = rect.centre
        tip, end, head = x + way * rect.w * 0.4, x - way * rect.w * 0.4, rect.w * 0.3
        yield Stroke(((end, y), (tip, y)), 6, ink)
        yield Stroke(((tip - way * head, y - head), (tip, y), (tip - way * head, y + head)), 6, ink)
        return
    sign = "okc" if hint in {READY, KEPT} else "clock" if hint in {HOLD, OPENING} else "warnc"
    yield Icon(rect, sign, ink)
