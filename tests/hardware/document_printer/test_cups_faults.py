"""What goes wrong before, while and after a document is printed, on a real server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import cups as libcups
import pytest

from kiosk.domain.personal import Personal
from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import DeviceState, Paper, Toner
from kiosk.hardware.document_printer import Document, Printed, PrintFault, Printout
from kiosk.hardware.document_printer.cups_printer import CupsPrinter
from simulator.cups import PrivateCups
from tests.hardware.document_printer.conftest import HASTY, ME, MakeCups, MakeDriver, document, pdf


async def works_again(driver: CupsPrinter, cups: PrivateCups) -> None:
    """The next document is printed, once, and whole."""
    cups.fault("ok")
    assert await driver.print(document(2, "next")) == Printout(Printed.DONE, 2)
    assert [paper.pdf for paper in cups.papers].count(pdf(2, "next")) == 1
    assert cups.spool == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("media-empty", ("paper_out", Action.CLEAR)),
        ("media-jam", ("paper_jam", Action.CLEAR)),
        ("door-open", ("cover_open", Action.CLEAR)),
        ("toner-empty", ("toner_out", Action.CLEAR)),
        ("fail", ("job_aborted", Action.MAINTENANCE)),
        ("stop", ("queue_paused", Action.CONFIGURATION)),
        ("later", ("job_held", Action.CONFIGURATION)),
    ],
)
@pytest.mark.parametrize("after", [0, 2])
async def test_a_fault_in_mid_job(
    driver: CupsPrinter, cups: PrivateCups, name: str, told: tuple[str, Action], after: int
) -> None:
    cups.fault(name, after)
    with pytest.raises(PrintFault) as caught:
        await driver.print(document(3))
    assert (caught.value.kind, caught.value.code, caught.value.action) == ("document_printer", *told)
    assert caught.value.pages == (after or None)
    assert cups.spool == []
    await works_again(driver, cups)


async def test_what_the_last_job_met_is_said_by_the_status_for_a_while(
    make_driver: MakeDriver, cups: PrivateCups
) -> None:
    driver = make_driver(patience=replace(HASTY, memory=3600))
    await driver.open()
    cups.fault("media-empty", 1)
    with pytest.raises(PrintFault):
        await driver.print(document())
    status = await driver.status()
    assert (status.device, status.paper, status.usable) == (DeviceState.ONLINE, Paper.OUT, False)
    assert status.action is Action.CLEAR
    with pytest.raises(DeviceFault, match="paper_out"):
        await driver.print(document())
    assert len(cups.papers) == 1


async def test_a_self_test_after_mending_proves_that_memory_wrong(
    make_driver: MakeDriver, cups: PrivateCups
) -> None:
    driver = make_driver(patience=replace(HASTY, memory=3600))
    await driver.open()
    cups.fault("media-empty")
    with pytest.raises(PrintFault):
        await driver.print(document())
    cups.fault("ok")
    assert (await driver.self_test()).usable
    assert (await driver.status()).usable
    await works_again(driver, cups)


async def test_a_document_that_came_out_proves_it_wrong_too(driver: CupsPrinter, cups: PrivateCups) -> None:
    cups.fault("media-empty")
    with pytest.raises(PrintFault):
        await driver.print(document())
    cups.fault("ok")
    await driver.print(document())
    driver.patience = replace(HASTY, memory=3600)
    assert (await driver.status()).usable


async def test_what_was_proven_wrong_may_come_true_again(driver: CupsPrinter, cups: PrivateCups) -> None:
    cups.fault("media-empty")
    with pytest.raises(PrintFault):
        await driver.print(document())
    cups.fault("ok")
    await driver.print(document())
    cups.fault("media-empty")
    printing = asyncio.create_task(driver.print(document()))
    await asyncio.to_thread(cups.wait_for, "media-empty", 2)
    cups.fault("fail", 1)  # the queue hears of paper this time
    with pytest.raises(PrintFault, match="job_aborted"):
        await printing
    driver.patience = replace(HASTY, memory=3600)
    assert (await driver.status()).usable
    cups.fault("media-empty")
    with pytest.raises(PrintFault, match="paper_out"):
        await driver.print(document())
    assert (await driver.status()).code == "paper_out"


async def test_known_before_it_stops_a_job_before_it_is_sent(
    make_cups: MakeCups, make_driver: MakeDriver
) -> None:
    empty = make_cups(reasons=["media-empty-warning"])
    driver = make_driver(empty.server, patience=replace(HASTY, memory=3600))
    await driver.open()
    with pytest.raises(DeviceFault, match="paper_out"):
        await driver.print(document())
    assert empty.papers == []


async def test_staff_may_mend_it_before_it_is_given_up(make_driver: MakeDriver, cups: PrivateCups) -> None:
    driver = make_driver(patience=replace(HASTY, mended=3600))
    await driver.open()
    cups.fault("media-empty", 1)
    printing = asyncio.create_task(driver.print(document(3)))
    await asyncio.to_thread(cups.wait_for, "media-empty")
    async with asyncio.timeout(20):
        while (await driver.status()).paper is not Paper.OUT:
            await asyncio.sleep(0)
    cups.fault("hang", 2)
    await asyncio.to_thread(cups.wait_for, "hang")
    async with asyncio.timeout(20):
        while not (await driver.status()).usable:
            await asyncio.sleep(0)
    cups.fault("ok")
    assert await printing == Printout(Printed.DONE, 3)
    assert (await driver.status()).usable


@pytest.mark.parametrize("name", ["hang", "deaf", "retry"])
async def test_the_deadline_without_a_word_is_unknown(
    make_driver: MakeDriver, cups: PrivateCups, name: str
) -> None:
    driver = make_driver(deadline_seconds=0.5, patience=replace(HASTY, backend=0.5))
    await driver.open()
    cups.fault(name, 1)
    printout = await driver.print(document(3))
    assert printout.outcome is Printed.UNKNOWN
    assert printout.pages is not None
    assert cups.spool == []
    await works_again(driver, cups)


async def test_the_deadline_before_the_printer_was_reached_is_a_fault(
    make_driver: MakeDriver, cups: PrivateCups
) -> None:
    driver = make_driver(deadline_seconds=0.5)
    await driver.open()
    cups.fault("offline")
    with pytest.raises(PrintFault, match="printer_offline"):
        await driver.print(document())
    await works_again(driver, cups)


async def test_the_deadline_while_others_print_is_a_fault(
    make_driver: MakeDriver, cups: PrivateCups, others: Callable[[], int]
) -> None:
    driver = make_driver(deadline_seconds=0.5)
    await driver.open()
    cups.fault("hang")
    theirs = others()
    await asyncio.to_thread(cups.wait_for, "hang")
    with pytest.raises(PrintFault, match="not_started") as caught:
        await driver.print(document())
    assert caught.value.pages is None
    assert [name for name in cups.spool if name.startswith("d")] == [f"d{theirs:05}-001"]
    cups.fault("ok")
    await asyncio.to_thread(cups.wait_for, "ended")
    assert [paper.job for paper in cups.papers] == [theirs]


@pytest.fixture
def others(cups: PrivateCups) -> Callable[[], int]:
    """Prints a page for somebody else, and returns the job's number."""

    def send() -> int:
        libcups.setServer(cups.server)
        libcups.setUser("somebody")
        connection = libcups.Connection()
        number = connection.createJob("A4", "theirs", {})
        connection.startDocument("A4", number, "theirs", "application/pdf", 1)
        connection.writeRequestData(pdf(1), len(pdf(1)))
        connection.finishDocument("A4")
        return int(number)

    return send


@pytest.mark.parametrize("rubbish", [b"no PDF at all", pdf(3)[:-7]])
async def test_what_is_no_pdf(driver: CupsPrinter, cups: PrivateCups, rubbish: bytes) -> None:
    with pytest.raises(PrintFault, match="job_stopped") as caught:
        await driver.print(Document("certificate", Personal(rubbish)))
    assert caught.value.action is Action.CONFIGURATION
    assert cups.spool == []
    assert (await driver.status()).usable
    await works_again(driver, cups)


async def test_an_empty_document_is_refused(driver: CupsPrinter, cups: PrivateCups) -> None:
    with pytest.raises(DeviceFault, match="refused"):
        await driver.print(Document("certificate", Personal(b"")))
    await works_again(driver, cups)


async def test_a_queue_that_was_paused_is_set_going_again(driver: CupsPrinter, cups: PrivateCups) -> None:
    libcups.setServer(cups.server)
    connection = libcups.Connection()
    connection.disablePrinter("A4", reason="by mistake")
    connection.rejectJobs("A4", reason="by mistake")
    assert (await driver.status()).usable
    await works_again(driver, cups)


async def test_a_queue_that_may_not_be_resumed_says_so(make_cups: MakeCups, make_driver: MakeDriver) -> None:
    strict = make_cups(only={"Resume-Printer": "nobody"})
    driver = make_driver(strict.server)
    await driver.open()
    strict.fault("stop", 1)
    with pytest.raises(PrintFault, match="queue_paused"):
        await driver.print(document())
    status = await driver.status()
    assert (status.device, status.code, status.action) == (
        DeviceState.OFFLINE,
        "queue_paused",
        Action.CONFIGURATION,
    )
    assert strict.spool == []
    with pytest.raises(DeviceFault, match="queue_paused"):
        await driver.open()


async def test_over_the_socket_it_may_what_its_user_may(make_cups: MakeCups, make_driver: MakeDriver) -> None:
    strict = make_cups(only={"Resume-Printer": ME, "Cancel-Job": ME})
    strict.fault("stop", 1)
    driver = make_driver(strict.socket)
    await driver.open()
    with pytest.raises(PrintFault, match="queue_paused"):
        await driver.print(document())
    assert (await driver.status()).usable
    await works_again(driver, strict)


async def test_toner_is_out_only_when_the_printer_says_error(
    make_cups: MakeCups, make_driver: MakeDriver
) -> None:
    for severity, toner in (("warning", Toner.LOW), ("error", Toner.OUT)):
        server = make_cups(reasons=[f"toner-empty-{severity}"])
        driver = make_driver(server.server, patience=replace(HASTY, memory=3600))
        await driver.open()
        status = await driver.status()
        assert (status.toner, status.usable) == (toner, toner is Toner.LOW)
