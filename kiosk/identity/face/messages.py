"""What the terminal and the face worker tell each other: small, and never an image or an encoding.

Each message is a length of four bytes (big-endian) and MessagePack. Pixels are in the memory both share.
"""

from __future__ import annotations

from typing import Final

import msgspec

from kiosk.identity.face.base import Hint

LENGTH_BYTES: Final = 4
SHARED_BYTES: Final = 1920 * 1080 * 3
"""Room for one picture, or for a portrait's file."""
KEEP: Final = 3
"""How many pictures of a person are kept and compared: the sharpest frontal ones."""


class Begin(msgspec.Struct, tag=True, frozen=True):
    """Forget whoever came before. The shared memory holds a portrait's file of ``size`` bytes."""

    size: int


class Look(msgspec.Struct, tag=True, frozen=True):
    """The shared memory holds a picture."""

    width: int
    height: int


class Compare(msgspec.Struct, tag=True, frozen=True):
    """Compare the kept picture of this index with the portrait."""

    index: int


class Forget(msgspec.Struct, tag=True, frozen=True):
    """Wipe everything that is known of a person."""


Request = Begin | Look | Compare | Forget


class Ready(msgspec.Struct, tag=True, frozen=True):
    """The models are loaded."""


class Unfit(msgspec.Struct, tag=True, frozen=True):
    """The worker cannot work on this machine; ``code`` is the fault's."""

    code: str
    why: str


class Portrait(msgspec.Struct, tag=True, frozen=True):
    """Whether a face was found in the portrait."""

    found: bool


class Seen(msgspec.Struct, tag=True, frozen=True):
    """One picture. ``offset`` and ``residual`` are against the person's own frontal picture."""

    hint: Hint | None = None
    track: int = 0
    """Changes when it is no longer surely the same person as before."""
    offset: float = 0.0
    """How far the nose went to the right of the picture, in distances between the eyes."""
    residual: float = 0.0
    """How far the nose is from where it would be on a flat picture, in distances between the eyes."""
    openness: float = 0.0
    """Height of the eyes, in distances between eyes and mouth."""
    change: float = 0.0
    """Mean difference to the picture before in the face, of 255."""
    kept: int = 0
    """Frontal pictures kept for the comparison."""


class Scores(msgspec.Struct, tag=True, frozen=True):
    """dlib's distance (lower is more alike) and SFace's cosine (higher is more alike)."""

    distance: float
    cosine: float


class Forgotten(msgspec.Struct, tag=True, frozen=True):
    """Nothing is known of anybody."""


class Failed(msgspec.Struct, tag=True, frozen=True):
    """The request could not be done: the name of the error, never its text."""

    why: str


Reply = Ready | Unfit | Portrait | Seen | Scores | Forgotten | Failed

_encode = msgspec.msgpack.Encoder().encode
read_request = msgspec.msgpack.Decoder(Request).decode
read_reply = msgspec.msgpack.Decoder(Reply).decode


def packed(message: Request | Reply) -> bytes:
    """The message with its length."""
    body = _encode(message)
    return len(body).to_bytes(LENGTH_BYTES, "big") + body
