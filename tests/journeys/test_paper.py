"""Papers from the platform or made here, through the press and a real print server; told as it ended."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.documents import case_papers, guides
from kiosk.documents.press import Press
from kiosk.domain.case import CaseDocument, CaseFull
from kiosk.domain.citizen import Citizen, Level
from kiosk.domain.item import FileRef, Guide
from kiosk.domain.page import File
from kiosk.domain.personal import Personal
from kiosk.errors import (
    Action,
    DeviceFault,
    KioskError,
    MissingGlyph,
    NotAsAnnounced,
    NotSaid,
    PlatformUnavailable,
    PressFailed,
)
from kiosk.hardware.document_printer import Printed, PrintFault
from kiosk.hardware.document_printer.cups_printer import CupsPrinter
from kiosk.journeys import paper
from kiosk.journeys.faults import fault_view
from kiosk.journeys.paper import Desk
from kiosk.journeys.report import report
from kiosk.journeys.service import JOURNEYS
from kiosk.journeys.views import Home
from kiosk.journeys.visit import Visit
from kiosk.platform.adapters.reference import ReferencePlatform
from simulator.cups import PrivateCups
from simulator.platform.running import RunningPlatform
from tests.documents.papers import (
    CASES,
    REASON,
    a_case,
    a_document,
    a_guide,
    a_material,
    a_notice,
    codes_on,
    guide_sheets,
    pages_of,
    text_of,
    told,
)
from tests.fakes import Person, a_citizen
from tests.hardware.document_printer.conftest import HASTY
from tests.platform.terminal import reference
from tests.simulator.platform.terminal import NOW, Terminal

ICON = next(Path("assets/icons").rglob("*.png"))
LONG = a_case(CASES["correction_notice"].state, correction=a_notice(60))


@pytest.fixture(scope="module")
def cups() -> Iterator[PrivateCups]:
    server = PrivateCups()
    yield server
    server.close()


@pytest.fixture
async def desk(cups: PrivateCups) -> AsyncIterator[Desk]:
    cups.fault("ok")
    printer = CupsPrinter(cups.server, cups.queue, "kiosk-K03", patience=HASTY)
    await printer.open()
    press = Press()
    yield Desk(press, printer)
    await press.close()
    await printer.close()


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def visit(person: Person) -> Visit:
    made = Visit(person.hall, JOURNEYS, report)
    made.citizen = a_citizen()
    return made


@pytest.fixture
def hall() -> Iterator[RunningPlatform]:
    running = RunningPlatform(now=NOW)
    yield running
    running.stop(wait=False)


@pytest.fixture
async def platform(hall: RunningPlatform) -> AsyncIterator[ReferencePlatform]:
    client = reference(hall.base_url, secret=hall.secret, now=lambda: hall.now().timestamp())
    await client.catalogue_version()
    yield client
    await client.close()


async def nothing_to_fetch(_: str) -> File:
    raise AssertionError("the platform has no file of this")


def last_text(cups: PrivateCups) -> str:
    return text_of(cups.papers[-1].pdf)


async def test_a_page_made_here_is_printed_and_written_down(
    visit: Visit, desk: Desk, person: Person, cups: PrivateCups
) -> None:
    printout = await paper.print_case_paper(
        visit, desk, told(a_case()), "acceptance_notice", fetch=nothing_to_fetch
    )
    assert (printout.outcome, printout.pages) == (Printed.DONE, 1)
    printed = cups.papers[-1]
    assert printed.title == "kiosk-K03: acceptance_notice"  # a print server's list names nobody
    assert "K032026-03-1210:24自助终端打印" in text_of(printed.pdf)
    await person.until(lambda: person.journal.ended)
    [begun], [ended] = person.journal.begun, person.journal.ended
    assert (begun.outcome, begun.kind, begun.reference) == ("unknown", "notice", a_case().case_no)
    assert (ended.outcome, ended.copies_printed, ended.pages) == ("printed", 1, 1)
    assert ended.record_id == begun.record_id


@pytest.mark.req("AC-03")
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            "correction_notice",
            ("身份证反面拍得看不清", "请填写丢失日期。", "最晚在2026年3月27日", "网上补正"),
        ),
        ("non_acceptance_decision", (REASON, "行政复议", "行政诉讼", "示例市另一区政务服务中心")),
        ("return_notice", (REASON, "材料备齐后可以重新申请。")),
    ],
)
async def test_what_was_not_taken_is_printed_with_reason_and_remedy(
    visit: Visit, desk: Desk, cups: PrivateCups, kind: str, words: tuple[str, ...]
) -> None:
    printout = await paper.print_case_paper(visit, desk, told(CASES[kind]), kind, fetch=nothing_to_fetch)
    assert printout.outcome is Printed.DONE
    assert [word for word in words if word not in last_text(cups)] == []


@pytest.fixture
def signed_in(hall: RunningPlatform) -> Citizen:
    """With card and face (L3)."""
    terminal = Terminal(hall)
    session = terminal.sign_in_fully("two_bookings")
    terminal.http.close()
    until = datetime.fromisoformat(session["expires_at"])
    return Citizen(session["session_id"], Personal(session["access_token"]), Level.L3, "张*例", until)


async def issued_papers(
    platform: ReferencePlatform, citizen: Citizen
) -> list[tuple[CaseFull, Guide, CaseDocument]]:
    found = []
    for row in (await platform.my_cases(citizen)).rows:
        case = await platform.case(row.case_no, citizen=citizen, full=True)
        guide = await platform.catalogue.guide(row.task_code)
        assert isinstance(case, CaseFull)
        assert guide is not None
        for kind in {document.kind for document in case.documents} - {"result", "other"}:
            newest = case_papers.issued(case, kind)
            assert newest is not None
            found.append((case, guide, newest))
    return found


async def test_what_the_platform_issues_is_printed_byte_for_byte(
    visit: Visit, desk: Desk, cups: PrivateCups, platform: ReferencePlatform, signed_in: Citizen
) -> None:
    papers = await issued_papers(platform, signed_in)
    for case, guide, document in papers:

        async def fetch(number: str, case_no: str = case.case_no) -> File:
            return await platform.case_document(signed_in, case_no, number)

        here = told(case, guide=guide)
        printout = await paper.print_case_paper(visit, desk, here, document.kind, fetch=fetch)
        assert printout.outcome is Printed.DONE
        assert hashlib.sha256(cups.papers[-1].pdf).hexdigest() == document.sha256
    assert {"receipt", "acceptance_notice"} <= {document.kind for _, _, document in papers}
    assert desk.press.pid is None  # nothing was set here


async def test_an_altered_file_is_not_printed_nor_written_down(
    visit: Visit, desk: Desk, person: Person, cups: PrivateCups
) -> None:
    before = len(cups.papers)
    case = a_case(documents=(a_document(printable=True, size=8),))

    async def fetch(_: str) -> File:
        return File("application/pdf", b"%PDF-1.7")

    with pytest.raises(NotAsAnnounced):
        await paper.print_case_paper(visit, desk, told(case), "acceptance_notice", fetch=fetch)
    assert (len(cups.papers), person.journal.begun) == (before, [])


async def test_a_file_that_does_not_come_is_the_platforms_failure(visit: Visit, desk: Desk) -> None:
    async def fetch(_: str) -> File:
        raise PlatformUnavailable

    case = a_case(documents=(a_document(printable=True),))
    with pytest.raises(PlatformUnavailable):
        await paper.print_case_paper(visit, desk, told(case), "acceptance_notice", fetch=fetch)


@pytest.mark.req("CT-07")
async def test_every_material_with_a_sample_or_a_form_prints_it(
    visit: Visit, desk: Desk, cups: PrivateCups, platform: ReferencePlatform
) -> None:
    seen = 0
    for item in platform.catalogue.items():
        guide = await platform.catalogue.guide(item.task_code)
        assert guide is not None
        assert {material.material_id for material in guide.elements.materials if material.sample} <= {
            material.material_id for material in paper.printable_samples(guide)
        }
        for material in paper.printable_samples(guide):

            async def fetch(number: str, task_code: str = item.task_code) -> File:
                return await platform.item_file(task_code, number)

            printout = await paper.print_sample(visit, desk, guide, material, fetch=fetch)
            assert printout.outcome is Printed.DONE
            assert material.name.replace(" ", "") in last_text(cups)
            seen += 1
    assert seen > 10


@pytest.mark.req("CT-07")
async def test_a_sample_picture_and_a_form_without_a_file_are_printed_too(
    visit: Visit, desk: Desk, cups: PrivateCups
) -> None:

    async def fetch(_: str) -> File:
        return File("image/png", ICON.read_bytes())

    guide = a_guide()
    shown = a_material(sample=FileRef(file_id="f-1", title="身份证样本", media_type="image/png"))
    assert (await paper.print_sample(visit, desk, guide, shown, fetch=fetch)).outcome is Printed.DONE
    assert "身份证样本" in last_text(cups)
    form = guide.elements.materials[1]
    assert (
        await paper.print_sample(visit, desk, guide, form, fetch=nothing_to_fetch)
    ).outcome is Printed.DONE
    assert "申请人签名" in last_text(cups)
    with pytest.raises(NotSaid):
        await paper.print_sample(visit, desk, guide, guide.elements.materials[2], fetch=nothing_to_fetch)


@pytest.mark.req("CT-15")
async def test_the_list_of_what_to_bring_prints_on_a4(
    visit: Visit, desk: Desk, cups: PrivateCups, tmp_path: Path
) -> None:
    guide = a_guide()
    printout = await paper.print_sheet(visit, desk, guides.checklist(guide), reference=guide.task_code)
    assert printout.outcome is Printed.DONE
    assert [m.name for m in guide.elements.materials if f"□{m.name}" not in last_text(cups)] == []
    assert len(codes_on(pages_of(cups.papers[-1].pdf, tmp_path)[0])) == 1


@pytest.mark.req("CT-15")
async def test_and_as_a_slip(visit: Visit, person: Person) -> None:
    outcome = await paper.print_as_slip(visit, person.printer, guide_sheets()["checklist"], reference="t-1")
    assert outcome is Printed.DONE
    assert person.printer.slips[0].name == "checklist"
    await person.until(lambda: person.journal.ended)
    assert (person.journal.ended[0].kind, person.journal.ended[0].outcome) == ("guide", "printed")


async def test_a_slip_that_failed_is_told_as_failed(visit: Visit, person: Person) -> None:
    person.printer.outcomes.append(DeviceFault("ticket_printer", "paper_out", Action.CLEAR))
    with pytest.raises(DeviceFault):
        await paper.print_as_slip(visit, person.printer, guide_sheets()["checklist"], reference="t-1")
    await person.until(lambda: person.journal.ended)
    assert (person.journal.ended[0].outcome, person.journal.ended[0].failure) == ("failed", "paper_out")


async def test_a_printer_that_fails_in_the_middle_is_told_with_what_lies_in_the_tray(
    visit: Visit, desk: Desk, person: Person, cups: PrivateCups
) -> None:
    cups.fault("media-empty", 1)
    with pytest.raises(PrintFault):
        await paper.print_case_paper(visit, desk, told(LONG), "correction_notice", fetch=nothing_to_fetch)
    await person.until(lambda: person.journal.ended)
    [ended] = person.journal.ended
    assert (ended.outcome, ended.copies_printed, ended.failure, ended.pages) == (
        "failed",
        0,
        "paper_out",
        1,
    )


async def test_a_citizen_who_leaves_in_the_middle_leaves_nothing_queued(
    visit: Visit, desk: Desk, person: Person, cups: PrivateCups
) -> None:
    cups.fault("hang", 1)
    printing = asyncio.ensure_future(
        paper.print_case_paper(visit, desk, told(LONG), "correction_notice", fetch=nothing_to_fetch)
    )
    await asyncio.to_thread(cups.wait_for, "hang")
    printing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await printing
    await person.until(lambda: person.journal.ended)
    assert person.journal.ended[0].outcome == "unknown"
    assert cups.spool == []


async def test_a_name_that_cannot_be_printed_is_said_before_anything_is_printed(
    visit: Visit, desk: Desk, person: Person, cups: PrivateCups
) -> None:
    before = len(cups.papers)
    here = told(a_case(), applicant=Personal("张\ue000例"))
    with pytest.raises(MissingGlyph):
        await paper.print_case_paper(visit, desk, here, "acceptance_notice", fetch=nothing_to_fetch)
    assert (len(cups.papers), person.journal.begun) == (before, [])


@pytest.mark.parametrize("error", [MissingGlyph("x"), NotSaid("x"), NotAsAnnounced("x"), PressFailed("x")])
def test_every_failure_of_a_page_is_told_plainly_and_offers_a_window(error: KioskError) -> None:
    view = fault_view(error)
    assert view.what.en
    assert "没丢" in view.safe.zh
    assert (view.retry is not None) is isinstance(error, PressFailed)
    assert view.picture == "printer"


async def test_what_the_press_remembers_goes_with_the_visit(person: Person, desk: Desk) -> None:
    person.hall.press, person.hall.document_printer = desk.press, desk.printer
    assert Desk.of(person.hall) == desk
    visit = Visit(person.hall, JOURNEYS, report)
    await paper.print_sheet(visit, desk, guide_sheets()["checklist"], reference="t-1")
    pid = desk.press.pid
    assert pid is not None
    serving = asyncio.ensure_future(visit.run())
    await person.sees(Home)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    await person.hall.farewells.all_said()
    assert desk.press.pid is None


def test_without_an_a4_printer_there_is_nothing_to_print_pages_with(person: Person) -> None:
    assert Desk.of(person.hall) is None
