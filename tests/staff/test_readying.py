"""The readiness report made at the desk: real disks, a real press, a platform that is walked to; printed."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.config import Config
from kiosk.config_file import load
from kiosk.documents.press import Press
from kiosk.domain.words import Text
from kiosk.errors import Action, DeviceFault, MissingGlyph
from kiosk.hardware.device import DeviceState, DeviceStatus, Paper
from kiosk.hardware.printed import Printed
from kiosk.hardware.ticket_printer.slip import Line
from kiosk.staff.network_path import Step
from kiosk.staff.readying import Made, make
from kiosk.staff.report_desk import rows
from kiosk.staff.report_keeping import signature
from kiosk.staff.report_print import can_print, print_report
from tests.documents.papers import text_of
from tests.fakes import ONLINE, FakeDocumentPrinter
from tests.staff.console import SECRET, Site
from tests.staff.crew import Crew

THERE = (
    Step("answer", "ok", Text("HTTP 401，12 毫秒", "HTTP 401, 12 ms")),
    Step("clock", "ok", Text("相差 0 秒", "0 s apart")),
    Step("signature", "ok", Text("平台认得这台机器", "the platform knows this terminal")),
)
GONE = (Step("connect", "bad", Text("端口 443 接不通", "Port 443: refused")),)


@pytest.fixture
async def crew(tmp_path: Path) -> AsyncIterator[Crew]:
    made = Crew(tmp_path)
    made.cabinet.known = {"id_card": ONLINE, "ticket_printer": ONLINE, "document_printer": ONLINE}
    made.cabinet.seconds = 0
    made.hall.press = Press()
    made.hall.document_printer = FakeDocumentPrinter()
    yield made
    await made.hall.press.close()


@pytest.fixture
def config(site: Site) -> Config:
    required = "[devices.ticket_printer]\nrequired = true\n[devices.id_card]\n[devices.document_printer]\n"
    site.config.write_text(site.config.read_text() + required)
    return load(site.config, files_must_exist=False)


async def made_by(crew: Crew, config: Config, site: Site, way: Sequence[Step] = THERE) -> Made:
    async def walk() -> Sequence[Step]:
        return way

    return await make(config, str(site.config), crew.desk, {"sessions": 3}, walk)


def a4(crew: Crew) -> FakeDocumentPrinter:
    printer = crew.hall.document_printer
    assert isinstance(printer, FakeDocumentPrinter)
    return printer


def states(made: Made, section: str) -> dict[str, str]:
    return {check.name: check.state for check in made.report.sections[section]}


async def test_a_report_has_every_section_and_is_kept_signed_with_its_page(
    crew: Crew, config: Config, site: Site
) -> None:
    made = await made_by(crew, config, site)
    assert made.report.ready
    assert list(made.report.sections) == ["devices", "storage", "platform and clock", "audit"]
    assert set(states(made, "storage")) == {"secret", "state folder", "log folder", "outbox"}
    assert set(states(made, "platform and clock")) == {"time service", "platform", "clock", "signature"}
    assert made.kept is not None
    told = json.loads(made.kept.file.read_text("utf-8"))
    assert told["signature"] == signature(told, bytes.fromhex(SECRET)) == made.kept.signature
    assert told["counts"] == {"sessions": 3}
    assert made.kept.page.read_bytes() == made.pdf
    assert made.pdf is not None
    assert "可以投入使用" in text_of(made.pdf)


async def test_what_needs_a_hand_is_not_tested_and_nothing_at_once(
    crew: Crew, config: Config, site: Site
) -> None:
    await made_by(crew, config, site)
    assert crew.cabinet.tests == ["ticket_printer", "document_printer"]


async def test_what_a_test_finds_goes_before_what_was_known(crew: Crew, config: Config, site: Site) -> None:
    crew.cabinet.outcomes["ticket_printer"] = replace(ONLINE, paper=Paper.OUT)
    crew.cabinet.known["id_card"] = DeviceStatus(DeviceState.NO_DEVICE, code="unplugged")
    made = await made_by(crew, config, site)
    assert not made.report.ready
    assert states(made, "devices") == {"id_card": "warn", "ticket_printer": "bad", "document_printer": "ok"}
    shown = [(row.state, row.text.zh) for row in rows(made.report)]
    assert shown[:3] == [
        ("fault", "设备：不合格（3 项）"),
        ("fault", "小票打印机：没纸。装纸，关好盖子"),
        ("attention", "身份证读卡器：没接上。查线插好没有"),
    ]


async def test_a_platform_that_is_not_reached_is_told_once_and_the_rest_left_out(
    crew: Crew, config: Config, site: Site
) -> None:
    made = await made_by(crew, config, site, GONE)
    assert set(states(made, "platform and clock")) == {"time service", "platform"}
    assert states(made, "platform and clock")["platform"] == "bad"
    assert not made.report.ready


async def test_without_a_secret_it_is_unsigned_and_says_so(crew: Crew, config: Config, site: Site) -> None:
    site.secret.unlink()
    made = await made_by(crew, config, site)
    assert states(made, "storage")["secret"] == "bad"
    assert made.kept is not None
    assert not made.kept.signature


async def test_a_disk_that_cannot_be_written_is_told_and_nothing_printed(
    crew: Crew, config: Config, site: Site
) -> None:
    site.state.write_text("a file where a folder should be")
    made = await made_by(crew, config, site)
    assert made.kept is None
    assert made.trouble is not None
    assert made.trouble.zh.startswith("没存下来")
    assert not can_print(crew.hall, made)
    assert states(made, "storage")["state folder"] == "bad"


async def test_a_report_without_a_page_is_kept_all_the_same_and_comes_as_a_slip(
    crew: Crew, config: Config, site: Site
) -> None:
    class Worn(Press):
        async def pdf(self, *_: object, **__: object) -> None:  # type: ignore[override]
            raise MissingGlyph("no font has a character on this page")

    crew.hall.press = Worn()
    made = await made_by(crew, config, site)
    assert made.kept is not None
    assert made.kept.file.exists()
    assert made.trouble is not None
    assert await print_report(crew.hall, made) == (True, Text("检查单打好了", "The report is printed"))
    assert any(part.text == "可以投入使用" for part in crew.printer.slips[-1].parts if isinstance(part, Line))


async def test_it_is_printed_on_a4_and_stands_in_the_journal(crew: Crew, config: Config, site: Site) -> None:
    made = await made_by(crew, config, site)
    assert (await print_report(crew.hall, made))[0]
    assert made.kept is not None
    assert [one.pdf.reveal() for one in a4(crew).printed] == [made.pdf]
    assert not crew.printer.slips
    await crew.until(lambda: crew.journal.ended)
    [record] = crew.journal.ended
    assert (record.kind, record.outcome, record.session_id) == ("report", "printed", None)
    assert record.reference == made.kept.file.stem


async def test_a_printer_that_did_not_say_is_not_believed(crew: Crew, config: Config, site: Site) -> None:
    made = await made_by(crew, config, site)
    a4(crew).outcomes.append(Printed.UNKNOWN)
    done, told = await print_report(crew.hall, made)
    assert not done
    assert "没说" in told.zh
    await crew.until(lambda: crew.journal.ended)
    assert crew.journal.ended[0].outcome == "unknown"


async def test_a_print_that_failed_says_what_to_do(crew: Crew, config: Config, site: Site) -> None:
    made = await made_by(crew, config, site)
    a4(crew).outcomes.append(DeviceFault("document_printer", "media_jam", Action.CLEAR))
    done, told = await print_report(crew.hall, made)
    assert (done, told.zh) == (False, "没打出来：开盖取出卡住的纸")
    assert crew.devices.looked_again == ["document_printer"]


async def test_without_an_a4_printer_that_works_it_is_a_slip(crew: Crew, config: Config, site: Site) -> None:
    made = await made_by(crew, config, site)
    crew.cabinet.known["document_printer"] = DeviceStatus(DeviceState.OFFLINE)
    assert (await print_report(crew.hall, made))[0]
    assert not a4(crew).printed
    assert len(crew.printer.slips) == 1
    crew.cabinet.known["ticket_printer"] = DeviceStatus(DeviceState.OFFLINE)
    assert not can_print(crew.hall, made)
