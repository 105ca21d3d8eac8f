"""A network printer is asked itself: what it says counts, and CUPS' memory does not."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest

from kiosk.errors import DeviceFault
from kiosk.hardware.device import DeviceState, Paper, Toner
from kiosk.hardware.document_printer import Printed, Printout
from kiosk.hardware.document_printer.ipp_preflight import ask_printer
from simulator.cups import PrivateCups
from tests.hardware.document_printer.conftest import HASTY, MakeCups, MakeDriver, document


async def test_it_says_how_it_is(make_cups: MakeCups) -> None:
    status = await ask_printer(make_cups().url, 20)
    assert (status.device, status.paper, status.toner) == (DeviceState.ONLINE, Paper.FULL, Toner.UNKNOWN)
    trouble = make_cups(reasons=["media-empty-report", "toner-low-warning"])
    status = await ask_printer(trouble.url, 20)
    assert (status.paper, status.code, status.usable) == (Paper.OUT, "paper_out", False)


async def test_an_empty_tray_stops_a_job_that_cups_would_take(
    make_cups: MakeCups, make_driver: MakeDriver, cups: PrivateCups
) -> None:
    printer = make_cups(reasons=["media-empty-report"])
    driver = make_driver(ipp_url=printer.url)
    await driver.open()
    assert (await driver.status()).paper is Paper.OUT
    with pytest.raises(DeviceFault, match="paper_out"):
        await driver.print(document())
    assert cups.papers == []


async def test_a_printer_that_is_well_is_believed_against_cups_memory(
    make_cups: MakeCups, make_driver: MakeDriver
) -> None:
    old, printer = make_cups(reasons=["media-empty-error"]), make_cups()
    driver = make_driver(old.server, ipp_url=printer.url, patience=replace(HASTY, memory=3600))
    await driver.open()
    assert (await driver.status()).paper is Paper.FULL
    assert await driver.print(document()) == Printout(Printed.DONE, 3)


async def test_trouble_right_after_the_last_page_is_unknown(
    make_cups: MakeCups, make_driver: MakeDriver, cups: PrivateCups
) -> None:
    printer = make_cups()
    driver = make_driver(ipp_url=printer.url)
    await driver.open()

    def vanish(_pages: int) -> None:
        printer.kill()

    assert await driver.print(document(), on_page=vanish) == Printout(Printed.UNKNOWN, 3)
    status = await driver.status()
    assert (status.device, status.code) == (DeviceState.NO_DEVICE, "unreachable")
    assert cups.spool == []


async def test_nobody_there_or_nobody_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"ipp://127.0.0.1:{silent.getsockname()[1]}/ipp/print"
        with pytest.raises(DeviceFault, match="no_answer"):
            await ask_printer(url, 0.2)
    with pytest.raises(DeviceFault, match="unreachable"):
        await ask_printer(url, 20)


async def test_what_is_no_queue_is_no_printer(cups: PrivateCups) -> None:
    with pytest.raises(DeviceFault, match="unreachable"):
        await ask_printer(f"ipp://{cups.server}/printers/B5", 20)
    with pytest.raises(DeviceFault, match="unreachable"):
        await ask_printer(f"ipp://{cups.server}/nothing", 20)
