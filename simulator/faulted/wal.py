"""What a power cut may leave of an SQLite database in WAL mode with ``synchronous=FULL``.

There is one writer, and it fsyncs the WAL at each commit before it goes on. So of the WAL only the last
transaction can be torn. A checkpoint writes pages into the database and empties the WAL only after an fsync:
until then any of these pages may be new, old or half of each.
Source: https://www.sqlite.org/fileformat2.html#walformat
"""

from __future__ import annotations

import random
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HEADER: Final = 32
FRAME_HEADER: Final = 24
SECTOR: Final = 512
"""What a disk writes whole."""


@dataclass(frozen=True, slots=True)
class Frames:
    """``pages``: page number and place of its content, of every frame that was committed, in order.

    ``last`` is where the last transaction begins, ``end`` where it ends; equal when there is none.
    """

    page_size: int
    pages: tuple[tuple[int, int], ...]
    last: int
    end: int


def read(wal: bytes) -> Frames:
    """Find the frames of this WAL's own turn; older ones behind them have another salt."""
    if len(wal) < HEADER:
        return Frames(0, (), len(wal), len(wal))
    _, _, page_size, _, salt = struct.unpack(">IIIIQ", wal[: HEADER - 8])
    pages: list[tuple[int, int]] = []
    committed, last, end = 0, HEADER, HEADER
    at = HEADER
    while at + FRAME_HEADER + page_size <= len(wal):
        number, commits, its_salt = struct.unpack_from(">IIQ", wal, at)
        if its_salt != salt:
            break
        pages.append((number, at + FRAME_HEADER))
        at += FRAME_HEADER + page_size
        if commits:
            last, end, committed = end, at, len(pages)
    return Frames(page_size, tuple(pages[:committed]), last, end)


def tear_last_transaction(wal: Path, dice: random.Random) -> bool:
    """Let some sectors of the last transaction never have reached the disk; whether there was one."""
    content = bytearray(wal.read_bytes())
    frames = read(bytes(content))
    sectors = range(frames.last, frames.end, SECTOR)
    if not sectors:
        return False
    for at in dice.sample(sectors, dice.randint(1, len(sectors))):
        content[at : at + SECTOR] = bytes(len(content[at : at + SECTOR]))
    if dice.random() < 0.5:
        del content[dice.randrange(frames.last, frames.end) :]
    wal.write_bytes(content)
    return True


def cut_last_transaction(wal: Path) -> None:
    """Let the last transaction never have reached the disk at all."""
    content = wal.read_bytes()
    wal.write_bytes(content[: read(content).last])


def interrupt_checkpoint(database: Path, wal: Path, dice: random.Random) -> None:
    """Let a checkpoint have begun: some pages in the database are new, some half new, the WAL is whole."""
    log, content = wal.read_bytes(), bytearray(database.read_bytes())
    frames = read(log)
    newest = dict(frames.pages)
    for number in dice.sample(sorted(newest), dice.randint(0, len(newest))):
        start, place = (number - 1) * frames.page_size, newest[number]
        written = dice.choice((frames.page_size, dice.randrange(0, frames.page_size, SECTOR)))
        content += bytes(max(0, start + frames.page_size - len(content)))
        content[start : start + written] = log[place : place + written]
    database.write_bytes(content)
