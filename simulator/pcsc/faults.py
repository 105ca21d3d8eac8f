"""What can be wrong with a card, or with the hand that holds it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final


@dataclass(slots=True)
class Faults:
    """Set any of these at any time; each acts once the card has answered ``after`` commands."""

    after: int = 0
    """So many commands since the card was last powered are answered well."""
    silent: bool = False
    """Hears everything and answers nothing."""
    pull: bool = False
    """The card goes instead of answering."""
    garbage: bytes | None = None
    """Answered instead of each answer."""
    half: bool = False
    """Only the first half of each answer comes."""
    checksum: bool = False
    """The last byte before the status word is wrong: the checksum, under secure messaging."""
    word: int | None = None
    """A status word answered instead of doing the work."""
    slow: float = 0.0
    """Seconds before each answer."""

    def clear(self) -> None:
        """Mend everything."""
        fresh = Faults()
        for one in fields(self):
            setattr(self, one.name, getattr(fresh, one.name))

    def set(self, name: str) -> None:
        """Set a fault by its name in ``NAMED``. Raises ``KeyError``."""
        for key, value in NAMED[name].items():
            setattr(self, key, value)


NAMED: Final[dict[str, dict[str, object]]] = {
    "silent": {"silent": True, "after": 3},
    "pull": {"pull": True, "after": 6},
    "garbage": {"garbage": bytes.fromhex("00ffaa55aa55"), "after": 3},
    "half": {"half": True, "after": 3},
    "checksum": {"checksum": True, "after": 6},
    "word": {"word": 0x6F00},
    "slow": {"slow": 0.2},
}
"""Faults by the names that the command line knows."""
