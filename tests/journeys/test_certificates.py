"""打印证明: what is printed, what is refused, and the outcome that the platform hears exactly once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.certificate import GrantStatus, Signature
from kiosk.domain.citizen import Level
from kiosk.domain.page import File
from kiosk.domain.personal import Personal
from kiosk.domain.seal import Seal, SealStatus
from kiosk.domain.site import Wording
from kiosk.domain.subject import Relation, Subject
from kiosk.errors import (
    Action,
    CertificateRefused,
    DeviceFault,
    OutboxFull,
    PlatformRefused,
    PlatformUnavailable,
)
from kiosk.hardware.device import DeviceState, DeviceStatus, Paper
from kiosk.hardware.document_printer import Printed, PrintFault
from kiosk.journeys.certificates import certificates
from kiosk.journeys.fault_words import CERTIFICATE
from kiosk.journeys.faults import fault_view
from kiosk.journeys.report import report
from kiosk.journeys.service import JOURNEYS
from kiosk.journeys.stage import BadValues, ChoiceDisabled
from kiosk.journeys.view import View
from kiosk.journeys.views import (
    CertificateList,
    CertificatePreview,
    CertificatePrinted,
    CertificatePrinting,
    Fault,
    Home,
    PaperNumber,
    PresentCredential,
    PurposeWords,
    SubmissionResult,
)
from kiosk.journeys.visit import Visit
from kiosk.platform.courier_verdict import Refused
from tests.fakes import FakeDocumentPrinter, Person, V, a_card, a_citizen
from tests.journeys.holding import FILE, PAGE, RULES, TRUST, a_certificate, a_grant

LONG_AGO = replace(RULES, copies_left=0)
HUNG = 20.0
NO_PAPER = partial(PrintFault, "paper_out", Action.CLEAR)


class Holder(Person):
    """Somebody at level L3 who holds a proof, before a terminal with an A4 printer."""

    def __init__(self, **terms: Any) -> None:
        super().__init__(**terms)
        self.a4 = FakeDocumentPrinter()
        self.hall.document_printer = self.a4
        self.hall.trust = TRUST
        self.platform.citizen = a_citizen(level=Level.L3)
        self.platform.held = (a_certificate(),)
        self.platform.grants = a_grant
        self.platform.file = FILE
        self.visit: asyncio.Task[None] | None = None

    async def sees(self, kind: type[V]) -> V:
        async with asyncio.timeout(HUNG):  # real seconds: copies are made in a process of their own
            return await super().sees(kind)

    async def until(self, so: Callable[[], object]) -> None:
        async with asyncio.timeout(HUNG):
            await super().until(so)

    def arrives(self) -> asyncio.Task[None]:
        self.visit = super().arrives()
        return self.visit

    async def gets_to_list(self) -> CertificateList:
        await self.begins("certificates")
        self.reader.lay(a_card())
        return await self.sees(CertificateList)

    async def gets_to_preview(self) -> CertificatePreview:
        await self.gets_to_list()
        self.chooses("ce-1")
        return await self.sees(CertificatePreview)

    async def prints(self, copies: int = 1, **values: str) -> None:
        await self.gets_to_preview()
        self.chooses("print", copies=str(copies), **values)

    async def leaves(self) -> None:
        """Press 结束办理 and wait until everything that is still told is told."""
        self.chooses("end_session")
        await self.gone()

    async def gone(self) -> None:
        assert self.visit is not None
        await asyncio.wait_for(self.visit, 30)
        await self.hall.farewells.all_said()

    async def outcome(self) -> dict[str, Any]:
        """The one report; fails where there are more or none."""
        await self.until(lambda: self.post.letters)
        await asyncio.sleep(0)
        [letter] = [one for one in self.post.letters if one.path.startswith("/print-grants/")]
        assert (letter.method, letter.path) == ("PATCH", "/print-grants/gr-1")
        body: dict[str, Any] = json.loads(letter.body)
        return body

    async def sees_anew(self, kind: type[PaperNumber], *, copy: int) -> PaperNumber:
        await self.until(lambda: getattr(self.stage.now.view, "copy", 0) == copy and self.stage.awaits_answer)
        return await self.sees(kind)

    async def fault(self, reason: str) -> Fault:
        view = await self.sees(Fault)
        assert view.reason == reason
        return view


@pytest.fixture
async def person() -> AsyncIterator[Holder]:
    made = Holder()
    yield made
    if made.visit is not None:
        made.visit.cancel()
        await asyncio.gather(made.visit, return_exceptions=True)
        await made.hall.farewells.all_said()


def counted(outcome: dict[str, Any]) -> tuple[str, int]:
    return outcome["outcome"], outcome["copies_printed"]


@pytest.mark.req("RS-06")
async def test_two_copies_are_printed_one_by_one_and_told_once(person: Holder) -> None:
    await person.prints(2, purpose="入学")
    printed = await person.sees(CertificatePrinted)
    assert (printed.printed, printed.copies_printed, printed.copies) == (True, 2, 2)
    assert len(person.a4.printed) == 2
    assert len({document.pdf.reveal() for document in person.a4.printed}) == 2, "each bears its own number"
    outcome = await person.outcome()
    assert counted(outcome) == ("printed", 2)
    [(_, wish)] = person.platform.called("grant")
    assert (wish.copies, wish.purpose, wish.subject_id) == (2, "入学", None)
    records = person.journal.ended
    assert [(r.kind, r.outcome, r.reference) for r in records] == [("certificate", "printed", "gr-1")] * 2
    assert outcome["record_id"] == str(records[-1].record_id)
    person.chooses("done")
    await person.gone()
    assert len(person.post.letters) == 1


@pytest.mark.req("RS-06")
async def test_what_is_told_if_the_plug_is_pulled_is_written_down_at_every_step(person: Holder) -> None:
    person.a4.outcomes.extend([Printed.DONE, NO_PAPER(pages=0), Printed.DONE])
    await person.prints(2)
    await person.fault("document_printer_paper_out")
    person.chooses("retry")
    await person.sees(CertificatePrinted)
    foretold = [counted(json.loads(letter.body)) for letter in person.journal.foretold]
    steps = [("unknown", 0), ("printed", 1), ("unknown", 1), ("printed", 1), ("unknown", 1), ("printed", 2)]
    assert foretold == [("failed", 0), *steps]
    await person.outcome()
    assert {letter.key for letter in person.journal.foretold} == {person.post.letters[0].key}


async def test_agreeing_comes_before_the_grant_with_the_words_that_were_shown(person: Holder) -> None:
    body = "只在办这件事时使用您的电子证照。"
    person.hall.wordings = {"certificate_use": Wording("certificate_use", "cert-7", "用证", body, "00")}
    preview = await person.gets_to_preview()
    assert body in preview.lines[0].zh
    assert preview.face == (("持有人", "张*例"), ("参保状态", "正常缴费"))
    person.chooses("print", copies="1")
    await person.sees(CertificatePrinted)
    [consent] = person.platform.called("record_consent")
    assert (consent.kind, consent.text_version) == ("certificate_use", "cert-7")
    names = [name for name, _ in person.platform.calls]
    assert names.index("record_consent") < names.index("grant") < names.index("grant_file")


@pytest.mark.req("MT-13")
async def test_every_page_of_the_list_is_shown_and_what_cannot_be_printed_says_why(person: Holder) -> None:
    person.platform.held = (
        a_certificate(),
        a_certificate("ce-2", printable=False, why_not="已被注销。"),
        a_certificate("ce-3", printing=LONG_AGO),
        a_certificate("ce-4", printing=replace(RULES, papers=("permit_card",))),
        a_certificate("ce-5", printing=None),
    )
    view = await person.gets_to_list()
    shown = {choice.id: choice.enabled for choice in view.choices}
    off = dict.fromkeys(("ce-2", "ce-3", "ce-4", "ce-5"), False)
    assert shown == {"ce-1": True, **off, "staff": True}
    assert next(c.why_not.zh for c in view.choices if c.why_not) == "已被注销。"
    assert all(c.why_not for c in view.choices if not c.enabled)
    assert "社会保险" not in view.speech.zh


async def test_a_printer_that_broke_meanwhile_greys_everything(person: Holder) -> None:
    await person.begins("certificates")
    person.devices.known["document_printer"] = DeviceStatus(
        DeviceState.ONLINE, paper=Paper.OUT, code="paper_out"
    )
    person.reader.lay(a_card())
    view = await person.sees(CertificateList)
    assert not view.choices[0].enabled


@pytest.mark.parametrize("copies", ["0", "3", "99", "x"])
async def test_no_more_copies_than_there_are(person: Holder, copies: str) -> None:
    view = await person.gets_to_preview()
    assert view.most == 2
    person.chooses("print", copies=copies)
    await person.until(lambda: getattr(person.stage.now.view, "error", None))
    assert person.platform.called("grant") == []


async def test_whom_one_acts_for_goes_along(person: Holder) -> None:
    company = Subject("su-9", "2", Personal("示例公司"), "9199**", Relation.LEGAL_REPRESENTATIVE, None)
    visit = Visit(person.hall, JOURNEYS, report)
    visit.citizen, visit.acting_for = person.platform.citizen, company
    work = asyncio.ensure_future(certificates(visit))
    view = await person.sees(CertificateList)
    assert view.acting_for == "示例公司"
    person.chooses("ce-1")
    await person.sees(CertificatePreview)
    person.chooses("print", copies="1")
    await person.sees(CertificatePrinted)
    assert person.platform.called("certificates") == [("su-9", None)]
    [(_, wish)] = person.platform.called("grant")
    assert wish.subject_id == "su-9"
    person.chooses("done")
    await work


BAD_GRANTS: dict[str, tuple[dict[str, Any], str]] = {
    "closed": ({"status": GrantStatus.PRINTED}, "grant_closed"),
    "another": ({"certificate_id": "ce-9"}, "grant_for_another"),
    "seal": ({"seal": Seal(SealStatus.INVALID)}, "seal_not_valid"),
    "unsealed": ({"seal": Seal(SealStatus.NONE)}, "seal_not_valid"),
    "signature": ({"signature": Signature("HMAC-SM3", "device", "00" * 32)}, "signature_wrong"),
}


@pytest.mark.req("MT-10", "MT-14")
@pytest.mark.parametrize("case", BAD_GRANTS)
async def test_a_grant_that_does_not_hold_prints_nothing(person: Holder, case: str) -> None:
    changes, reason = BAD_GRANTS[case]
    person.platform.grants = partial(a_grant, **changes)
    await person.prints()
    view = await person.fault(reason)
    assert view.another_way is not None
    assert person.platform.called("grant_file") == []
    assert person.a4.begun == 0


@pytest.mark.req("MT-14")
@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (File("application/pdf", PAGE + b" "), "file_altered"),
        (File("text/html", PAGE), "file_type"),
    ],
)
async def test_another_file_is_not_printed_and_its_copies_go_back(
    person: Holder, file: File, reason: str
) -> None:
    person.platform.file = file
    await person.prints(2)
    await person.fault(reason)
    outcome = await person.outcome()
    assert counted(outcome) == ("failed", 0)
    assert outcome["failure"] == reason
    assert person.a4.begun == 0
    person.chooses("another_way")
    await person.sees(CertificateList)


async def test_a_file_that_is_none_is_not_printed(person: Holder) -> None:
    person.platform.file = File("application/pdf", b"%PDF-1.7 nothing")
    person.platform.grants = partial(a_grant, content=b"%PDF-1.7 nothing")
    await person.prints()
    await person.fault("file_unreadable")
    assert counted(await person.outcome()) == ("failed", 0)


OFD = File("application/ofd", b"PK an OFD")


async def test_ofd_without_a_converter_is_refused_with_its_reason(person: Holder) -> None:
    person.platform.file = OFD
    person.platform.grants = partial(a_grant, content=OFD.content, media_type=OFD.media_type)
    await person.prints()
    await person.fault("ofd_no_converter")
    assert counted(await person.outcome()) == ("failed", 0)
    assert person.a4.begun == 0


async def test_ofd_goes_by_the_hall_s_converter(person: Holder, tmp_path: Path) -> None:
    page = tmp_path / "page.pdf"
    page.write_bytes(PAGE)
    assert person.hall.trust is not None
    person.hall.trust = replace(person.hall.trust, ofd_converter=("cat", str(page)))
    person.platform.file = OFD
    person.platform.grants = partial(a_grant, content=OFD.content, media_type=OFD.media_type)
    await person.prints()
    view = await person.sees(CertificatePrinted)
    assert view.printed is True


REFUSALS = [
    "certificate_not_usable",
    "print_quota_exhausted",
    "consent_missing",
    "not_owner",
    "level_too_low",
]


@pytest.mark.req("MT-10")
@pytest.mark.parametrize("code", REFUSALS)
async def test_the_platforms_refusal_is_told_plainly_and_leads_on(person: Holder, code: str) -> None:
    person.platform.fail("grant", PlatformRefused(code, 403, "", until="2026-03-13T00:00:00+08:00"))
    await person.prints()
    view = await person.fault(code)
    assert view.what.zh != "平台没有受理"
    if code == "print_quota_exhausted":
        assert "03 月 13 日" in view.safe.zh
    person.chooses("another_way")
    await person.sees(CertificateList)
    assert person.post.letters == []


@pytest.mark.req("MT-10")
@pytest.mark.parametrize("code", ["grant_expired", "grant_closed", "certificate_not_usable"])
async def test_what_is_revoked_before_the_file_is_there_is_not_printed(person: Holder, code: str) -> None:
    person.platform.fail("grant_file", PlatformRefused(code, 409, ""))
    await person.prints()
    await person.fault(code)
    person.chooses("another_way")
    await person.sees(CertificateList)
    assert counted(await person.outcome()) == ("failed", 0)
    assert person.a4.begun == 0


@pytest.mark.parametrize("step", ["certificates", "record_consent", "grant", "grant_file"])
async def test_a_platform_that_is_gone_for_a_moment_costs_one_touch(person: Holder, step: str) -> None:
    person.platform.fail(step, PlatformUnavailable("gone"))
    if step == "certificates":
        await person.begins("certificates")
        person.reader.lay(a_card())
        await person.fault("platform_unavailable")
        person.chooses("retry")
        await person.sees(CertificateList)
        person.chooses("ce-1")
        await person.sees(CertificatePreview)
        person.chooses("print", copies="1")
    else:
        await person.prints()
        await person.fault("platform_unavailable")
        person.chooses("retry")
    assert (await person.sees(CertificatePrinted)).printed is True
    assert counted(await person.outcome()) == ("printed", 1)


@pytest.mark.req("RS-06")
async def test_out_of_paper_in_the_middle_goes_on_with_the_missing_copy_only(person: Holder) -> None:
    person.a4.outcomes.extend([Printed.DONE, NO_PAPER(pages=0)])
    await person.prints(2)
    await person.fault("document_printer_paper_out")
    assert person.post.letters == []
    person.chooses("retry")
    printed = await person.sees(CertificatePrinted)
    assert (printed.printed, printed.copies_printed) == (True, 2)
    assert len(person.platform.called("grant")) == 1
    assert len({document.pdf.reveal() for document in person.a4.printed}) == 2, "never two originals"
    assert counted(await person.outcome()) == ("printed", 2)


@pytest.mark.req("RS-06")
async def test_who_stops_at_a_fault_keeps_what_came_out_and_the_rest_goes_back(person: Holder) -> None:
    person.a4.outcomes.extend([Printed.DONE, NO_PAPER(pages=0)])
    await person.prints(2)
    await person.fault("document_printer_paper_out")
    person.chooses("another_way")
    printed = await person.sees(CertificatePrinted)
    assert (printed.printed, printed.copies_printed, printed.copies) == (True, 1, 2)
    assert counted(await person.outcome()) == ("printed", 1)


@pytest.mark.req("RS-06")
async def test_a_printer_that_fails_before_the_first_page_costs_nothing(person: Holder) -> None:
    person.a4.outcomes.append(DeviceFault("document_printer", "no_answer", Action.RESET))
    await person.prints()
    await person.fault("document_printer_no_answer")
    person.chooses("another_way")
    assert (await person.sees(CertificatePrinted)).printed is False
    outcome = await person.outcome()
    assert (counted(outcome), outcome["failure"]) == (("failed", 0), "no_answer")
    assert person.devices.looked_again == ["document_printer"]


@pytest.mark.req("RS-06")
async def test_when_nobody_can_say_no_second_original_is_printed(person: Holder) -> None:
    person.a4.outcomes.append(Printed.UNKNOWN)
    await person.prints(2)
    printed = await person.sees(CertificatePrinted)
    assert (printed.printed, printed.copies_printed) == ("unknown", 0)
    assert counted(await person.outcome()) == ("unknown", 0)
    assert person.a4.begun == 1


async def test_giving_up_at_a_fault_still_tells_the_outcome(person: Holder) -> None:
    person.a4.outcomes.append(NO_PAPER(pages=0))
    await person.prints()
    await person.fault("document_printer_paper_out")
    person.chooses("cannot_be_done")
    await person.sees(SubmissionResult)
    assert counted(await person.outcome()) == ("failed", 0)


@pytest.mark.req("RS-06")
async def test_who_leaves_in_the_middle_of_a_copy_leaves_an_outcome_that_is_not_known(person: Holder) -> None:
    person.a4.held.clear()
    await person.prints(2)
    await person.sees(CertificatePrinting)
    await person.until(lambda: person.a4.begun)
    await person.leaves()
    assert counted(await person.outcome()) == ("unknown", 0)
    [record] = person.journal.ended
    assert record.outcome == "unknown"


@pytest.mark.req("RS-06")
async def test_a_session_that_ends_at_a_fault_tells_what_came_out() -> None:
    person = Holder(idle_seconds=600.0, grace_seconds=1.0, absolute_seconds=6.0)
    person.a4.outcomes.extend([Printed.DONE, NO_PAPER(pages=0)])
    await person.prints(2)
    await person.fault("document_printer_paper_out")
    await person.gone()
    assert counted(await person.outcome()) == ("printed", 1)
    assert isinstance(person.stage.now.view, Home)
    assert person.stage.now.session.who is None


async def test_an_idle_preview_is_wiped_and_nothing_was_asked_for() -> None:
    person = Holder(idle_seconds=0.6, grace_seconds=0.4)
    await person.gets_to_preview()
    await person.gone()
    assert isinstance(person.stage.now.view, Home)
    assert person.platform.called("grant") == []
    assert person.post.letters == []


async def test_what_is_to_come_can_be_left_what_was_begun_is_finished(person: Holder) -> None:
    person.a4.held.clear()
    await person.prints(2)
    view = await person.sees(CertificatePrinting)
    assert (view.copy, view.copies, view.choices[0].enabled) == (1, 2, True)
    person.chooses("stop")
    await person.until(lambda: getattr(person.stage.now.view, "stopping", False))
    person.a4.held.set()
    printed = await person.sees(CertificatePrinted)
    assert (printed.printed, printed.copies_printed) == (True, 1)
    assert counted(await person.outcome()) == ("printed", 1)


async def test_a_grant_that_ran_out_meanwhile_prints_no_more(person: Holder) -> None:
    person.a4.outcomes.extend([Printed.DONE, NO_PAPER(pages=0)])
    await person.prints(2)
    await person.fault("document_printer_paper_out")
    person.now += timedelta(minutes=10)
    person.chooses("retry")
    await person.fault("grant_expired")
    assert counted(await person.outcome()) == ("printed", 1)
    assert person.a4.begun == 2


async def test_an_outcome_that_cannot_be_kept_goes_to_the_platform_at_once(person: Holder) -> None:
    person.post.outcomes.append(OutboxFull("bytes"))
    await person.prints()
    await person.sees(CertificatePrinted)
    await person.until(lambda: person.platform.called("report_outcome"))
    [(grant_id, outcome)] = person.platform.called("report_outcome")
    assert (grant_id, outcome.outcome, outcome.copies_printed) == ("gr-1", "printed", 1)


async def test_an_outcome_that_is_refused_does_not_trouble_the_citizen(person: Holder) -> None:
    person.post.outcomes.append(Refused(PlatformRefused("grant_closed", 409, "")))
    await person.prints()
    await person.sees(CertificatePrinted)
    person.chooses("another")
    assert await person.sees(CertificateList)


@pytest.mark.req("RS-07")
async def test_numbered_sheets_are_asked_for_one_by_one_spoiled_ones_too(person: Holder) -> None:
    person.platform.held = (a_certificate(printing=replace(RULES, numbered_paper=True)),)
    person.platform.grants = partial(a_grant, numbered_paper=True)
    person.a4.outcomes.extend([Printed.DONE, PrintFault("paper_jam", Action.CLEAR, pages=0)])
    await person.prints(2)
    await person.sees(PaperNumber)
    person.chooses("next", number="a-001")
    second = await person.sees_anew(PaperNumber, copy=2)
    assert second.error is None
    person.chooses("next", number="A-001")
    await person.until(lambda: getattr(person.stage.now.view, "error", None))
    person.scanner.scan("A-002")
    await person.fault("document_printer_paper_jam")
    person.chooses("retry")
    await person.sees(PaperNumber)
    person.chooses("next", number="A-003")
    await person.sees(CertificatePrinted)
    outcome = await person.outcome()
    assert outcome["paper_serials"] == ["A-001", "A-002", "A-003"]
    await person.until(lambda: len(person.journal.ended) == 3)
    assert [r.paper_serials for r in person.journal.ended] == [("A-001",), ("A-002",), ("A-003",)]


async def test_who_has_no_numbered_sheet_goes_back_and_nothing_is_counted(person: Holder) -> None:
    person.platform.grants = partial(a_grant, numbered_paper=True)
    await person.prints()
    await person.sees(PaperNumber)
    person.chooses("back")
    assert (await person.sees(CertificatePrinted)).printed is False
    assert counted(await person.outcome()) == ("failed", 0)


async def test_without_a_code_from_the_platform_a_copy_has_its_line_only(person: Holder) -> None:
    person.platform.grants = partial(a_grant, verify=None)
    await person.prints()
    assert (await person.sees(CertificatePrinted)).printed is True


async def test_a_lower_level_is_raised_first(person: Holder) -> None:
    person.platform.citizen = a_citizen(level=Level.L2)
    await person.begins("certificates")
    person.reader.lay(a_card())
    await person.until(lambda: not isinstance(person.stage.now.view, PresentCredential))
    assert not isinstance(person.stage.now.view, CertificateList)


REASONS = (
    "file_altered",
    "file_type",
    "file_unreadable",
    "altered",
    "appended",
    "signature_wrong",
    "signer_unknown",
    "signer_expired",
    "maker_unknown",
    "seal_not_valid",
    "seal_unreadable",
    "seal_expired",
    "grant_closed",
    "grant_expired",
    "grant_for_another",
    "copy_failed",
)


@pytest.mark.parametrize("reason", REASONS)
def test_each_refusal_has_its_own_words_and_a_person(reason: str) -> None:
    assert reason in CERTIFICATE
    view: View = fault_view(CertificateRefused(reason))
    assert view.choice("staff") is not None
    assert len({what.zh for what, _ in CERTIFICATE.values()}) == len(CERTIFICATE)


async def writes_purpose(person: Holder) -> None:
    await person.gets_to_preview()
    person.chooses("other_purpose", copies="2")
    await person.sees(PurposeWords)


async def test_a_purpose_in_their_own_words_goes_with_the_grant(person: Holder) -> None:
    await writes_purpose(person)
    person.chooses("next", purpose="租房备案")
    preview = await person.sees(CertificatePreview)
    assert (preview.copies, preview.purpose) == (2, "租房备案"), "what was set before is kept"
    assert "租房备案" in [choice.id for choice in preview.fields[1].choices]
    person.chooses("print", copies="2", purpose="租房备案")
    await person.sees(CertificatePrinted)
    [(_, wish)] = person.platform.called("grant")
    assert wish.purpose == "租房备案"


async def test_something_else_alone_is_asked_for_before_anything_is_granted(person: Holder) -> None:
    await person.prints(purpose="其他用途")
    await person.sees(PurposeWords)
    person.chooses("next", purpose="公证\n处")
    await person.until(lambda: getattr(person.stage.now.view, "error", None))
    assert person.platform.called("record_consent") == []
    with pytest.raises(BadValues):
        person.chooses("next", purpose="长" * 13)
    person.chooses("next", purpose="公证")
    assert (await person.sees(CertificatePreview)).purpose == "公证"


@pytest.mark.parametrize("leaves", ["another_way", "back"])
async def test_who_would_rather_not_write_keeps_the_purpose_that_stood(person: Holder, leaves: str) -> None:
    await writes_purpose(person)
    person.chooses(leaves)
    preview = await person.sees(CertificatePreview)
    assert (preview.purpose, preview.error) == ("办事", None)


ITEM = a_certificate().task_code or ""


@pytest.mark.req("ID-01")
@pytest.mark.parametrize(("scanner", "way"), [(True, "电子营业执照"), (False, "去窗口")])
async def test_what_demands_more_proof_keeps_its_place_and_says_where_else(
    person: Holder, scanner: bool, way: str
) -> None:
    person.platform.print_levels = {ITEM: Level.L4}
    if not scanner:
        person.devices.known["code_scanner"] = DeviceStatus(DeviceState.OFFLINE)
    [row] = (await person.gets_to_list()).certificates
    assert row.why_not is not None
    assert way in row.why_not.zh
    assert "窗口" in row.why_not.zh
    with pytest.raises(ChoiceDisabled):
        person.chooses("ce-1")


async def test_whoever_has_that_proof_prints_it(person: Holder) -> None:
    person.platform.print_levels = {ITEM: Level.L4}
    person.platform.citizen = a_citizen(level=Level.L4)
    await person.prints()
    assert (await person.sees(CertificatePrinted)).printed is True


async def test_a_level_that_cannot_be_told_keeps_nobody_from_asking(person: Holder) -> None:
    person.platform.fail("print_level", PlatformUnavailable("gone"))
    [row] = (await person.gets_to_list()).certificates
    assert row.why_not is None
