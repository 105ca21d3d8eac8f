"""A store in a test's own folder, and letters of invented people."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from kiosk.store.house import Store, StoreSettings, open_store
from kiosk.store.ledger import Limits
from kiosk.store.letter import Envelope, Kind, Letter, Page, Slip

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=CHINA)
ROOMY = Limits(max_bytes=10**9, max_age_hours=72, min_free_bytes=0)
SAID = "张示例申请劳动仲裁法律援助"
"""What must never be readable on the disk."""


class Clock:
    """Moves only when told."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


@asynccontextmanager
async def opened(
    folder: Path, *, limits: Limits = ROOMY, now: Callable[[], datetime] | None = None, **more: Any
) -> AsyncIterator[Store]:
    settings = StoreSettings(folder, "K03", limits=limits, **more)
    store = await open_store(settings, now or (lambda: NOW))
    try:
        yield store
    finally:
        store.close()


def page(content: bytes, ref: str = "page-1") -> Page:
    return Page(ref, b'{"purpose":"material"}', content, hashlib.sha256(content).hexdigest())


def letter(said: str = SAID, *pages: Page, lane: str = "se-0001", **more: Any) -> Letter:
    refs = ",".join(f'"{each.ref}"' for each in pages)
    body = f'{{"form":"{said}","upload_ids":[{refs}]}}'.encode()
    fields: dict[str, Any] = {"kind": Kind.SUBMISSION, "method": "POST", "path": "/cases", "pages": pages}
    return Letter(lane=lane, body=body, **fields | more)


def slips(store: Store) -> list[Slip]:
    return list(store.tray.ledger.slips.values())


async def whole(store: Store, slip: Slip) -> tuple[Envelope, list[bytes]]:
    """The letter as the courier would read it: envelope, and every page put together."""
    envelope = await store.tray.envelope(slip)
    pages = []
    for number, head in enumerate(envelope.pages, 1):
        content = b""
        while len(content) < head.size:
            content += await store.tray.part(slip, number, len(content) // (512 * 1024))
        pages.append(content)
    return envelope, pages
