"""How everything is shown at this moment: theme, mode, language, shape of the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.domain.words import Text
from kiosk.screens.geometry import Rect
from kiosk.screens.theme import NORMAL, Theme

STANDARD: Final = {
    "figure": 228,
    "h0": 80,
    "h1": 64,
    "h2": 48,
    "btn": 44,
    "tile": 44,
    "h3": 40,
    "body": 36,
    "min": 32,
    "en": 24,
}
"""Type sizes, logical px (design language, section 3)."""
ELDER: Final = {
    "figure": 228,
    "h0": 104,
    "h1": 90,
    "h2": 67,
    "btn": 62,
    "tile": 72,
    "h3": 56,
    "body": 50,
    "min": 45,
    "en": 34,
}
"""× 1.4, with the sizes that the design language names for elder mode."""


@dataclass(frozen=True, slots=True)
class Look:
    """Everything a screen must know besides its view."""

    theme: Theme = NORMAL
    elder: bool = False
    staff: bool = False
    """The desk of those who keep the terminal running, not a citizen's screen."""
    language: str = "zh"
    landscape: bool = False
    signed_in: bool = False
    banner: bool = False
    """A notice lies under the top bar, and the look zone begins below it."""
    voice: bool = False
    """What is shown is also spoken."""
    voice_ready: bool = False
    """This terminal can speak."""

    def size(self, name: str) -> float:
        """A type size by its token."""
        return (ELDER if self.elder else STANDARD)[name]

    def em(self, size: float) -> float:
        """A standard size in this mode: × 1.4 for elders (section 3)."""
        return round(size * 1.4) if self.elder else size

    def main(self, text: Text) -> str:
        """The words to read first."""
        return text.in_language(self.language)

    def second(self, text: Text) -> str:
        """The other language, or nothing."""
        if text.en is None:
            return ""
        return text.zh if self.language == "en" else text.en

    def second_size(self, size: float) -> float:
        """The size of the second language: Chinese is never smaller than its least size."""
        return max(size, self.size("min")) if self.language == "en" else size

    @property
    def screen(self) -> Rect:
        """The logical screen."""
        return Rect(0, 0, 1920, 1080) if self.landscape else Rect(0, 0, 1080, 1920)

    @property
    def top_bar(self) -> Rect:
        """The bar with hall, number and clock."""
        return self.screen.top(136 if self.elder else 120 if self.staff else 112)

    @property
    def banner_bar(self) -> Rect:
        """The place of a notice, empty when there is none."""
        height = (136 if self.elder else 100) if self.banner else 0
        return self.screen.below(self.top_bar.h).top(height)

    @property
    def nav(self) -> Rect:
        """The six standing buttons."""
        if self.landscape:
            return self.screen.low(154 if self.elder else 138)
        return self.screen.low(290 if self.elder else 170)

    @property
    def strip(self) -> Rect:
        """The session strip; empty while nobody is signed in."""
        return self.screen.above(self.nav.h).low(112 if self.signed_in else 0)

    @property
    def stage(self) -> Rect:
        """What is left for the screen itself, between top bar (and notice) and strip."""
        over = self.top_bar.h + self.banner_bar.h
        return self.screen.below(over).above(self.nav.h + self.strip.h)
