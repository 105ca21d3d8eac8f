"""A guide to take away: what the code on the paper opens is the guide that was shown (CT-13)."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp

from kiosk.domain.guide_text import guide_rows
from kiosk.domain.item import Guide
from kiosk.domain.takeaway import takeaway
from kiosk.hardware.ticket_printer import Line, Printed, QrCode, Slip
from kiosk.hardware.ticket_printer.escpos_serial import EscposSerialPrinter
from kiosk.platform.adapters.reference import ReferencePlatform
from simulator.escpos import EscposPrinter
from simulator.platform.running import RunningPlatform
from tests.platform.terminal import reference
from tests.simulator.platform.papers import LEGAL_AID
from tests.simulator.platform.terminal import NOW

OTHER = "https://mobile.example/g?task=1&from=kiosk#materials"


async def shown(platform: ReferencePlatform) -> Guide:
    """The guide in use, as the catalogue keeps it for every view."""
    await platform.catalogue_version()
    guide = await platform.catalogue.guide(LEGAL_AID)
    assert guide is not None
    return guide


async def read_from_paper(guide: Guide, driver: EscposSerialPrinter, printer: EscposPrinter) -> str:
    address = takeaway(guide)
    assert address is not None
    name = guide_rows(guide)[0].lines[0]
    assert name == guide.elements.name
    assert await driver.print(Slip("guide", (Line(name), QrCode(address)))) is Printed.DONE
    [code] = zxingcpp.read_barcodes(printer.slips[-1].image)
    return code.text


@pytest.mark.req("CT-13")
async def test_the_code_on_paper_opens_the_very_version_that_is_shown(
    driver: EscposSerialPrinter, printer: EscposPrinter
) -> None:
    with RunningPlatform(now=NOW) as hall:
        platform = reference(hall.base_url, secret=hall.secret, now=lambda: hall.now().timestamp())
        versions = []
        for _ in range(2):
            guide = await shown(platform)
            url = urlsplit(await read_from_paper(guide, driver, printer))
            assert url.path.endswith(f"/{guide.task_code}")
            assert guide.task_code == LEGAL_AID
            assert parse_qs(url.query) == {"guide_version": [guide.guide_version]}
            [item] = [item for item in platform.catalogue.items() if item.task_code == LEGAL_AID]
            assert item.guide_version == guide.guide_version, "one source: list and guide agree"
            versions.append(guide.guide_version)
            # The department changes the item: its guide has a new version everywhere.
            hall.control.put(f"items/{LEGAL_AID}", json={"status": "in_use"}).raise_for_status()
        await platform.close()
    assert len(set(versions)) == 2


@pytest.mark.req("CT-13")
async def test_an_address_of_any_form_comes_whole_off_the_paper(
    driver: EscposSerialPrinter, printer: EscposPrinter
) -> None:
    with RunningPlatform(now=NOW) as hall:
        platform = reference(hall.base_url, secret=hall.secret, now=lambda: hall.now().timestamp())
        guide = replace(await shown(platform), takeaway_url=OTHER, guide_version="v 2/甲")
        await platform.close()
    read = urlsplit(await read_from_paper(guide, driver, printer))
    assert parse_qs(read.query) == {"task": ["1"], "from": ["kiosk"], "guide_version": ["v 2/甲"]}
    assert (read.netloc, read.fragment) == ("mobile.example", "materials")
