"""What a test of loudspeaker or microphone tells of the sound."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Heard(StrEnum):
    """Of a test's sound."""

    PLAYED = "played"
    """The card took it; nothing measured whether it could be heard."""
    BOTH_SIDES = "both_sides"
    """Played on the left, then on the right, and both heard by the microphone."""
    LEFT_ONLY = "left_only"
    RIGHT_ONLY = "right_only"
    NOT_HEARD = "not_heard"
    SOUND = "sound"
    """The microphone hears the room."""
    SILENT = "silent"
    """No more than a muted or torn-off microphone gives."""
    CLIPPED = "clipped"
    """Louder than can be written down: turn it down."""


FINE: Final = frozenset({Heard.PLAYED, Heard.BOTH_SIDES, Heard.SOUND})


@dataclass(frozen=True, slots=True)
class Sound:
    """``peak`` and ``rms`` in dBFS (0 is the loudest there is); ``None`` where nothing was recorded."""

    judgement: Heard
    peak: float | None = None
    rms: float | None = None

    @property
    def fine(self) -> bool:
        """Whether nothing is wrong as far as the test could tell."""
        return self.judgement in FINE
