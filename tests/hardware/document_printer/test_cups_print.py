"""What goes right: a document goes from memory to the printer, and nothing of it stays."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from kiosk.hardware.about import About
from kiosk.hardware.device import Paper, Toner
from kiosk.hardware.document_printer import Document, Printed, Printout
from kiosk.hardware.document_printer.cups_printer import CupsPrinter
from simulator.cups import PrivateCups
from tests.hardware.document_printer.conftest import ME, document, pdf


@pytest.mark.req("CH-03", "RS-06")
async def test_it_prints_what_it_was_given_and_leaves_nothing(driver: CupsPrinter, cups: PrivateCups) -> None:
    pages: list[int] = []
    printout = await driver.print(document(3), on_page=pages.append)
    assert printout == Printout(Printed.DONE, 3)
    assert pages[-1] == 3
    assert pages == sorted(set(pages))
    (paper,) = cups.papers
    assert (paper.pdf, paper.copies) == (pdf(3), 1)
    assert (paper.user, paper.title) == (ME, "kiosk-K03: certificate")
    assert cups.spool == []


async def test_over_the_servers_socket(make_driver: Callable[..., CupsPrinter], cups: PrivateCups) -> None:
    driver = make_driver(cups.socket)
    await driver.open()
    assert (await driver.print(document())).outcome is Printed.DONE
    assert cups.spool == []


async def test_a_document_larger_than_any_buffer(driver: CupsPrinter, cups: PrivateCups) -> None:
    large = document(1, mark="x" * 3_000_001)
    assert (await driver.print(large)).outcome is Printed.DONE
    assert [paper.pdf for paper in cups.papers] == [large.pdf.reveal()]


async def test_copies_and_both_sides(driver: CupsPrinter, cups: PrivateCups) -> None:
    assert await driver.print(document(3, duplex=True), copies=2) == Printout(Printed.DONE, 6)
    (paper,) = cups.papers
    assert paper.copies == 2
    assert "sides=two-sided-long-edge" in paper.options
    assert "Duplex=DuplexNoTumble" in paper.options
    await driver.print(document(1))
    assert "Duplex=None" in cups.papers[1].options


async def test_documents_queue_up(driver: CupsPrinter, cups: PrivateCups) -> None:
    both = await asyncio.gather(driver.print(document(1, "one")), driver.print(document(2, "two")))
    assert list(both) == [Printout(Printed.DONE, 1), Printout(Printed.DONE, 2)]
    assert [paper.pdf for paper in cups.papers] == [pdf(1, "one"), pdf(2, "two")]


async def test_a_page_of_its_own_as_self_test(driver: CupsPrinter, cups: PrivateCups) -> None:
    assert (await driver.self_test()).usable
    (paper,) = cups.papers
    assert paper.pdf.startswith(b"%PDF-1.4")
    cups.fault("fail")
    assert (await driver.self_test()).code == "job_aborted"


async def test_supplies(driver: CupsPrinter, cups: PrivateCups) -> None:
    status = await driver.status()
    assert (status.paper, status.toner, status.usable) == (Paper.UNKNOWN, Toner.UNKNOWN, True)
    cups.markers("marker-levels=60,100 marker-names=Black,Waste marker-types=toner,waste-toner")
    await driver.print(document())
    assert (await driver.status()).toner is Toner.FULL
    cups.markers("marker-levels=4,100 marker-names=Black,Waste marker-types=toner,waste-toner")
    await driver.print(document())
    assert (await driver.status()).toner is Toner.LOW


def test_no_page_is_ever_shown() -> None:
    assert "张示例" not in repr(Document("certificate", document(1, "张示例").pdf))


async def test_a_self_test_tells_make_and_model(driver: CupsPrinter) -> None:
    assert (await driver.self_test()).about == About(model="Simulated A4")
