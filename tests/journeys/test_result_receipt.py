"""签收结果: only what is in the hand is signed for, once; the platform hears of it, or it is kept for it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kiosk.documents.press import Press
from kiosk.domain.case import Can, CaseFull, Result
from kiosk.domain.case_state import CaseState
from kiosk.domain.citizen import Level
from kiosk.domain.journal import Deed
from kiosk.errors import OutboxFull, PlatformRefused
from kiosk.hardware.printed import Printed
from kiosk.journeys.case_papers import CasePapers
from kiosk.journeys.views import (
    CaseDetail,
    CaseList,
    Home,
    PresentCredential,
    SignForResult,
    SubmissionResult,
)
from kiosk.journeys.views.paper import PaperPrinted
from kiosk.platform.courier_verdict import Delivered, Kept, Refused
from tests.fakes import ONLINE, Person, a_card, a_case, a_citizen, a_document, virtually
from tests.journeys.test_case_papers import A4, theirs

CASE = "990120260312000001"


def decided(**changes: Any) -> CaseFull:
    can = Can(correct=False, withdraw=False, remind=False, evaluate=True, sign=True)
    result = Result(decision="granted", text="准予许可")
    paper = theirs(document_id="do-9", kind="result", title="食品经营许可证")
    given: dict[str, Any] = {
        "state": CaseState.DONE_GRANTED,
        "can": can,
        "result": result,
        "documents": (a_document("do-1", "receipt", "收件凭证"), paper),
    }
    return a_case(CASE, **(given | changes))


class Holder(Person):
    def __init__(self, case: CaseFull) -> None:
        super().__init__()
        self.a4 = A4()
        self.deeds: list[Deed] = []
        self.hall.audit = self.deeds.append
        self.platform.cases = {CASE: case}
        self.platform.citizen = a_citizen(level=Level.L3)
        self.devices.known["document_printer"] = ONLINE
        self.hall.document_printer = self.a4  # type: ignore[assignment]  # one verb of the port is enough
        self.hall.press = Press()
        self.hall.progress.papers = CasePapers(self.hall)

    async def gets_to_case(self) -> CaseDetail:
        self.arrives()
        await self.sees(Home)
        self.chooses("track")
        await self.until(lambda: self.stage.awaits_answer and not isinstance(self.stage.now.view, Home))
        self.chooses("id_card")
        await self.sees(PresentCredential)
        self.reader.lay(a_card())
        await self.sees(CaseList)
        self.chooses(CASE)
        return await self.sees(CaseDetail)

    async def signs(self) -> SignForResult:
        await self.gets_to_case()
        self.chooses("sign")
        return await self.sees(SignForResult)

    def receipts(self) -> list[dict[str, Any]]:
        return [json.loads(letter.body) for letter in self.post.letters]


@pytest.mark.req("RS-02")
def test_what_was_printed_here_is_signed_for_once_it_is_in_the_hand() -> None:
    async def story() -> None:
        person = Holder(decided())
        view = await person.signs()
        assert [(c.id, c.enabled) for c in view.choices] == [("print", True), ("handed_over", True)]
        person.chooses("print")
        await person.sees(PaperPrinted)
        person.chooses("done")
        assert (await person.sees(SignForResult)).printed is True
        assert person.post.letters == [], "nothing is signed for by printing it"
        person.post.outcomes.append(Delivered(CASE, b"{}"))
        person.chooses("printed_here")
        told = await person.sees(SubmissionResult)
        assert (told.kind, told.accepted, told.receipt_no) == ("result_receipt", True, CASE)
        [receipt] = person.receipts()
        assert (receipt["method"], receipt["received_by"]) == ("printed_here", "holder")
        assert receipt["confirmation"]["session_id"] == "se-1"
        assert person.post.letters[0].path == f"/cases/{CASE}/deliveries"
        assert "result.signed" in {deed.action for deed in person.deeds}
        person.chooses("done")
        await person.sees(CaseDetail)

    virtually(story())


@pytest.mark.req("RS-02")
def test_a_result_of_the_window_can_be_signed_for_and_not_printed() -> None:
    async def story() -> None:
        person = Holder(decided(documents=(a_document("do-1", "receipt", "收件凭证"),)))
        view = await person.signs()
        [paper, handed_over] = view.choices
        assert not paper.enabled
        assert paper.why_not
        assert handed_over.enabled
        person.chooses("handed_over")
        await person.sees(SubmissionResult)
        assert [receipt["method"] for receipt in person.receipts()] == ["handed_over"]
        assert person.a4.printed == []

    virtually(story())


def test_a_print_that_nobody_is_sure_of_is_asked_about_before_anything_is_signed() -> None:
    async def story() -> None:
        person = Holder(decided())
        person.a4.outcomes.append(Printed.UNKNOWN)
        await person.signs()
        person.chooses("print")
        await person.sees(PaperPrinted)
        person.chooses("done")
        assert (await person.sees(SignForResult)).printed == "unknown"
        person.chooses("back")
        await person.sees(CaseDetail)
        assert person.post.letters == []

    virtually(story())


@pytest.mark.req("DX-08")
@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        (Kept("暂K03-260312-0001"), "暂存号 暂K03-260312-0001"),
        (Refused(PlatformRefused("state_conflict", 409, "")), "不受影响"),
        (OutboxFull("bytes"), "不受影响"),
    ],
    ids=["the line is down", "the platform refuses", "no disk takes it"],
)
def test_what_is_not_accepted_is_never_called_signed(outcome: Any, says: str) -> None:
    async def story() -> None:
        person = Holder(decided())
        await person.signs()
        person.post.outcomes.append(outcome)
        person.chooses("handed_over")
        told = await person.sees(SubmissionResult)
        assert not told.accepted
        assert "签收好了" not in told.title.zh
        assert says in "".join(line.zh for line in told.lines)

    virtually(story())


@pytest.mark.req("CH-13")
def test_pressed_again_in_one_visit_it_is_the_same_letter() -> None:
    async def story() -> None:
        person = Holder(decided())
        person.post.outcomes.extend([Kept("暂K03-260312-0001")] * 2)
        await person.signs()
        for _ in range(2):
            person.chooses("handed_over")
            await person.sees(SubmissionResult)
            person.chooses("done")
            await person.sees(CaseDetail)
            person.chooses("sign")
            await person.sees(SignForResult)
        assert len({letter.key for letter in person.post.letters}) == 1
        assert len(person.post.letters) == 2

    virtually(story())


def test_who_is_not_sure_enough_is_asked_for_more_first() -> None:
    async def story() -> None:
        person = Holder(decided())
        person.platform.citizen = a_citizen(level=Level.L2)
        await person.gets_to_case()
        person.chooses("sign")
        await person.until(lambda: person.stage.awaits_answer)
        assert not isinstance(person.stage.now.view, SignForResult)
        assert person.post.letters == []

    virtually(story())


def test_only_a_result_that_waits_is_offered() -> None:
    async def story() -> None:
        ids = [choice.id for choice in (await Holder(decided()).gets_to_case()).choices]
        assert ids == ["remind", "print", "sign", "do-1", "do-9"]
        ids = [choice.id for choice in (await Holder(a_case(CASE)).gets_to_case()).choices]
        assert "sign" not in ids

    virtually(story())


@pytest.mark.req("AC-01")
def test_a_case_that_was_told_twice_what_is_missing_is_reported_once() -> None:
    async def story() -> None:
        first, second = (a_document(f"do-{n}", "correction_notice", "补正告知书") for n in (3, 4))
        person = Holder(a_case(CASE, state=CaseState.CORRECTION, documents=(first, second)))
        await person.gets_to_case()
        person.chooses("back")
        await person.sees(CaseList)
        person.chooses(CASE)
        await person.sees(CaseDetail)
        told = [deed for deed in person.deeds if deed.action == "case.second_correction"]
        assert [(deed.object, deed.code) for deed in told] == [(CASE, "do-4")]
        once = Holder(a_case(CASE, state=CaseState.CORRECTION, documents=(first,)))
        await once.gets_to_case()
        assert "case.second_correction" not in {deed.action for deed in once.deeds}

    virtually(story())
