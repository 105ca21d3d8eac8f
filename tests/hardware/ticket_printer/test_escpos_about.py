"""What a slip printer tells of itself by ``GS I``, and those that tell nothing or nonsense."""

from __future__ import annotations

import pytest

from kiosk.hardware.about import About
from kiosk.hardware.ticket_printer.escpos_serial import EscposSerialPrinter
from simulator.escpos import EscposPrinter

KNOWN = About("SIMULATED", "SLIP-80", "1.02", "S0000001")


async def test_a_self_test_ends_with_who_it_is(driver: EscposSerialPrinter, printer: EscposPrinter) -> None:
    status = await driver.self_test()
    assert status.usable
    assert status.about == KNOWN
    assert len(printer.slips) == 1
    assert (await driver.status()).about is None, "not asked at every look"


@pytest.mark.parametrize(
    ("identity", "about"),
    [
        ({}, About()),
        ({67: b"SLIP-80"}, About(model="SLIP-80")),
        ({67: b"A\x07B", 65: b"\xff"}, About(model="A B", firmware="�")),
        ({67: b"", 68: b"7"}, About(serial="7")),
    ],
)
async def test_what_is_not_answered_is_not_known(
    driver: EscposSerialPrinter, printer: EscposPrinter, identity: dict[int, bytes], about: About
) -> None:
    printer.faults.identity = identity
    status = await driver.self_test()
    assert status.usable, "a printer need not know who it is"
    assert status.about == about
    assert (await driver.self_test()).usable, "nothing of it is left in the wire"
    assert len(printer.slips) == 2


async def test_an_answer_without_an_end_is_cut_off(
    driver: EscposSerialPrinter, printer: EscposPrinter
) -> None:
    printer.faults.identity = {67: b"x" * 3000}
    status = await driver.self_test()
    assert status.about is not None
    assert set(status.about.model) == {"x"}
    assert (await driver.status()).usable


async def test_one_unplugged_while_it_is_asked_is_lost(
    driver: EscposSerialPrinter, printer: EscposPrinter
) -> None:
    assert (await driver.self_test()).usable
    printer.unplug()
    assert not (await driver.self_test()).usable
