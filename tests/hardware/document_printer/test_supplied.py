"""The A4 printer's paper is counted, its toner asked for: little of either is told before it is out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import cast

import pytest
from structlog.testing import capture_logs

from kiosk.errors import DeviceFault
from kiosk.hardware.consumables import Consumables, Stock, Supply
from kiosk.hardware.device import Paper, Toner
from kiosk.hardware.document_printer.cups_printer import CupsPrinter
from kiosk.hardware.document_printer.cups_reasons import Supply as Cartridge
from kiosk.hardware.document_printer.snmp_supplies import NotTold, ask_toner, read
from kiosk.hardware.document_printer.supplied import SuppliedPrinter
from kiosk.hardware.document_printer.toner_watch import TonerWatch
from simulator.cups import PrivateCups
from simulator.snmp import PrinterAgent
from simulator.snmp.agent import Cartridge as Sold
from tests.fakes import NOW
from tests.hardware.document_printer.conftest import document
from tests.hardware.test_consumables import Notebook

A4 = Supply.A4_PAPER


@pytest.fixture
def low() -> list[Supply]:
    return []


@pytest.fixture
async def printer(driver: CupsPrinter, low: list[Supply]) -> SuppliedPrinter:
    """Over a real queue; ten pages in the tray, fewer than four are little."""
    made = SuppliedPrinter(driver, now=lambda: NOW)
    made.count.paper = Consumables(Notebook(), {A4: Stock(10, 4)}, low.append)
    return made


def used(printer: SuppliedPrinter) -> float:
    assert printer.count.paper is not None
    return printer.count.paper.stock(A4).used.amount


@pytest.mark.req("OP-01")
async def test_every_page_is_counted_and_little_is_told_before_it_is_out(
    printer: SuppliedPrinter, low: list[Supply]
) -> None:
    assert (await printer.status()).paper is Paper.FULL
    await printer.print(document(2))
    assert (used(printer), low) == (2, [])
    await printer.print(document(1), copies=5)
    assert (used(printer), low) == (7, [A4])
    status = await printer.status()
    assert (status.paper, status.usable) == (Paper.LOW, True)


async def test_on_both_sides_a_sheet_holds_two(printer: SuppliedPrinter) -> None:
    await printer.print(document(3, duplex=True))
    assert used(printer) == 2


async def test_what_came_out_of_a_failed_print_is_gone_as_well(
    printer: SuppliedPrinter, cups: PrivateCups
) -> None:
    cups.fault("media-empty", after=1)
    with pytest.raises(DeviceFault):
        await printer.print(document(3))
    assert used(printer) == 1


async def test_a_print_that_comes_out_after_the_paper_was_out_shows_a_new_tray(
    printer: SuppliedPrinter, cups: PrivateCups
) -> None:
    await printer.print(document(1), copies=8)
    cups.fault("media-empty")
    with pytest.raises(DeviceFault):
        await printer.print(document(1))
    await printer.status()
    assert used(printer) == 8, "that nothing is said of paper any more is no refill"
    cups.fault("ok")
    await printer.print(document(2))
    assert used(printer) == 2
    assert (await printer.status()).paper is Paper.FULL


@pytest.fixture
def agent() -> Iterator[PrinterAgent]:
    with PrinterAgent(Sold("Black", 40), Sold("Waste", 2, kind=4, use=4), Sold("Cyan", 9)) as made:
        yield made


def asks(agent: PrinterAgent, community: str = "public") -> Callable[[], tuple[Cartridge, ...]]:
    return lambda: ask_toner(agent.host, agent.port, community, seconds=2, low_percent=10)


def test_the_printer_tells_its_toner_by_snmp(agent: PrinterAgent) -> None:
    assert asks(agent)() == (Cartridge(40, 10), Cartridge(9, 10)), "a box of waste is no toner"
    agent.cartridges = [Sold("Black", 300, full=1200), Sold("Cyan", -3), Sold("Drum", 0, kind=9)]
    assert asks(agent)() == (Cartridge(25, 10), Cartridge(None, 10))


def test_more_cells_than_fit_into_one_answer(agent: PrinterAgent) -> None:
    agent.cartridges = [Sold(f"Ink {n}", n) for n in range(1, 31)]
    assert [one.percent for one in asks(agent)()] == list(range(1, 31))


@pytest.mark.parametrize("wrong", ["community", "nobody", "no toner", "slow", "silent", "garbage", "words"])
def test_what_keeps_it_from_being_told(agent: PrinterAgent, wrong: str) -> None:
    if wrong == "nobody":
        agent.close()
    if wrong == "no toner":
        agent.cartridges = [Sold("Drum", 50, kind=9)]
    if wrong == "words":
        agent.cartridges = [Sold("Black", cast("int", "full"))]
    agent.garbage = wrong == "garbage"
    agent.silent = wrong == "silent"
    agent.slow = 3.0 if wrong == "slow" else 0.0
    with pytest.raises(NotTold):
        asks(agent, "other" if wrong == "community" else "public")()


def test_a_level_that_is_no_number_is_unknown() -> None:
    table: dict[tuple[int, ...], int] = {(5, 1, 1): 3, (8, 1, 1): -2, (9, 1, 1): 50}
    assert read(table, 10) == (Cartridge(None, 10),)


async def told(watch: TonerWatch, wanted: Toner) -> None:
    async with asyncio.timeout(20):
        while watch.toner() is not wanted:
            await asyncio.sleep(0.01)


@pytest.mark.req("OP-01")
async def test_toner_gets_low_and_nobody_waits_for_the_answer(
    driver: CupsPrinter, agent: PrinterAgent
) -> None:
    watch = TonerWatch(asks(agent), every=0)
    printer = SuppliedPrinter(driver, now=lambda: NOW, toner=watch)
    agent.cartridges = [Sold("Black", 40)]
    agent.slow = 0.3
    assert (await printer.status()).toner is Toner.UNKNOWN, "the first status does not wait"
    await told(watch, Toner.FULL)
    assert (await printer.status()).toner is Toner.FULL
    agent.cartridges = [Sold("Black", 10)]
    with capture_logs() as logged:
        await told(watch, Toner.LOW)
        await asyncio.sleep(0)
    status = await printer.status()
    assert (status.toner, status.usable) == (Toner.LOW, True)
    assert [(e["event"], e["left"]) for e in logged if e["event"] == "consumable.low"] == [
        ("consumable.low", 10)
    ]
    await printer.close()


async def test_a_printer_that_falls_silent_is_said_once_and_its_last_word_stays() -> None:
    words: list[tuple[Cartridge, ...] | NotTold] = [(Cartridge(5, 10),), NotTold("gone"), NotTold("gone")]

    def ask() -> tuple[Cartridge, ...]:
        word = words.pop(0) if words else (Cartridge(90, 10),)
        if isinstance(word, NotTold):
            raise word
        return word

    watch = TonerWatch(ask, every=0)
    with capture_logs() as logged:
        await told(watch, Toner.LOW)
        await told(watch, Toner.FULL)
    assert [e["event"] for e in logged] == ["consumable.low", "toner.not_told", "toner.told_again"]
    await watch.close()


async def test_it_asks_no_more_often_than_it_should() -> None:
    asked = 0

    def ask() -> tuple[Cartridge, ...]:
        nonlocal asked
        asked += 1
        return (Cartridge(90, 10),)

    watch = TonerWatch(ask, every=3600)
    await told(watch, Toner.FULL)
    for _ in range(50):
        watch.toner()
        await asyncio.sleep(0)
    assert asked == 1
    await watch.close()
