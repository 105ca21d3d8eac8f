"""Ask a network printer for its toner by SNMP: the Printer-MIB's table of marker supplies (RFC 3805).

``prtMarkerSuppliesClass``, ``-Type``, ``-MaxCapacity`` and ``-Level``. A level below 0 is no number: -1 no
limit, -2 unknown, -3 some is left. Blocking, for a thread of its own: names are looked up, and pysnmp takes
half a second to import.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Final

from kiosk.hardware.document_printer.cups_reasons import Supply

ENTRY: Final = (1, 3, 6, 1, 2, 1, 43, 11, 1, 1)
Cell = tuple[int, ...]
"""Column, device, row; with ``ENTRY`` before them, the whole name."""
CLASS: Final = 4
TYPE: Final = 5
MAX_CAPACITY: Final = 8
LEVEL: Final = 9
CONSUMED: Final = 3
"""A supply that gets less; 4 is a receptacle that fills."""
ASKED: Final = frozenset({CLASS, TYPE, MAX_CAPACITY, LEVEL})
TONERS: Final = frozenset({3, 5, 6, 10, 21})
"""toner, ink, inkCartridge, inkRibbon, tonerCartridge."""
ROWS: Final = 20
"""Cells asked for at once."""
MOST: Final = 400
"""Cells of the whole table at most: a printer has few supplies, and a mad one must end."""


class NotTold(Exception):
    """The printer did not say; why, for the log."""


def ask_toner(
    host: str, port: int, community: str, *, seconds: float, low_percent: int
) -> tuple[Supply, ...]:
    """Every toner and ink cartridge. Raises ``NotTold``: silence, another community, no such table."""
    try:
        return asyncio.run(_within(host, port, community, seconds, low_percent))
    except TimeoutError:
        raise NotTold(f"no answer in {seconds:g} s") from None
    except OSError as error:
        raise NotTold(error.strerror or "unreachable") from None


async def _within(
    host: str, port: int, community: str, seconds: float, low_percent: int
) -> tuple[Supply, ...]:
    async with asyncio.timeout(seconds):
        return read(await _table(host, port, community, seconds), low_percent)


def read(table: Mapping[Cell, int], low_percent: int) -> tuple[Supply, ...]:
    """The toners of a table of cells, by column and row. Raises ``NotTold`` for a table without any."""
    rows = [cell[1:] for cell in table if cell[0] == TYPE and table[cell] in TONERS]
    toners = [row for row in rows if table.get((CLASS, *row), CONSUMED) == CONSUMED]
    if not toners:
        raise NotTold("no toner in its table of supplies")
    return tuple(Supply(_percent(table, row), low_percent) for row in toners)


def _percent(table: Mapping[Cell, int], row: tuple[int, ...]) -> int | None:
    level, full = table.get((LEVEL, *row), -2), table.get((MAX_CAPACITY, *row), -2)
    if level < 0 or full <= 0:
        return None
    return min(100, 100 * level // full)


async def _table(host: str, port: int, community: str, seconds: float) -> dict[Cell, int]:
    from pysnmp.error import PySnmpError  # noqa: PLC0415 only where a printer is asked
    from pysnmp.hlapi.v1arch.asyncio import ObjectIdentity, ObjectType, Slim  # noqa: PLC0415

    cells: dict[Cell, int] = {}
    last: Cell = (*ENTRY, CLASS)
    try:
        with Slim() as line:
            for _ in range(MOST // ROWS):
                wanted = ObjectType(ObjectIdentity(last))
                error, status, _index, found = await line.bulk(
                    community, host, port, 0, ROWS, wanted, timeout=max(1, round(seconds / 2)), retries=1
                )
                if error or status:
                    raise NotTold(str(error or status))
                reached = {tuple(name): value for name, value in found if _within_table(tuple(name), last)}
                cells |= {name[len(ENTRY) :]: int(v) for name, v in reached.items() if name[-3] in ASKED}
                if len(reached) < len(found) or not found:
                    return cells
                last = max(reached)
    except (PySnmpError, ValueError) as error:
        raise NotTold(f"no sense in its answer: {error}") from None
    raise NotTold("an endless table of supplies")


def _within_table(name: Cell, last: Cell) -> bool:
    return name[: len(ENTRY)] == ENTRY and name > last and len(name) == len(ENTRY) + 3
