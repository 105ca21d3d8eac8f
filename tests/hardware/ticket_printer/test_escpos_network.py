from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable

import pytest

from kiosk.errors import DeviceFault
from kiosk.hardware.device import DeviceState
from kiosk.hardware.ticket_printer import Line, Printed, Slip
from kiosk.hardware.ticket_printer.escpos_network import EscposNetworkPrinter
from kiosk.hardware.ticket_printer.escpos_printer import Patience
from simulator.escpos import EscposPrinter

SLIP = Slip("slip", (Line("请到3号窗口"), Line("张㛃", scale=2)))


@pytest.fixture
def printer(make_printer: Callable[..., EscposPrinter]) -> EscposPrinter:
    return make_printer(tcp=0)


@pytest.fixture
async def driver(printer: EscposPrinter) -> AsyncIterator[EscposNetworkPrinter]:
    host, port = printer.path.split(":")
    driver = EscposNetworkPrinter(host, int(port))
    await driver.open()
    yield driver
    await driver.close()


async def test_prints(driver: EscposNetworkPrinter, printer: EscposPrinter) -> None:
    assert (await driver.status()).usable
    assert await driver.print(SLIP) is Printed.DONE
    assert [piece.lines for piece in printer.slips] == [["请到3号窗口", "[image]"]]


async def test_faults_show(driver: EscposNetworkPrinter, printer: EscposPrinter) -> None:
    printer.faults.out_after = 1
    with pytest.raises(DeviceFault, match="paper_out"):
        await driver.print(SLIP)
    printer.faults.refill()
    assert await driver.print(SLIP) is Printed.DONE


async def test_silence(driver: EscposNetworkPrinter, printer: EscposPrinter, hasty: Patience) -> None:
    driver.patience = hasty
    printer.faults.silent = True
    assert (await driver.status()).code == "no_answer"
    with pytest.raises(DeviceFault, match="no_answer"):
        await driver.print(SLIP)


async def test_hung_up_and_back(driver: EscposNetworkPrinter, printer: EscposPrinter) -> None:
    printer.unplug()
    assert (await driver.status()).device is DeviceState.NO_DEVICE
    with pytest.raises(DeviceFault, match="unreachable"):
        await driver.open()
    printer.plug()
    await driver.open()
    assert await driver.print(SLIP) is Printed.DONE


async def test_a_printer_that_stops_taking_bytes(hasty: Patience) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        driver = EscposNetworkPrinter(*nobody.getsockname()[:2], patience=hasty)
        await driver.open()
        assert (await driver.status()).code == "no_answer"
        await driver.close()


async def test_a_name_that_does_not_exist() -> None:
    driver = EscposNetworkPrinter("no-such-printer.invalid")
    with pytest.raises(DeviceFault, match="unreachable"):
        await driver.open()
