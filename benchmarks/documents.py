"""A4 pages: how soon the press has one, first and warm, and what its process costs while it lives."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Final

from benchmarks import process
from benchmarks.report import Measured
from kiosk.documents import notices
from kiosk.documents.matter import Matter
from kiosk.documents.press import Press
from kiosk.documents.sheet import Sheet
from kiosk.domain.personal import Personal

STARTS: Final = 5
RUNS: Final = 30
LIMIT_MS: Final = 15.0
"""The compiler alone takes 6 to 9 ms for a short page: nobody waits for twice that."""
LONG: Final = 300
"""Rows of the long table: more than ten pages."""


def measure() -> Iterator[Measured]:
    """Pages of a notice, each of another person, from the sheet to the PDF in the terminal's hands."""
    yield from asyncio.run(_measured())


async def _measured() -> list[Measured]:
    first, warm, long, memory, work = [], [], [], [], []
    for start in range(STARTS):
        press = Press()
        try:
            first.append(await _milliseconds(press, _notice(f"{start}-0")))
            before = _cpu_seconds(press)
            warm += [await _milliseconds(press, _notice(f"{start}-{n}")) for n in range(1, RUNS + 1)]
            work.append((_cpu_seconds(press) - before) * 1000 / RUNS)
            long.append(await _milliseconds(press, _notice(f"{start}-long", LONG)))
            if press.pid is not None:
                memory.append(process.megabytes(press.pid))
        finally:
            await press.close()
    return [
        Measured("page, warm", warm, "ms", LIMIT_MS, "nobody waits for it"),
        Measured("page, warm: processor time, both processes", work, "ms"),
        Measured("page, first after the process starts", first, "ms"),
        Measured(f"table of {LONG} rows, warm", long, "ms"),
        Measured("the press's process while it is kept", memory, "MB"),
    ]


def _cpu_seconds(press: Press) -> float:
    return time.process_time() + (process.cpu_seconds(press.pid) if press.pid is not None else 0)


async def _milliseconds(press: Press, sheet: Sheet) -> float:
    begun = time.perf_counter()
    await press.pdf(sheet, made_at=datetime(2026, 3, 12, tzinfo=UTC))
    return (time.perf_counter() - begun) * 1000


def _notice(serial: str, rows: int = 3) -> Sheet:
    about = Matter(
        case_no=f"KX-{serial}",
        item_name="社会保障卡补换领申请",
        task_code="11990100MB9900A09B3992012005000",
        department="示例市人力资源和社会保障局",
        applicant=Personal(f"张示例{serial}"),
        day=date(2026, 3, 12),
        query=f"CSKX-{serial}",
    )
    return notices.acceptance(
        about,
        accepted_on=about.day,
        limit="5个工作日",
        due_on=date(2026, 3, 19),
        materials=[(f"第{n}份材料", "扫描上传") for n in range(rows)],
        delivery="窗口领取",
    )
