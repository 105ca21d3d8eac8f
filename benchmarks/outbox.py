"""What it costs to lose nothing: putting beside a bare insert, draining beside a bare loop of requests."""

from __future__ import annotations

import asyncio
import logging
import secrets
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Final
from uuid import uuid4

import httpx
import structlog

from benchmarks.report import Measured
from kiosk.clock import now
from kiosk.domain.personal import Personal
from kiosk.domain.upload import Capture
from kiosk.platform.client import PlatformSettings
from kiosk.platform.courier import Courier
from kiosk.platform.courier_line import OCTETS, build_line
from kiosk.platform.letters import Confirmed, Scan, page
from kiosk.platform.signing import Signable, Signer, SignType
from kiosk.store.house import Store, StoreSettings, open_store
from kiosk.store.ledger import Limits
from kiosk.store.letter import Kind, Letter

SIZES: Final = (2_000, 200_000)
BLOCKS: Final = 12
PAIRS: Final = 20
"""Puts and inserts by turns in a block; a block gives one ratio, of its two medians."""

QUEUED: Final = 1000
PAGE: Final = 200_000
DRAINS: Final = 3
LANES: Final = 4
LOOK_S: Final = 0.005
SIGNER: Final = Signer("hall-kiosk", "K03", Personal(secrets.token_bytes(32)), SignType.SM3)
ROOMY: Final = Limits(max_bytes=10**10, min_free_bytes=0)


def measure() -> Iterator[Measured]:
    """Both limits."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    for size in SIZES:
        yield asyncio.run(_enqueue(size))
    with _sink() as base_url:
        yield from asyncio.run(_drain(base_url))


async def _enqueue(size: int) -> Measured:
    """A letter and its receipt, beside the same bytes in a table of their own on the same disk."""
    puts, inserts, ratios = [], [], []
    async with _store() as (store, folder), _table(folder) as db:
        for _ in range(BLOCKS):
            put, insert = [], []
            for number, letter in enumerate([_letter(size) for _ in range(PAIRS)]):
                # Whoever comes second finds the disk's journal busy with the first: by turns.
                if number % 2:
                    insert.append(_inserted(db, letter))
                began = time.perf_counter()
                await store.outbox.put(letter)
                put.append(time.perf_counter() - began)
                if not number % 2:
                    insert.append(_inserted(db, letter))
            ratios.append(statistics.median(put) / statistics.median(insert))
            puts += put
            inserts += insert
    ours, bare = (statistics.median(times) * 1000 for times in (puts, inserts))
    what = f"enqueue {size // 1000} kB: {ours:.2f} ms, bare {bare:.2f}"
    return Measured(what, ratios, "x", 1.5, "a bare insert")


def _inserted(db: sqlite3.Connection, letter: Letter) -> float:
    began = time.perf_counter()
    db.execute("INSERT INTO t VALUES (?)", (letter.body + letter.pages[0].content,))
    return time.perf_counter() - began


async def _drain(base_url: str) -> Iterator[Measured]:
    """The courier and two bare loops by turns, each with the same requests over as many connections."""
    letters = [_letter(PAGE) for _ in range(QUEUED)]
    ours, signed, bare = [], [], []
    for _ in range(DRAINS):
        signed.append(await _loop(base_url, letters, signed=True))
        ours.append(await _courier(base_url, letters))
        bare.append(await _loop(base_url, letters, signed=False))
    limit = statistics.median(signed) / 0.7
    what = f"drain {QUEUED} x {PAGE // 1000} kB"
    return iter(
        (
            Measured(what, ours, "s", limit, "bare loop / 0.7"),
            Measured("  bare loop of httpx", signed, "s"),
            Measured("  the same, not even signed", bare, "s"),
        )
    )


async def _courier(base_url: str, letters: list[Letter]) -> float:
    settings = PlatformSettings(base_url, "hall-kiosk", "K03", Personal(secrets.token_bytes(32)))
    async with _store() as (store, _):
        for letter in letters:
            await store.outbox.put(letter)
        line = build_line(settings)
        courier = Courier(store, line, lanes=LANES)
        began = time.perf_counter()
        running = asyncio.ensure_future(courier.run())
        while store.outbox.depth() and not running.done():  # noqa: ASYNC110 depth is a number, no event
            await asyncio.sleep(LOOK_S)
        seconds = time.perf_counter() - began
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await line.close()
        return seconds


async def _loop(base_url: str, letters: list[Letter], *, signed: bool) -> float:
    """What a program would do that had nothing to lose: no store, no retry, no look at the answers."""
    left = iter(letters)
    limits = httpx.Limits(max_connections=LANES, max_keepalive_connections=LANES)
    async with httpx.AsyncClient(base_url=base_url, trust_env=False, limits=limits) as http:

        async def worker() -> None:
            for letter in left:
                for request in _requests(http, letter):
                    if signed:
                        request.headers.update(_signature(request))
                    (await http.send(request)).raise_for_status()

        began = time.perf_counter()
        await asyncio.gather(*(worker() for _ in range(LANES)))
        return time.perf_counter() - began


def _requests(http: httpx.AsyncClient, letter: Letter) -> Iterator[httpx.Request]:
    """The four that the contract asks for."""
    [scan] = letter.pages
    done = b'{"sha256":"%s"}' % scan.sha256.encode()
    json, chunk = {"Content-Type": "application/json"}, {"Content-Type": OCTETS}
    yield http.build_request("POST", "/uploads", content=scan.announcement, headers=json)
    yield http.build_request("PATCH", "/uploads/up-1?offset=0", content=scan.content, headers=chunk)
    yield http.build_request("POST", "/uploads/up-1/completion", content=done, headers=json)
    yield http.build_request("POST", letter.path, content=letter.body, headers=json)


def _signature(request: httpx.Request) -> dict[str, str]:
    """Without it no platform takes a request; the key goes along."""
    path, _, query = request.url.raw_path.decode("ascii").partition("?")
    stamp, nonce = str(int(time.time())), secrets.token_urlsafe(18)
    signable = Signable(request.method, path, query, request.content, stamp, nonce)
    return {**SIGNER.headers(signable), "Idempotency-Key": str(uuid4())}


def _letter(size: int) -> Letter:
    confirmed = Confirmed("se-0001", now(), now())
    capture = Capture(means="document_scanner", captured_at=now())
    content = secrets.token_bytes(size)
    scan = page(
        Scan(content=content, purpose="material", media_type="image/jpeg", trust_level="C", capture=capture),
        confirmed,
    )
    body = b'{"upload_ids":["%s"]}' % scan.ref.encode()
    return Letter(Kind.SUBMISSION, secrets.token_hex(8), "POST", "/cases", body, (scan,))


@asynccontextmanager
async def _store() -> AsyncIterator[tuple[Store, Path]]:
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as name:
        folder = Path(name)
        store = await open_store(StoreSettings(folder, "K03", limits=ROOMY), now)
        try:
            yield store, folder
        finally:
            store.close()


@asynccontextmanager
async def _table(folder: Path) -> AsyncIterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        db.execute("CREATE TABLE t (data BLOB NOT NULL)")
        yield db


@contextmanager
def _sink() -> Iterator[str]:
    command = (sys.executable, "-m", "benchmarks.outbox_sink")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as sink:
        try:
            port = int(sink.stdout.readline()) if sink.stdout else 0
            yield f"http://127.0.0.1:{port}/kiosk/v1"
        finally:
            sink.kill()
