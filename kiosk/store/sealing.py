"""A letter's sheets, sealed part by part as they are written."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from uuid import UUID

import msgspec

from kiosk.store.letter import PART_BYTES, Envelope, Letter, PageHead
from kiosk.store.vault import Vault

ENVELOPE = 0
"""The page that is the letter itself."""

Sheet = tuple[int, int, bytes]
"""Page, part, and what it says, sealed."""


def label(key: UUID, page: int, part: int = 0) -> bytes:
    """Where a sealed text belongs: letter, page, part."""
    return key.bytes + struct.pack(">II", page, part)


def sheets(vault: Vault, letter: Letter) -> Iterator[Sheet]:
    """All sheets of a letter, in order."""
    heads = tuple(PageHead(p.ref, p.announcement, len(p.content), p.sha256) for p in letter.pages)
    envelope = Envelope(letter.method, letter.path, letter.body, heads)
    yield ENVELOPE, 0, vault.seal(msgspec.msgpack.encode(envelope), label(letter.key, ENVELOPE))
    for number, page in enumerate(letter.pages, 1):
        for part, start in enumerate(range(0, len(page.content), PART_BYTES)):
            piece = page.content[start : start + PART_BYTES]
            yield number, part, vault.seal(piece, label(letter.key, number, part))
