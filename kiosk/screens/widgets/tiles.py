"""Tiles and rows that are pressed as a whole: the hero tile, a tile, an elder row, an option row."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.journeys.view import Choice
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Action, Box, Choose, Drawn, Icon, Target, Words, sunk
from kiosk.screens.widgets.words import stack

GO = 96
RADIUS = 28


@dataclass(frozen=True, slots=True)
class Sizes:
    """A tile's measures, logical px."""

    padding: float
    gap: float
    box: float
    box_radius: float
    icon: float
    title: float
    hint: float
    second: float


TILE = Sizes(30, 24, 104, 26, 72, 44, 32, 24)
HERO = Sizes(30, 24, 128, 32, 84, 60, 36, 26)
ELDER = Sizes(42, 36, 150, 36, 104, 72, 45, 34)


@dataclass(frozen=True, slots=True)
class Inks:
    """A tile's colours."""

    fill: str
    pressed: str
    line: str
    title: str
    quiet: str
    box: str
    icon: str


PLAIN = Inks("surface", "blue_100", "line_touch", "ink_900", "ink_600", "blue_100", "blue_600")
PRIMARY = Inks(
    "blue_600", "primary_pressed", "blue_600", "on_primary", "on_primary", "hero_box", "on_hero_box"
)
HELP = Inks("amber_100", "amber_pressed", "amber_edge", "ink_900", "ink_600", "amber", "on_amber")
DISABLED = Inks("dis_fill", "dis_fill", "dis_fill", "dis_ink", "dis_ink", "dis_fill", "dis_ink")


def tile(  # noqa: PLR0913 what may differ is told by keyword
    rect: Rect,
    choice: Choice,
    look: Look,
    icon: str,
    *,
    sizes: Sizes | None = None,
    inks: Inks | None = None,
    action: Action | None = None,
) -> Target:
    """A tile: icon, label, hint, English. A disabled one keeps its place, and why not stands for the hint."""
    sizes = sizes or (ELDER if look.elder else TILE)
    inks = (inks or PLAIN) if choice.enabled else DISABLED
    box = Rect(rect.x + sizes.padding, rect.y + (rect.h - sizes.box) / 2, sizes.box, sizes.box)
    if sizes.box > rect.h - 16:
        box = box.sized(rect.h - 24, rect.h - 24)
    text = Rect(box.right + sizes.gap, rect.y + 6, rect.right - 20 - box.right - sizes.gap, rect.h - 12)
    face = (
        tile_ground(rect, inks, look, shadow=choice.enabled),
        *_picture(box, icon, inks, sizes, look),
        *stack(text, choice_lines(text, choice, look, sizes, inks)),
    )
    return _target(rect, face, choice, inks, action)


def hero(rect: Rect, choice: Choice, look: Look, icon: str, *, action: Action | None = None) -> Target:
    """The one thing most people come for: filled, with a round arrow; upright where taller than wide."""
    sizes = ELDER if look.elder else HERO
    inks = PRIMARY if choice.enabled else DISABLED
    upright = rect.h > rect.w
    if upright:
        box = Rect(rect.x + 36, rect.y + 36, sizes.box, sizes.box)
        foot = 36 + GO if choice.enabled else 24
        text = Rect(rect.x + 36, box.bottom + 32, rect.w - 48, rect.bottom - foot - box.bottom - 32)
        go = Rect(rect.right - 36 - GO, rect.bottom - 36 - GO, GO, GO)
    else:
        box = Rect(rect.x + sizes.padding, rect.y + (rect.h - sizes.box) / 2, sizes.box, sizes.box)
        if sizes.box > rect.h - 16:
            box = box.sized(rect.h - 24, rect.h - 24)
        go = Rect(rect.right - sizes.padding - GO, rect.y + (rect.h - GO) / 2, GO, GO)
        text = Rect(box.right + sizes.gap, rect.y + 6, go.x - box.right - 2 * sizes.gap, rect.h - 12)
    face = (
        tile_ground(rect, inks, look, shadow=choice.enabled),
        *_picture(box, icon, inks, sizes, look),
        *stack(text, choice_lines(text, choice, look, sizes, inks), valign="top" if upright else "middle"),
    )
    if choice.enabled:
        face += (Box(go, "go", GO / 2), Icon(go.sized(52, 52), "right_bold", "on_go"))
    return _target(rect, face, choice, inks, action)


def option_row(
    rect: Rect, choice: Choice, look: Look, *, selected: bool = False, action: Action | None = None
) -> Target:
    """A row with a tick, pressed as a whole; at least 212 px high for a card, 104 for a plain tick."""
    inks = PLAIN if choice.enabled else DISABLED
    line_width = 6 if selected else max(3, look.theme.outline)
    ground = Box(
        rect,
        "blue_50" if selected else inks.fill,
        RADIUS,
        line="blue_600" if selected else inks.line if choice.enabled else "line",
        line_width=line_width,
    )
    tick = Rect(rect.x + 32, rect.y + (rect.h - 64) / 2, 64, 64)
    text = Rect(tick.right + 28, rect.y + 12, rect.w - 32 - 64 - 28 - 32, rect.h - 24)
    sizes = Sizes(32, 28, 0, 0, 0, look.size("h2"), look.size("body"), look.size("en"))
    face = (
        ground,
        *tick_mark(tick, selected=selected, enabled=choice.enabled),
        *stack(text, choice_lines(text, choice, look, sizes, inks), gap=4),
    )
    return _target(rect, face, choice, inks, action)


def option_tile(rect: Rect, choice: Choice, look: Look) -> Target:
    """A tile of words alone, for many in a grid."""
    inks = PLAIN if choice.enabled else DISABLED
    room = rect.inset(28, 6)
    sizes = Sizes(28, 0, 0, 0, 0, look.size("h3"), look.size("min"), look.size("en"))
    face: tuple[Drawn, ...] = (
        tile_ground(rect, inks, look, shadow=choice.enabled),
        *stack(room, choice_lines(room, choice, look, sizes, inks), gap=4),
    )
    return _target(rect, face, choice, inks, None)


def choice_lines(rect: Rect, choice: Choice, look: Look, sizes: Sizes, inks: Inks) -> list[Words]:
    """A choice's label, its hint (or why it cannot be taken), and the label in the other language."""
    small = look.size("min")
    told = choice.hint if choice.enabled else choice.why_not or choice.hint
    hint = told.in_language(look.language) if told and (look.language == "zh" or told.en) else ""
    chinese = look.language == "zh"
    return [
        Words(
            rect,
            look.main(choice.label),
            sizes.title,
            inks.title,
            bold=True,
            leading=1.2,
            lines=2,
            least=small if chinese else 30,
        ),
        Words(
            rect,
            hint,
            sizes.hint if chinese else sizes.hint - 4,
            inks.quiet,
            lines=2,
            least=small if chinese else 24,
        ),
        Words(
            rect,
            look.second(choice.label),
            look.second_size(sizes.second),
            inks.quiet,
            lines=1,
            least=look.second_size(24),
        ),
    ]


def _target(rect: Rect, face: tuple[Drawn, ...], choice: Choice, inks: Inks, action: Action | None) -> Target:
    if not choice.enabled:
        return Target(rect, face)
    return Target(rect, face, action or Choose(choice.id), sunk(face, fill=inks.pressed))


def tile_ground(rect: Rect, inks: Inks, look: Look, *, shadow: bool) -> Box:
    """The ground of anything that is pressed as a whole."""
    high = look.theme.name == "high"
    line = "dis_ink" if high and not shadow else inks.line
    return Box(rect, inks.fill, RADIUS, line, look.theme.outline, shadow="sh1" if shadow else None)


def _picture(box: Rect, icon: str, inks: Inks, sizes: Sizes, look: Look) -> tuple[Drawn, ...]:
    outlined = look.theme.name == "high" and inks is PLAIN
    ground = Box(box, inks.box, sizes.box_radius, "blue_600" if outlined else None, look.theme.outline)
    side = min(sizes.icon, box.w - 16)
    return (ground, Icon(box.sized(side, side), icon, inks.icon))


def tick_mark(rect: Rect, *, selected: bool, enabled: bool) -> tuple[Drawn, ...]:
    """The round mark of a row: ticked, empty, or out of use."""
    if selected:
        return (Box(rect, "blue_600", rect.w / 2), Icon(rect.sized(40, 40), "check_bold", "on_primary"))
    line = "line_touch" if enabled else "dis_ink"
    return (Box(rect, "surface" if enabled else "dis_fill", rect.w / 2, line, 5),)
