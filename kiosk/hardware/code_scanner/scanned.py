"""What comes over a scanner's line, as codes. A code means nothing here: it is an opaque text."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from typing import Final

from kiosk.errors import CodeUnreadable

MOST: Final = 4096
"""Bytes of a code: a QR code holds 2,953 (ISO/IEC 18004, version 40-L). More is a paste bomb."""
MOMENT_SECONDS: Final = 1.5
"""A code held before the scanner is seen again and again."""
ENCODINGS: Final = ("utf-8", "gb18030")
END: Final = re.compile(rb"[\r\n]")


class Codes:
    """Finds codes in bytes. Feed it what came, then take codes until ``None``. Keeps at most ``MOST`` bytes.

    A code ends at CR, LF or both, and where the line falls quiet. Empty ones are passed over.
    """

    def __init__(self) -> None:
        self._come = b""
        self._code = bytearray()
        self._too_long = False

    @property
    def too_long(self) -> bool:
        """Whether the code that is coming in is refused already."""
        return self._too_long

    def feed(self, data: bytes) -> None:
        """Add bytes as they came."""
        self._come += data

    def take(self, *, quiet: bool = False) -> bytes | None:
        """Return the next code. ``quiet``: what is there is all. Raises ``CodeUnreadable`` (too long)."""
        while end := END.search(self._come):
            self._add(self._come[: end.start()])
            self._come = self._come[end.end() :]
            if code := self._whole():
                return code
        self._add(self._come)
        self._come = b""
        return self._whole() or None if quiet else None

    def _add(self, piece: bytes) -> None:
        self._too_long = self._too_long or len(self._code) + len(piece) > MOST
        if self._too_long:
            self._code.clear()
        else:
            self._code += piece

    def _whole(self) -> bytes:
        code, too_long = bytes(self._code), self._too_long
        self._code.clear()
        self._too_long = False
        if too_long:
            raise CodeUnreadable("too long")
        return code


class Repeats:
    """Tells a code that is still held before the scanner. Keeps no code, only a keyed hash of the last."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._last = b""
        self._until = 0.0

    def seen(self, code: bytes, now: float) -> bool:
        """Whether this code was given a moment ago; if not, it is given ``now`` (seconds, monotonic)."""
        mark = hashlib.blake2b(code, key=self._key).digest()
        if mark == self._last and now < self._until:
            return True
        self._last, self._until = mark, now + MOMENT_SECONDS
        return False


def text_of(code: bytes) -> str:
    """Return a code's text, UTF-8 or else GB18030. Raises ``CodeUnreadable``, which never shows the code."""
    text = _decoded(code)
    if text is None:
        raise CodeUnreadable("not text")
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        raise CodeUnreadable("control characters")
    return text


def _decoded(code: bytes) -> str | None:
    # No error is raised from a decoding error: that one carries the code itself.
    for encoding in ENCODINGS:
        try:
            return code.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
