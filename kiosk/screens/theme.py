"""Colours and line weights: the design language's tokens, normal and high contrast."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache

RGB = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour by its token, as ``#rrggbb``. Parts name tokens, never colours."""

    name: str = "normal"
    dai_950: str = "#071F32"
    dai_800: str = "#0C3655"
    dai_700: str = "#134870"
    on_dai: str = "#FFFFFF"
    on_dai_2: str = "#D3E1EC"
    hair: str = "#3B6788"
    lattice: str = "#30546F"
    """White at 15 % on dai-800, mixed beforehand: crossing lines must not add up."""
    track: str = "#2C5170"
    """The unlit part of a ring on dark."""
    blue_600: str = "#09497D"
    blue_700: str = "#063862"
    blue_100: str = "#DFEBF5"
    blue_50: str = "#F1F7FB"
    quiet_pressed: str = "#C8DCEC"
    primary_pressed: str = "#063862"
    on_primary: str = "#FFFFFF"
    hero_box: str = "#063862"
    on_hero_box: str = "#FFFFFF"
    go: str = "#FFC34D"
    on_go: str = "#0F1E2B"
    paper: str = "#EEF3F7"
    surface: str = "#FFFFFF"
    bar: str = "#DDE6ED"
    ink_900: str = "#0F1E2B"
    ink_600: str = "#354553"
    line_touch: str = "#647685"
    line: str = "#C5D1DB"
    bar_track: str = "#CBD8E3"
    amber: str = "#FFC34D"
    on_amber: str = "#0F1E2B"
    amber_pressed: str = "#E5A52B"
    amber_100: str = "#FFF1D2"
    amber_800: str = "#5E3C00"
    amber_edge: str = "#8A5A00"
    red_700: str = "#931D13"
    red_100: str = "#FBE8E4"
    green_700: str = "#0A543C"
    green_100: str = "#DFF1E8"
    dis_fill: str = "#D5DEE6"
    dis_ink: str = "#4C5B68"
    hl: str = "#FFDF94"
    qr_dark: str = "#000000"
    """A code is dark on white in every theme: cameras want it so."""
    qr_light: str = "#FFFFFF"
    mark_ok: str = "#54D69A"
    mark_bad: str = "#FF8F80"
    art_light: str = "#F1F7FB"
    """Drawings in the look zone: a card's or machine's lit side, its shaded side, what is drawn on it."""
    art_shade: str = "#D5E2EC"
    art_soft: str = "#C9DCEA"
    art_mid: str = "#7E9AB0"
    art_ink: str = "#0C3655"
    art_back: str = "#1B5680"
    art_red: str = "#D64A3C"
    glow_2: str = "#9E8B50"
    """Amber at 60 % and 30 % on dai-800, mixed beforehand."""
    glow_3: str = "#556053"
    outline: float = 2
    shadows: bool = True
    lattices: bool = True

    def rgb(self, token: str) -> RGB:
        """A token's colour, 0–1 each. Raises ``AttributeError`` for an unknown token."""
        return _rgb(getattr(self, token))


@lru_cache(maxsize=256)
def _rgb(colour: str) -> RGB:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


_BLACK, _WHITE, _YELLOW = "#000000", "#FFFFFF", "#FFE100"

NORMAL = Theme()
HIGH_CONTRAST = replace(
    NORMAL,
    name="high",
    **dict.fromkeys(
        [
            "dai_950",
            "dai_800",
            "dai_700",
            "track",
            "blue_100",
            "blue_50",
            "on_primary",
            "on_amber",
            "paper",
            "surface",
            "bar",
            "amber_100",
            "red_100",
            "green_100",
            "dis_fill",
            "bar_track",
            "hero_box",
            "go",
            "lattice",
            "art_ink",
            "art_mid",
        ],
        _BLACK,
    ),
    **dict.fromkeys(
        [
            "on_dai_2",
            "hair",
            "ink_900",
            "ink_600",
            "line_touch",
            "line",
            "primary_pressed",
            "art_light",
            "art_shade",
            "art_soft",
            "art_back",
        ],
        _WHITE,
    ),
    **dict.fromkeys(
        [
            "blue_600",
            "blue_700",
            "amber",
            "amber_800",
            "amber_edge",
            "on_hero_box",
            "on_go",
            "hl",
            "glow_2",
            "glow_3",
        ],
        _YELLOW,
    ),
    quiet_pressed="#333333",
    amber_pressed=_WHITE,
    red_700="#FF9C8F",
    art_red="#FF9C8F",
    green_700="#5CFF9D",
    dis_ink="#B8B8B8",
    outline=4,
    shadows=False,
    lattices=False,
)
STAFF = replace(NORMAL, name="staff", dai_800="#22303C", hair="#5A6B79", lattice="#434F59")
"""The look zone of those who keep the terminal running: nobody takes it for a citizen's screen."""
THEMES = {theme.name: theme for theme in (NORMAL, HIGH_CONTRAST)}
TOKENS = tuple(f.name for f in fields(Theme) if f.type == "str" and f.name != "name")


def contrast(one: RGB, other: RGB) -> float:
    """Return the contrast of two colours, 1–21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: RGB) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
