"""What the terminal and the workshop's process tell each other: one order in, one reply out, MessagePack."""

from __future__ import annotations

from msgspec import Struct


class Stamp(Struct, frozen=True):
    """What a print copy bears that its file does not: which copy it is, and how a reader checks it."""

    line: str
    """第 1 份，共 2 份 · P20260312000001."""
    code: str | None = None
    payload: str | None = None
    """Of the verification QR; ``None`` where the platform gave none: then there is no code."""

    def __repr__(self) -> str:
        return "Stamp"


class Order(Struct, frozen=True):
    """Look at ``pdf``, and make a copy for each stamp. ``now`` in unix seconds; ``roots``: PEM or DER."""

    pdf: bytes
    now: float
    roots: tuple[bytes, ...] = ()
    stamps: tuple[Stamp, ...] = ()

    def __repr__(self) -> str:
        return "Order"


class Done(Struct, frozen=True):
    """``refused``: why it must not be printed. ``signed``: it bears a signature, which holds."""

    pages: int = 0
    signed: bool = False
    refused: str | None = None
    copies: tuple[bytes, ...] = ()

    def __repr__(self) -> str:
        return f"Done({self.pages}, {self.refused})"
