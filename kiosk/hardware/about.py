"""What a device tells of itself: who made it, what it is, its firmware and its number."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class About:
    """Empty where it tells nothing. The numbers are the device's, never a person's or a card's."""

    maker: str = ""
    model: str = ""
    firmware: str = ""
    serial: str = ""

    @property
    def told(self) -> bool:
        """Whether anything is known."""
        return any(getattr(self, field.name) for field in fields(self))


def tidy(said: bytes | str) -> str:
    """A device's word as one that may stand on paper: no control characters, not endless."""
    text = said.decode("gb18030", "replace") if isinstance(said, bytes) else said
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST]
