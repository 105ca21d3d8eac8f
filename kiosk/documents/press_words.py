"""What the terminal and the press tell each other over a pipe: a length of four bytes and MessagePack."""

from __future__ import annotations

from typing import Final

import msgspec

LENGTH_BYTES: Final = 4


class Order(msgspec.Struct, tag=True, frozen=True):
    """Set this sheet (``sheet.order``). ``made_at`` in unix seconds."""

    sheet: bytes
    made_at: int

    def __repr__(self) -> str:
        return "Order"


class Pages(msgspec.Struct, tag=True, frozen=True):
    """A PDF."""

    pdf: bytes

    def __repr__(self) -> str:
        return "Pages"


class Unshown(msgspec.Struct, tag=True, frozen=True):
    """No font has a character."""


class Failed(msgspec.Struct, tag=True, frozen=True):
    """Why there is no page; never a word of it."""

    why: str


Reply = Pages | Unshown | Failed
_order: Final = msgspec.msgpack.Decoder(Order)
_reply: Final[msgspec.msgpack.Decoder[Reply]] = msgspec.msgpack.Decoder(Reply)


def packed(message: Order | Reply) -> bytes:
    """A message as it goes over the pipe."""
    body = msgspec.msgpack.encode(message)
    return len(body).to_bytes(LENGTH_BYTES, "big") + body


def read_order(body: bytes) -> Order:
    """Raises ``msgspec.DecodeError``."""
    return _order.decode(body)


def read_reply(body: bytes) -> Reply:
    """Raises ``msgspec.DecodeError``."""
    return _reply.decode(body)
