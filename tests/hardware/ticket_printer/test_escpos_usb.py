from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import DeviceState
from kiosk.hardware.ticket_printer import Line, Printed, Slip
from kiosk.hardware.ticket_printer.escpos_printer import Patience
from kiosk.hardware.ticket_printer.escpos_usb import EscposUsbPrinter
from simulator.escpos import EscposPrinter
from simulator.escpos.usb import UsbPort

SLIP = Slip("slip", (Line("请到3号窗口"), Line("张㛃", scale=2)))


@pytest.fixture
def printer(make_printer: Callable[..., EscposPrinter]) -> EscposPrinter:
    return make_printer(usb=True)


@pytest.fixture
def bus(printer: EscposPrinter) -> UsbPort:
    assert isinstance(printer.line, UsbPort)
    return printer.line


@pytest.fixture
async def driver(bus: UsbPort) -> AsyncIterator[EscposUsbPrinter]:
    driver = EscposUsbPrinter("auto", "gbk", 576, backend=bus)
    await driver.open()
    yield driver
    await driver.close()


async def test_prints_on_whatever_endpoints_there_are(
    driver: EscposUsbPrinter, printer: EscposPrinter
) -> None:
    assert (await driver.status()).usable
    assert await driver.print(SLIP) is Printed.DONE
    assert [piece.lines for piece in printer.slips] == [["请到3号窗口", "[image]"]]


async def test_by_vendor_and_product(bus: UsbPort) -> None:
    driver = EscposUsbPrinter(bus.path, "gbk", 576, backend=bus)
    await driver.open()
    assert (await driver.status()).usable
    await driver.close()
    other = EscposUsbPrinter("04b8:0e15", "gbk", 576, backend=bus)
    with pytest.raises(DeviceFault, match="port_missing"):
        await other.open()


async def test_stale_bytes_and_silence(
    driver: EscposUsbPrinter, printer: EscposPrinter, hasty: Patience
) -> None:
    printer.faults.paper_out = True
    printer.line.write(b"\x12" * 70)
    assert (await driver.status()).code == "paper_out"
    driver.patience = hasty
    printer.faults.silent = True
    assert (await driver.status()).code == "no_answer"


async def test_a_printer_that_stops_taking_bytes(bus: UsbPort, hasty: Patience) -> None:
    driver = EscposUsbPrinter("auto", "gbk", 576, backend=bus, patience=hasty)
    await driver.open()
    bus.stall()
    with pytest.raises(DeviceFault, match="stalled"):
        await driver.print(SLIP)
    await driver.close()


async def test_unplugged_and_back(driver: EscposUsbPrinter, printer: EscposPrinter) -> None:
    printer.unplug()
    assert (await driver.status()).device is DeviceState.NO_DEVICE
    with pytest.raises(DeviceFault, match="port_missing"):
        await driver.open()
    printer.plug()
    await driver.open()
    assert await driver.print(SLIP) is Printed.DONE


async def test_no_permission_is_for_an_administrator(bus: UsbPort) -> None:
    bus.denied = True
    driver = EscposUsbPrinter("auto", "gbk", 576, backend=bus)
    with pytest.raises(DeviceFault, match="port_denied") as caught:
        await driver.open()
    assert caught.value.action is Action.CONFIGURATION
