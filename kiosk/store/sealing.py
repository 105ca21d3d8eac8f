"""A letter's sheets, sealed: ahead, while the writer's thread still wakes up, or there."""

from __future__ import annotations

import struct
import threading
from collections.abc import Iterable, Iterator
from uuid import UUID

import msgspec

from kiosk.store.letter import PART_BYTES, Envelope, Letter, PageHead
from kiosk.store.vault import Vault

ENVELOPE = 0
"""The page that is the letter itself."""

AHEAD_BYTES = PART_BYTES
"""Longer letters would keep the event loop; they are sealed part by part as they are written."""

Sheet = tuple[int, int, bytes]
"""Page, part, and what it says, sealed."""


def label(key: UUID, page: int, part: int = 0) -> bytes:
    """Where a sealed text belongs: letter, page, part."""
    return key.bytes + struct.pack(">II", page, part)


class Sealing:
    """One letter to be written. Whichever thread comes first seals it."""

    def __init__(self, vault: Vault, letter: Letter) -> None:
        self.letter = letter
        self._vault = vault
        self._lock = threading.Lock()
        self._ahead: list[Sheet] | None = None

    def ahead(self) -> None:
        """Seal a short letter now, unless the writer is at it."""
        if self.letter.size <= AHEAD_BYTES and self._lock.acquire(blocking=False):
            try:
                self._ahead = list(self._sealed())
            finally:
                self._lock.release()

    def sheets(self) -> Iterable[Sheet]:
        """All of them, in order."""
        with self._lock:
            if self._ahead is None and self.letter.size <= AHEAD_BYTES:
                self._ahead = list(self._sealed())
            return self._sealed() if self._ahead is None else self._ahead

    def _sealed(self) -> Iterator[Sheet]:
        letter, seal = self.letter, self._vault.seal
        heads = tuple(PageHead(p.ref, p.announcement, len(p.content), p.sha256) for p in letter.pages)
        envelope = Envelope(letter.method, letter.path, letter.body, heads)
        yield ENVELOPE, 0, seal(msgspec.msgpack.encode(envelope), label(letter.key, ENVELOPE))
        for number, page in enumerate(letter.pages, 1):
            for part, start in enumerate(range(0, len(page.content), PART_BYTES)):
                piece = page.content[start : start + PART_BYTES]
                yield number, part, seal(piece, label(letter.key, number, part))
