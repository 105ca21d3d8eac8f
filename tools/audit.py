"""Measures a drawing against the design language: sizes, gaps, contrast, clipping, overlap, lone characters.

It looks at parts, not at pixels: what it passes may still be ugly, what it names is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Drawn, Hold, Icon, Part, Ring, Target, Words
from kiosk.screens.scene import Drawing
from kiosk.screens.theme import Theme, contrast
from kiosk.screens.typeset import typeset
from kiosk.screens.widgets.keypad import KEY_RADIUS

LEAST_TARGET: Final = 96
LEAST_GAP: Final = 16
KEY_GAP: Final = 12
"""In a row of ten keys: the single exception (section 7)."""
LEAST_CHINESE: Final = 32
LEAST_STAFF: Final = 28
"""Chinese on the desk of those who keep the terminal running (section 12)."""
LEAST_LATIN: Final = 24
TEXT_CONTRAST: Final = 7.0
DISABLED_CONTRAST: Final = 4.5
SHAPE_CONTRAST: Final = 3.0
PRIMARY_TOP: Final = 640
SLACK: Final = 1.0
HAIRLINE: Final = 4.0
GLYPH: Final = 0.92
"""Ink of a Chinese character, em: less than its line box, which may touch the next."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A part as it lies: what was drawn before it, and the target it belongs to."""

    part: Drawn
    before: tuple[Drawn, ...]
    inside: Rect
    disabled: bool


def problems(drawing: Drawing) -> list[str]:
    """Everything that is wrong with a drawing, a line each."""
    parts: Sequence[Part] = (*(drawing.over or drawing.content), *drawing.frame)
    targets = [p for p in parts if isinstance(p, Target)]
    shown = list(_shown(parts, drawing.look.screen))
    return [
        *_targets(targets, drawing),
        *(f for s in shown if isinstance(s.part, Words) for f in _words(s, s.part, drawing.look)),
        *(f for s in shown if isinstance(s.part, Icon) for f in _icon(s, s.part, drawing.look.theme)),
        *_collisions(shown),
    ]


def _shown(parts: Sequence[Part], screen: Rect) -> Iterator[Shown]:
    before: list[Drawn] = []
    for part in parts:
        faces = part.face if isinstance(part, Target) else (part,)
        for drawn in faces:
            inside = part.rect if isinstance(part, Target) else screen
            yield Shown(drawn, tuple(before), inside, isinstance(part, Target) and part.action is None)
            before.append(drawn)


def _targets(targets: Sequence[Target], drawing: Drawing) -> Iterator[str]:
    screen = drawing.look.screen
    wide = drawing.look.landscape or drawing.look.staff  # staff reach, and their tabs are filled (mock-up 19)
    for target in targets:
        rect = target.rect
        if min(rect.w, rect.h) < LEAST_TARGET - SLACK / 2:
            yield f"small target {_name(target)}: {rect.w:.0f} x {rect.h:.0f}"
        if rect.x < 0 or rect.y < 0 or rect.right > screen.right or rect.bottom > screen.bottom:
            yield f"target off the screen: {_name(target)}"
        if not wide and _is_primary(target) and rect.y < PRIMARY_TOP - SLACK:
            yield f"primary target out of reach: {_name(target)} at y {rect.y:.0f}"
        if target.action is not None and not isinstance(target.action, Hold):  # which nobody is to find
            yield from _edge(target, drawing)
    for one, other in combinations(targets, 2):
        dx = max(one.rect.x, other.rect.x) - min(one.rect.right, other.rect.right)
        dy = max(one.rect.y, other.rect.y) - min(one.rect.bottom, other.rect.bottom)
        if max(dx, dy) < 0:
            yield f"targets overlap: {_name(one)} / {_name(other)}"
        elif max(dx, dy) < (KEY_GAP if _is_key(one) and _is_key(other) else LEAST_GAP) - SLACK / 2:
            yield f"gap of {max(dx, dy):.1f}: {_name(one)} / {_name(other)}"
    nav = drawing.look.nav.y
    if not drawing.look.staff and sum(_is_primary(t) for t in targets if t.rect.y < nav) > 1:
        yield "more than one filled-blue action"


def _edge(target: Target, drawing: Drawing) -> Iterator[str]:
    """A target is seen by its outline or its fill."""
    box = target.face[0]
    if not isinstance(box, Box):
        yield f"a target that can be pressed has no box: {_name(target)}"
        return
    theme = drawing.look.theme
    parts = (*(drawing.over or drawing.content), *drawing.frame)
    around = [
        part
        for part in parts[: parts.index(target)]
        if isinstance(part, Box) and part.rect.contains(box.rect.x + 40, box.rect.y - 1)
    ]
    if around and contrast(theme.rgb(box.line or box.fill), theme.rgb(around[-1].fill)) < SHAPE_CONTRAST:
        yield f"target hardly seen: {_name(target)} on {around[-1].fill}"


def _words(shown: Shown, words: Words, look: Look) -> Iterator[str]:
    name, theme = words.text[:16], look.theme
    setting = typeset(words)
    if not setting.fits:
        yield f"does not fit: {name}"
    # A Chinese place name within an English sentence repeats what stands in Chinese already.
    chinese = sum("\u4e00" <= c <= "\u9fff" for c in words.text) > len(words.text) / 2
    least_chinese = LEAST_STAFF if look.staff else LEAST_CHINESE
    if setting.size < (least_chinese if chinese else LEAST_LATIN):
        yield f"type of {setting.size:.0f} px: {name}"
    if len(setting.lines) > 1 and min(len(line) for line in setting.lines) < 2:
        yield f"lonely character: {'/'.join(setting.lines)}"
    ink = extent(words)
    if not _within(ink, shown.inside):
        yield f"out of its box: {name}"
    least = DISABLED_CONTRAST if words.colour == "dis_ink" else TEXT_CONTRAST
    for ground in _grounds(ink, shown.before):
        if (ratio := contrast(theme.rgb(words.colour), theme.rgb(ground))) < least:
            yield f"contrast of {ratio:.1f}: {name} in {words.colour} on {ground}"


def _icon(shown: Shown, icon: Icon, theme: Theme) -> Iterator[str]:
    if not _within(icon.rect, shown.inside):
        yield f"out of its box: icon {icon.name}"
    for ground in _grounds(icon.rect.inset(icon.rect.w * 0.3), shown.before):
        if (ratio := contrast(theme.rgb(icon.colour), theme.rgb(ground))) < SHAPE_CONTRAST:
            yield f"contrast of {ratio:.1f}: icon {icon.name} on {ground}"


def extent(words: Words) -> Rect:
    """Where the ink of set words lies."""
    setting = typeset(words)
    tall = setting.size * words.leading
    block = tall * len(setting.lines)
    spare = words.rect.h - block
    top = words.rect.y + {"top": 0.0, "middle": spare / 2, "bottom": spare}[words.valign]
    wide = max(fonts.width(line, setting.size, bold=words.bold) for line in setting.lines)
    x = (
        words.rect.x
        + {"left": 0.0, "centre": (words.rect.w - wide) / 2, "right": words.rect.w - wide}[words.align]
    )
    trim = (tall - setting.size * GLYPH) / 2
    return Rect(x, top + trim, wide, block - 2 * trim)


def _grounds(ink: Rect, before: Sequence[Drawn]) -> set[str]:
    """The colours under the corners and the middle of a place."""
    points = [(x, y) for x in (ink.x, ink.right) for y in (ink.y, ink.bottom)] + [ink.centre]
    boxes = [b for b in before if isinstance(b, Box)]
    found = set()
    for x, y in points:
        under = next((b for b in reversed(boxes) if b.rect.contains(x, y)), None)
        if under is not None:
            found.add(under.fill)
    return found


def _collisions(shown: Sequence[Shown]) -> Iterator[str]:
    """Words over words, words over icons, and words covered by what is drawn later."""
    drawn = [s.part for s in shown if isinstance(s.part, Words | Icon)]
    inks = [(p, extent(p) if isinstance(p, Words) else p.rect.inset(4)) for p in drawn]
    for (one, ink), (other, ink2) in combinations(inks, 2):
        if isinstance(one, Icon) and isinstance(other, Icon):
            continue
        if _overlap(ink, ink2):
            yield f"drawn over each other: {_label(one)} / {_label(other)}"
    for number, s in enumerate(shown):
        if isinstance(s.part, Words):
            ink = extent(s.part)
            later = [n.part for n in shown[number + 1 :] if isinstance(n.part, Box | Ring)]
            if any(p.rect.h > HAIRLINE and _overlap(ink, p.rect) for p in later):
                yield f"covered: {_label(s.part)}"


def _overlap(one: Rect, other: Rect) -> bool:
    wide = min(one.right, other.right) - max(one.x, other.x)
    high = min(one.bottom, other.bottom) - max(one.y, other.y)
    return wide > SLACK and high > SLACK


def _within(inner: Rect, outer: Rect) -> bool:
    return (
        inner.x >= outer.x - SLACK
        and inner.y >= outer.y - SLACK
        and inner.right <= outer.right + SLACK
        and inner.bottom <= outer.bottom + SLACK
    )


def _is_primary(target: Target) -> bool:
    box = target.face[0]
    return isinstance(box, Box) and box.fill == "blue_600"


def _is_key(target: Target) -> bool:
    box = target.face[0]
    return isinstance(box, Box) and box.radius == KEY_RADIUS


def _name(target: Target) -> str:
    return next((p.text for p in target.face if isinstance(p, Words)), str(target.action))[:16]


def _label(part: Words | Icon) -> str:
    return part.text[:16] if isinstance(part, Words) else f"icon {part.name}"
