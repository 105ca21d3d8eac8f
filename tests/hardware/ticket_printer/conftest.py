from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from kiosk.hardware.ticket_printer.escpos_printer import Patience
from kiosk.hardware.ticket_printer.escpos_serial import EscposSerialPrinter
from simulator.escpos import EscposPrinter

MakePrinter = Callable[..., EscposPrinter]


@pytest.fixture
def make_printer(tmp_path: Path) -> Iterator[MakePrinter]:
    made: list[EscposPrinter] = []

    def make(**how: object) -> EscposPrinter:
        link = None if {"tcp", "usb"} & set(how) else tmp_path / f"printer{len(made)}"
        made.append(EscposPrinter(link, **{"paced": False, **how}))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for printer in made:
        printer.close()


@pytest.fixture
def printer(make_printer: MakePrinter) -> EscposPrinter:
    return make_printer()


@pytest.fixture
async def driver(printer: EscposPrinter) -> AsyncIterator[EscposSerialPrinter]:
    driver = EscposSerialPrinter(printer.path, 115200, "gbk", 576)
    await driver.open()
    yield driver
    await driver.close()


@pytest.fixture
def hasty() -> Patience:
    """For a printer that will not answer: the outcome does not depend on how long one waits."""
    return Patience(answer=0.3, write=0.3, finish=0.3)
