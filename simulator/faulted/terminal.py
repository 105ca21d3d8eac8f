"""The terminal as a process: the real store, courier and client. It can be killed at any moment.

The first line on its standard input says where it works (``Post``), every further one is an ``Entry`` to put.
It answers on standard output with a ``Word`` a line. It ends in order at the end of its input.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path
from typing import Final

import msgspec
import structlog

from kiosk.clock import now
from kiosk.domain.personal import Personal
from kiosk.platform.client import PlatformSettings
from kiosk.platform.courier import Courier
from kiosk.platform.courier_line import build_line
from kiosk.platform.courier_pace import Backoff
from kiosk.store.house import Store, StoreSettings, open_store
from kiosk.store.ledger import Limits
from simulator.faulted import writing
from simulator.faulted.entry import BATCHED, Entry

TIMEOUT_S: Final = 1.5
BACKOFF: Final = Backoff(0.02, 0.3)
ROOMY: Final = Limits(max_bytes=10**10, max_age_hours=72, min_free_bytes=0)
LOOK_S: Final = 0.02
LONGEST_LINE: Final = 1 << 20


class Post(msgspec.Struct, frozen=True):
    """Where a terminal works; ``secret`` in hex."""

    folder: str
    base_url: str
    secret: str


class Word(msgspec.Struct, frozen=True, omit_defaults=True):
    """``put``: the number of an entry that has its receipt. ``waiting``: how many letters wait."""

    put: int | None = None
    waiting: int | None = None


def store_settings(folder: Path) -> StoreSettings:
    """The store, with room for everything."""
    return StoreSettings(folder, "K03", limits=ROOMY)


async def main() -> None:
    """Work until the input ends."""
    orders = await _input()
    post = msgspec.json.decode(await orders.readline(), type=Post)
    store = await open_store(store_settings(Path(post.folder)), now)
    line = build_line(
        PlatformSettings(
            base_url=post.base_url,
            app_id="hall-kiosk",
            device_id="K03",
            secret=Personal(bytes.fromhex(post.secret)),
            timeout_seconds=TIMEOUT_S,
        )
    )
    courier = Courier(store, line, backoff=BACKOFF)
    work = [asyncio.ensure_future(courier.run()), asyncio.ensure_future(_tell(store))]
    obeying = asyncio.ensure_future(_obey(orders, store, courier))
    await asyncio.wait([*work, obeying], return_when=asyncio.FIRST_COMPLETED)
    for task in work:
        task.cancel()
    ended = await asyncio.gather(*work, return_exceptions=True)
    await line.close()
    store.close()
    for failure in ended:
        if isinstance(failure, Exception):
            raise failure
    await obeying


async def _obey(orders: asyncio.StreamReader, store: Store, courier: Courier) -> None:
    async with asyncio.TaskGroup() as group:
        while order := await orders.readline():
            entry = msgspec.json.decode(order, type=Entry)
            if entry.visit.token:
                visit = entry.visit
                courier.lend(visit.session_id, Personal(visit.token), visit.expires_at)
            group.create_task(_put(store, entry))


async def _put(store: Store, entry: Entry) -> None:
    if entry.kind in BATCHED:
        record_id, content = writing.record(entry)
        await store.records.add(entry.kind, {record_id: content})
    else:
        await store.outbox.put(writing.letter(entry))
    _say(Word(put=entry.number))


async def _tell(store: Store) -> None:
    told = None
    while True:
        if told != (waiting := store.outbox.depth()):
            _say(Word(waiting=waiting))
            told = waiting
        await asyncio.sleep(LOOK_S)


def _say(word: Word) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(word) + b"\n")
    sys.stdout.buffer.flush()


async def _input() -> asyncio.StreamReader:
    reader = asyncio.StreamReader(LONGEST_LINE)
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    return reader


if __name__ == "__main__":
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    asyncio.run(main())
