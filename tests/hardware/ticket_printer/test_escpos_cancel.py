"""The citizen leaves while a slip is on its way."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest

from kiosk.hardware.ticket_printer import Line, Printed, Slip
from kiosk.hardware.ticket_printer.escpos_printer import Patience
from kiosk.hardware.ticket_printer.escpos_serial import EscposSerialPrinter
from kiosk.hardware.ticket_printer.escpos_wire import Wire
from simulator.escpos import EscposPrinter

SLIP = Slip("slip", tuple(Line(f"第{n}行") for n in range(8)))
NEXT = Slip("next", (Line("下一位"),))


class HeldWire:
    """Passes everything on, but waits before the bytes ``at`` until told to go on."""

    def __init__(self, wire: Wire, at: bytes) -> None:
        self._wire = wire
        self._at = at
        self.reached = threading.Event()
        self.go = threading.Event()

    def send(self, data: bytes) -> None:
        if data.startswith(self._at):
            self.reached.set()
            self.go.wait(20)
        self._wire.send(data)

    def receive(self, seconds: float) -> int | None:
        return self._wire.receive(seconds)

    def drop_input(self) -> None:
        self._wire.drop_input()

    def close(self) -> None:
        self._wire.close()


class HeldPrinter(EscposSerialPrinter):
    def hold(self, at: bytes) -> None:
        self.at = at

    def _connect(self) -> Wire:
        self.held = HeldWire(super()._connect(), self.at)
        return self.held


async def cancelled_at(driver: HeldPrinter, at: bytes) -> None:
    """Print, and cancel when the bytes ``at`` are about to go out."""
    driver.hold(at)
    await driver.open()
    printing = asyncio.create_task(driver.print(SLIP))
    await asyncio.to_thread(driver.held.reached.wait, 20)
    printing.cancel()
    await asyncio.sleep(0)
    printing.cancel()
    await asyncio.sleep(0)
    driver.held.go.set()
    with pytest.raises(asyncio.CancelledError):
        await printing


async def test_before_the_first_byte_nothing_is_printed(printer: EscposPrinter) -> None:
    driver = HeldPrinter(printer.path, 115200, "gbk", 576)
    await cancelled_at(driver, b"\x10\x04\x04")
    assert b"\x1b@" not in printer.heard
    assert await driver.print(NEXT) is Printed.DONE
    assert [piece.lines for piece in printer.slips] == [["下一位"]]
    await driver.close()


async def test_later_the_slip_is_finished_and_cut(printer: EscposPrinter) -> None:
    driver = HeldPrinter(printer.path, 115200, "gbk", 576)
    await cancelled_at(driver, b"\x1b@")
    (piece,) = printer.slips
    assert piece.cut
    assert piece.lines == [f"第{n}行" for n in range(8)]
    assert await driver.print(NEXT) is Printed.DONE
    assert len(printer.slips) == 2
    await driver.close()


async def test_while_paper_is_moving(make_printer: Callable[..., EscposPrinter]) -> None:
    printer = make_printer(paced=True)
    printer.faults.slow = 3
    driver = EscposSerialPrinter(printer.path, 115200, "gbk", 576)
    await driver.open()
    printing = asyncio.create_task(driver.print(SLIP))
    await asyncio.to_thread(printer.wait_for_lines, 1)
    printing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await printing
    assert [(len(piece.lines), piece.cut) for piece in printer.slips] == [(8, True)]
    await driver.close()


async def test_a_fault_after_leaving_is_nobodys_exception(printer: EscposPrinter) -> None:
    driver = HeldPrinter(printer.path, 115200, "gbk", 576)
    printer.faults.out_after = 3
    await cancelled_at(driver, b"\x1b@")
    assert (await driver.status()).code == "paper_out"
    await driver.close()


async def test_while_printing_status_does_not_disturb(printer: EscposPrinter) -> None:
    driver = HeldPrinter(printer.path, 115200, "gbk", 576)
    driver.hold(b"\x1b@")
    await driver.open()
    printing = asyncio.create_task(driver.print(SLIP))
    await asyncio.to_thread(driver.held.reached.wait, 20)
    heard = len(printer.heard)
    assert (await driver.status()).usable
    assert len(printer.heard) == heard
    driver.held.go.set()
    assert await printing is Printed.DONE
    await driver.close()


async def test_a_printer_that_froze_and_thawed_prints_nothing_twice(
    printer: EscposPrinter, hasty: Patience
) -> None:
    driver = HeldPrinter(printer.path, 115200, "gbk", 576, patience=hasty)
    driver.hold(b"\x1b@")
    await driver.open()
    printing = asyncio.create_task(driver.print(SLIP))
    await asyncio.to_thread(driver.held.reached.wait, 20)
    printer.line.stall()
    driver.held.go.set()
    assert await printing is Printed.UNKNOWN
    printer.line.resume()
    driver.hold(b"never")
    driver.patience = Patience()
    await driver.open()
    while not (await driver.status()).usable:  # old answers come in, too
        await asyncio.sleep(0)
    assert await driver.print(NEXT) is Printed.DONE
    # The line had taken the bytes, as a printer's own buffer would: what comes of the old slip until it is
    # cleared comes once, and not on the next.
    lines = [line for piece in printer.slips for line in piece.lines]
    assert len(lines) == len(set(lines))
    assert printer.slips[-1].lines == ["下一位"]
    await driver.close()


async def test_slips_queue_up(driver: EscposSerialPrinter, printer: EscposPrinter) -> None:
    assert set(await asyncio.gather(driver.print(SLIP), driver.print(NEXT))) == {Printed.DONE}
    assert [len(piece.lines) for piece in printer.slips] == [8, 1]
