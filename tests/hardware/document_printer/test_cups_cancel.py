"""The citizen leaves while a document is on its way: nothing of it may be left for the next."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import cups as libcups
import pytest
from structlog.testing import capture_logs

from kiosk.errors import DeviceFault
from kiosk.hardware.document_printer import Printed, PrintFault, Printout
from kiosk.hardware.document_printer.cups_printer import CupsPrinter
from simulator.cups import PrivateCups
from tests.hardware.document_printer.conftest import (
    HASTY,
    ME,
    OWNER,
    MakeCups,
    MakeDriver,
    document,
    pdf,
)


def jobs(cups: PrivateCups) -> list[int]:
    libcups.setServer(cups.server)
    libcups.setUser(ME)
    return list(libcups.Connection().getJobs("all"))


def left_over(cups: PrivateCups, title: str, user: str = ME) -> int:
    """A job as a program that died leaves it."""
    libcups.setServer(cups.server)
    libcups.setUser(user)
    connection = libcups.Connection()
    number = connection.createJob("A4", title, {})
    connection.startDocument("A4", number, title, "application/pdf", 1)
    connection.writeRequestData(pdf(2), len(pdf(2)))
    connection.finishDocument("A4")
    return int(number)


@pytest.mark.parametrize("name", ["hang", "media-empty", "offline"])
async def test_in_mid_job(driver: CupsPrinter, cups: PrivateCups, name: str) -> None:
    cups.fault(name, 1)
    printing = asyncio.create_task(driver.print(document(3)))
    await asyncio.to_thread(cups.wait_for, name)
    printing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await printing
    # The printer's side was told, and had its time to tell the printer.
    assert cups.told("cancelled") == 1
    assert (jobs(cups), cups.spool) == ([], [])
    cups.fault("ok")
    assert await driver.print(document(2)) == Printout(Printed.DONE, 2)
    assert cups.pages() == 1 + 2


async def test_a_backend_that_does_not_listen_is_killed(make_driver: MakeDriver, cups: PrivateCups) -> None:
    driver = make_driver(patience=replace(HASTY, backend=0.3))
    await driver.open()
    cups.fault("deaf", 1)
    printing = asyncio.create_task(driver.print(document(3)))
    await asyncio.to_thread(cups.wait_for, "deaf")
    printing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await printing
    assert (jobs(cups), cups.spool) == ([], [])
    cups.fault("ok")
    assert (await driver.print(document(2))).outcome is Printed.DONE
    assert cups.pages() == 1 + 2


async def test_again_and_again_at_every_moment(driver: CupsPrinter, cups: PrivateCups) -> None:
    for turns in range(12):
        printing = asyncio.create_task(driver.print(document(3)))
        for _ in range(turns):
            await asyncio.sleep(0)
        printing.cancel()
        await asyncio.sleep(0)
        printing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await printing
        assert (jobs(cups), cups.spool) == ([], [])
    assert await driver.print(document(1)) == Printout(Printed.DONE, 1)


async def test_while_another_waits(driver: CupsPrinter, cups: PrivateCups) -> None:
    cups.fault("hang")
    first = asyncio.create_task(driver.print(document(3, "first")))
    await asyncio.to_thread(cups.wait_for, "hang")
    second = asyncio.create_task(driver.print(document(1, "second")))
    third = asyncio.create_task(driver.print(document(1, "third")))
    await asyncio.sleep(0)
    second.cancel()
    cups.fault("ok")
    assert await first == Printout(Printed.DONE, 3)
    assert await third == Printout(Printed.DONE, 1)
    assert [paper.pdf for paper in cups.papers] == [pdf(3, "first"), pdf(1, "third")]


async def test_the_end_of_a_session_ends_every_print(driver: CupsPrinter, cups: PrivateCups) -> None:
    cups.fault("hang", 1)
    prints = [asyncio.create_task(driver.print(document(3))) for _ in range(2)]
    await asyncio.to_thread(cups.wait_for, "hang")
    async with asyncio.timeout(20):  # long before the print's own deadline
        await driver.cancel_all()
    cups.fault("ok")
    first, second = await asyncio.gather(*prints, return_exceptions=True)
    assert isinstance(first, PrintFault)
    assert (first.code, first.pages) == ("called_off", 1)
    assert isinstance(second, DeviceFault)
    assert second.code == "called_off"
    assert not isinstance(second, PrintFault)  # it never began
    assert (jobs(cups), cups.spool) == ([], [])
    assert cups.pages() == 1
    assert await driver.print(document(1)) == Printout(Printed.DONE, 1)  # the next session


async def test_the_end_of_a_session_without_a_server_waits_for_nobody(
    driver: CupsPrinter, cups: PrivateCups
) -> None:
    left_over(cups, f"{OWNER}: certificate")
    cups.kill()
    await driver.cancel_all()
    assert (await driver.status()).code == "unreachable"


async def test_what_a_crash_left_is_removed_at_open_and_nothing_else(
    make_driver: MakeDriver, cups: PrivateCups
) -> None:
    libcups.setServer(cups.server)
    libcups.Connection().disablePrinter("A4")
    waiting = left_over(cups, f"{OWNER}: certificate")
    theirs = left_over(cups, f"{OWNER}: certificate", "somebody")
    others = left_over(cups, "kiosk-K031: certificate")
    driver = make_driver()
    await driver.open()
    assert waiting not in jobs(cups)
    await asyncio.to_thread(cups.wait_for, "ended", 2)
    assert [paper.job for paper in cups.papers] == [theirs, others]


async def test_a_paused_queue_is_emptied_of_ours_before_it_goes_on(
    driver: CupsPrinter, cups: PrivateCups
) -> None:
    libcups.setServer(cups.server)
    libcups.Connection().disablePrinter("A4")
    left_over(cups, f"{OWNER}: certificate")
    assert (await driver.status()).usable
    assert await driver.print(document(1)) == Printout(Printed.DONE, 1)
    assert [paper.pdf for paper in cups.papers] == [pdf(1)]


async def test_what_a_crash_left_half_printed_or_unprintable_is_removed_too(
    make_driver: MakeDriver, cups: PrivateCups
) -> None:
    driver = make_driver()
    await driver.open()
    await driver.close()
    cups.fault("later")
    left_over(cups, f"{OWNER}: certificate")
    await asyncio.to_thread(cups.wait_for, "later")
    cups.kill()
    await asyncio.to_thread(cups.restart)  # knows the jobs from its files only
    assert cups.spool != []
    await driver.open()
    assert (jobs(cups), cups.spool) == ([], [])


@pytest.mark.parametrize(
    ("printed", "device", "code"),
    [("ok", "online", "jobs_kept"), ("media-empty", "offline", "jobs_alive")],
)
async def test_a_server_that_removes_nothing_is_told_of(
    make_cups: MakeCups, make_driver: MakeDriver, printed: str, device: str, code: str
) -> None:
    strict = make_cups(only={"Cancel-Job": "nobody"})
    driver = make_driver(strict.server, deadline_seconds=0.5)
    await driver.open()
    strict.fault(printed)
    expected = Printed.DONE if printed == "ok" else Printed.UNKNOWN
    with capture_logs() as logged:
        printout = await driver.print(document())
        await driver.status()
        status = await driver.status()
    assert [entry["event"] for entry in logged] == ["print.kept"]
    assert (status.device, status.code) == (device, code)
    assert status.usable is (printed == "ok")
    assert printout.outcome is expected
    assert strict.spool != []
