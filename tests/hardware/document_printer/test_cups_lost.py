"""The server is not there, freezes, or dies: before, while and after a document is printed."""

from __future__ import annotations

import asyncio
import socket
import threading
from dataclasses import replace

import cups as libcups
import pytest

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import DeviceState
from kiosk.hardware.document_printer import Printed, Printout
from kiosk.hardware.document_printer.cups_printer import CupsPrinter
from simulator.cups import PrivateCups
from tests.hardware.document_printer.conftest import HASTY, MakeDriver, document

SHORT = replace(HASTY, answer=0.3, send=0.3, backend=0.3)
"""For a server that will not answer: the outcome does not depend on how long one waits."""


def threads() -> int:
    return sum(thread.name == "cups" for thread in threading.enumerate())


async def test_a_queue_that_is_not_there(make_driver: MakeDriver, cups: PrivateCups) -> None:
    driver = make_driver(queue="B5")
    with pytest.raises(DeviceFault, match="queue_missing") as caught:
        await driver.open()
    assert caught.value.action is Action.CONFIGURATION
    status = await driver.status()
    assert (status.device, status.code) == (DeviceState.OFFLINE, "queue_missing")
    assert cups.papers == []


async def test_nobody_listens(make_driver: MakeDriver) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but not listening: connections are refused
        driver = make_driver(f"127.0.0.1:{taken.getsockname()[1]}")
        with pytest.raises(DeviceFault, match="unreachable"):
            await driver.open()
        status = await driver.status()
    assert (status.device, status.action) == (DeviceState.NO_DEVICE, Action.MAINTENANCE)


async def test_something_else_listens(make_driver: MakeDriver) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        driver = make_driver(f"127.0.0.1:{silent.getsockname()[1]}", patience=SHORT)
        with pytest.raises(DeviceFault, match="no_answer"):
            await driver.open()
        assert (await driver.status()).device is DeviceState.OFFLINE


async def test_a_frozen_server_costs_no_thread_and_is_found_again(
    driver: CupsPrinter, make_driver: MakeDriver, cups: PrivateCups
) -> None:
    hasty = make_driver(patience=SHORT)
    await hasty.open()
    before = threads()
    cups.freeze()
    for _ in range(4):
        assert (await hasty.status()).code == "no_answer"
    async with asyncio.timeout(20):
        while threads() > before:
            await asyncio.sleep(0)
    with pytest.raises(DeviceFault, match="no_answer"):
        await hasty.print(document())
    cups.thaw()
    await driver.open()
    assert (await driver.status()).usable
    assert await driver.print(document()) == Printout(Printed.DONE, 3)
    assert len(cups.papers) == 1


async def test_a_connection_that_hangs_is_replaced(make_driver: MakeDriver, cups: PrivateCups) -> None:
    silent: list[asyncio.StreamWriter] = []

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not silent:
            silent.append(writer)
            return
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", cups.port)
        await asyncio.gather(pump(reader, far_writer), pump(far_reader, writer))

    server = await asyncio.start_server(relay, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    driver = make_driver(f"127.0.0.1:{port}", patience=SHORT)
    assert (await driver.status()).code == "no_answer"
    driver.patience = HASTY
    assert (await driver.status()).usable
    assert await driver.print(document()) == Printout(Printed.DONE, 3)
    await driver.close()
    silent[0].close()
    server.close()


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
    writer.close()


async def test_frozen_in_mid_job_is_unknown_until_it_thaws(
    make_driver: MakeDriver, cups: PrivateCups
) -> None:
    driver = make_driver(deadline_seconds=0.5, patience=SHORT)
    await driver.open()
    cups.fault("hang", 1)
    printing = asyncio.create_task(driver.print(document(3)))
    await asyncio.to_thread(cups.wait_for, "hang")
    cups.freeze()
    assert (await printing).outcome is Printed.UNKNOWN
    assert (await driver.status()).code == "no_answer"
    cups.thaw()
    again = make_driver()
    await again.open()  # takes back what could not be taken back then
    assert cups.spool == []
    assert cups.pages() == 1


async def test_killed_in_mid_job_and_restarted_prints_on(make_driver: MakeDriver, cups: PrivateCups) -> None:
    driver = make_driver()
    await driver.open()
    cups.fault("hang", 1)
    printing = asyncio.create_task(driver.print(document(3)))
    await asyncio.to_thread(cups.wait_for, "hang")
    cups.kill()
    await asyncio.to_thread(cups.restart)
    await asyncio.to_thread(cups.wait_for, "hang", 2)
    cups.fault("ok")
    assert (await printing).outcome is Printed.DONE
    assert (await driver.status()).usable
    assert cups.spool == []


async def test_killed_in_mid_job_and_back_too_late_is_unknown_and_not_printed_for_the_next(
    make_driver: MakeDriver, cups: PrivateCups
) -> None:
    driver = make_driver(deadline_seconds=0.3)
    await driver.open()
    cups.fault("hang", 1)
    printing = asyncio.create_task(driver.print(document(3)))
    await asyncio.to_thread(cups.wait_for, "hang")
    cups.kill()
    assert await printing == Printout(Printed.UNKNOWN, None)
    status = await driver.status()
    assert (status.device, status.code) == (DeviceState.NO_DEVICE, "unreachable")
    with pytest.raises(DeviceFault, match="unreachable"):
        await driver.print(document())

    await asyncio.to_thread(cups.restart)
    await asyncio.to_thread(cups.wait_for, "hang", 2)  # it begins again by itself
    await driver.open()
    assert cups.spool == []
    cups.fault("ok")
    assert await driver.print(document(2)) == Printout(Printed.DONE, 2)
    assert cups.pages() == 1 + 1 + 2


async def test_restarted_while_idle(driver: CupsPrinter, cups: PrivateCups) -> None:
    cups.kill()
    await asyncio.to_thread(cups.restart)
    assert (await driver.status()).usable
    assert await driver.print(document()) == Printout(Printed.DONE, 3)


async def test_somebody_else_takes_the_job_away(driver: CupsPrinter, cups: PrivateCups) -> None:
    cups.fault("hang")
    printing = asyncio.create_task(driver.print(document()))
    number = await asyncio.to_thread(cups.wait_for, "hang")
    libcups.setServer(cups.server)
    libcups.Connection().cancelJob(number, purge_job=True)
    libcups.Connection().cancelJob(number, purge_job=True)
    assert (await printing).outcome is Printed.UNKNOWN
    assert (await driver.status()).usable


async def test_closing_keeps_what_was_wrong(driver: CupsPrinter, cups: PrivateCups) -> None:
    await driver.close()
    await driver.close()
    assert (await driver.status()).usable  # asked anew: a print server needs no opening
    cups.kill()
    await driver.status()
    await driver.close()
    assert (await driver.status()).code == "unreachable"
