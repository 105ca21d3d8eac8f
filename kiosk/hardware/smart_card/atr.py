"""What kind of card an answer to reset (ISO 7816-3) speaks of, and nothing that tells one card from another.

The historical bytes, where some issuers put numbers, are not looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol, runtime_checkable

DIRECT, INVERSE = 0x3B, 0x3F
CONTACTLESS: Final = (0x80, 0x01)
"""TD1 and TD2 of what a reader makes up for a card without contacts (PC/SC part 3, 3.1.3.2.3)."""


@dataclass(frozen=True, slots=True)
class CardClass:
    """By contact or without, and the protocols that it offers (0: by the byte, 1: by the block)."""

    contactless: bool
    protocols: tuple[int, ...]


@runtime_checkable
class TellsClass(Protocol):
    """A reader that knows what kind of card it read last."""

    @property
    def card_class(self) -> CardClass | None:
        """``None`` before the first card, or where its answer makes no sense."""
        ...


def card_class(atr: bytes) -> CardClass | None:
    """``None`` for what is no answer to reset."""
    if len(atr) < 2 or atr[0] not in {DIRECT, INVERSE}:
        return None
    flags, place = atr[1] >> 4, 2
    ends: list[int] = []
    while flags:
        place += (flags & 0b0111).bit_count()
        if not flags & 0b1000:
            break
        if place >= len(atr):
            return None
        ends.append(atr[place])
        flags, place = atr[place] >> 4, place + 1
    protocols = tuple(sorted({end & 0x0F for end in ends} - {15})) or (0,)
    return CardClass(tuple(ends) == CONTACTLESS, protocols)
