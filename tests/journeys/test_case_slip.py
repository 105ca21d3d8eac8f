"""The progress slip, the reminder and the papers of a case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.case import Can, CaseDocument, CaseFull, NextStep, Query, Result
from kiosk.domain.case_state import Action as CaseAction
from kiosk.domain.case_state import CaseState
from kiosk.domain.citizen import Level
from kiosk.domain.journal import Deed
from kiosk.domain.seal import Seal, SealStatus
from kiosk.domain.words import Text
from kiosk.errors import Action, DeviceFault, PlatformRefused, PlatformUnavailable
from kiosk.hardware.ticket_printer import Line, Printed, QrCode
from kiosk.journeys.case_told import BAD_SEAL, NO_PAPERS, NOT_NOW, NOT_PRINTABLE, NOT_TODAY
from kiosk.journeys.views import CaseDetail, ChooseFactor, EnterCode, Fault
from kiosk.journeys.visit import Visit
from tests.fakes import Person, a_case, a_document, virtually
from tests.journeys.test_track import MINE, at_entries, leaves, types, with_card


async def at_case(case: CaseFull | None = None, *, full: bool = True) -> Person:
    person = Person()
    person.platform.cases = {MINE: case or a_case(MINE)}
    await at_entries(person)
    if full:
        await with_card(person)
        person.chooses(MINE)
    else:
        await types(person, MINE)
    await person.sees(CaseDetail)
    return person


async def printed(person: Person) -> CaseDetail:
    person.chooses("print")
    await person.until(lambda: getattr(person.stage.now.view, "printed", None) is not None)
    return await person.sees(CaseDetail)


def lines(person: Person) -> str:
    return "\n".join(part.text for part in person.printer.slips[-1].parts if isinstance(part, Line))


def codes(person: Person) -> list[str]:
    return [part.payload for part in person.printer.slips[-1].parts if isinstance(part, QrCode)]


@pytest.mark.parametrize("full", [True, False])
def test_the_slip_says_what_the_screen_says_and_names_nobody(full: bool) -> None:
    async def story() -> None:
        person = await at_case(full=full)
        assert (await printed(person)).printed is True
        text = lines(person)
        for word in ("食品经营许可（新办）", "审查中", "还剩 4 个工作日", "请等待办理结果", "[正在办] 审查"):
            assert word in text
        assert [word for word in ("张", "钱经办", "S0001", "营业场所", "同意") if word in text] == []
        assert (MINE in text) is full
        assert codes(person) == ([f"CS{MINE}"] if full else [])

    virtually(story())


@pytest.mark.req("RS-04")
@pytest.mark.parametrize("online", [True, False])
def test_a_result_that_is_delivered_online_is_a_code_for_the_phone(online: bool) -> None:
    async def story() -> None:
        action = CaseAction.DOWNLOAD if online else CaseAction.COLLECT
        case = a_case(
            MINE,
            state=CaseState.DONE_GRANTED,
            next_steps=(NextStep(action=action, text="结果在手机上下载。"),),
            query=Query(f"CS{MINE}", "https://platform.example/cases"),
        )
        person = await at_case(case)
        await printed(person)
        assert codes(person) == [f"CS{MINE}", *(["https://platform.example/cases"] if online else [])]
        assert ("登录后下载结果" in lines(person)) is online

    virtually(story())


@pytest.mark.parametrize(
    ("outcome", "said", "kept"),
    [
        (Printed.DONE, True, "printed"),
        (Printed.UNKNOWN, "unknown", "unknown"),
        (DeviceFault("ticket_printer", "paper_out", Action.CLEAR), False, "failed"),
        (DeviceFault("ticket_printer", "no_answer", Action.RESET), False, "failed"),
    ],
)
def test_the_slip_is_told_and_written_down_as_what_it_was(
    outcome: Printed | Exception, said: object, kept: str
) -> None:
    async def story() -> None:
        person = await at_case()
        person.printer.outcomes.append(outcome)
        view = await printed(person)
        assert view.printed == said
        assert view.news
        await person.until(lambda: person.journal.ended)
        [record] = person.journal.ended
        assert (record.kind, record.outcome, record.reference) == ("report", kept, MINE)
        if said is not True:
            assert "没打出来" in view.choices[1].label.zh
            person.chooses("print")
            await person.until(lambda: getattr(person.stage.now.view, "printed", None) is True)
            await person.until(lambda: len(person.journal.ended) == 2)
            assert person.journal.ended[1].reprint

    virtually(story())


def test_a_citizen_who_leaves_in_the_middle_of_a_print_leaves_an_unknown() -> None:
    async def story() -> None:
        person = await at_case()
        person.printer.seconds = 30
        person.chooses("print")
        await person.until(lambda: person.stage.now.view.name() == "slip_printing")
        with pytest.raises(Exception, match="不能返回"):
            person.chooses("home")
        await leaves(person)
        await person.until(lambda: person.journal.ended)
        assert person.journal.ended[0].outcome == "unknown"

    virtually(story())


def test_without_a_printer_the_button_says_why() -> None:
    async def story() -> None:
        person = Person()
        person.hall.ticket_printer = None
        del person.devices.known["ticket_printer"]
        person.platform.cases = {MINE: a_case(MINE)}
        await at_entries(person)
        await types(person, MINE)
        choice = (await person.sees(CaseDetail)).choice("print")
        assert choice is not None
        assert not choice.enabled
        assert choice.why_not is not None

    virtually(story())


@pytest.mark.req("PR-08")
def test_a_reminder_goes_out_once_with_its_number() -> None:
    async def story() -> None:
        person = await at_case()
        person.platform.fail("remind", PlatformUnavailable("lost answer"))
        person.chooses("remind")
        await person.sees(Fault)
        person.chooses("another_way")
        await person.sees(CaseDetail)
        person.chooses("remind")
        await person.until(lambda: getattr(person.stage.now.view, "reminded", None))
        view = await person.sees(CaseDetail)
        assert "in-7" in view.news[0].zh
        assert "短信" not in str(view.lines), "nothing is promised that nobody does"
        choice = view.choice("remind")
        assert choice is not None
        assert (choice.enabled, choice.why_not) == (False, NOT_TODAY)
        keys = {key for _, key in person.platform.called("remind")}
        assert len(keys) == 1

    virtually(story())


@pytest.mark.req("PR-08")
@pytest.mark.parametrize("refused", ["rate_limited", "state_conflict"])
def test_a_reminder_that_is_refused_says_why_and_the_case_stays(refused: str) -> None:
    async def story() -> None:
        person = await at_case()
        person.platform.fail("remind", PlatformRefused(refused, 409, "今天已经催过了，明天可以再催。"))
        person.chooses("remind")
        fault = await person.sees(Fault)
        assert fault.reason == refused
        person.chooses("another_way")
        assert (await person.sees(CaseDetail)).reminded is None

    virtually(story())


@pytest.mark.parametrize(("state", "why"), [(CaseState.REVIEW, NOT_TODAY), (CaseState.DELIVERED, NOT_NOW)])
def test_where_nobody_can_be_reminded_the_button_says_why(state: CaseState, why: Text) -> None:
    async def story() -> None:
        can = Can(correct=False, withdraw=False, remind=False, evaluate=False, sign=False)
        person = await at_case(a_case(MINE, state=state, can=can))
        choice = person.stage.now.view.choice("remind")
        assert choice is not None
        assert (choice.enabled, choice.why_not) == (False, why)

    virtually(story())


@pytest.mark.parametrize("full", [True, False])
def test_whoever_sees_a_case_in_full_or_reminds_of_it_is_written_down(full: bool) -> None:
    async def story() -> None:
        deeds: list[Deed] = []
        person = Person()
        person.hall.audit = deeds.append
        person.platform.cases = {MINE: a_case(MINE)}
        await at_entries(person)
        if full:
            await with_card(person)
            person.chooses(MINE)
            await person.sees(CaseDetail)
            person.chooses("remind")
            await person.until(lambda: getattr(person.stage.now.view, "reminded", None))
        else:
            await types(person, MINE)
            await person.sees(CaseDetail)
        told = [(d.action, d.role, d.actor, d.object) for d in deeds if d.action.startswith("case.")]
        wanted = [(f"case.{what}", "citizen", "se-1", MINE) for what in ("seen", "reminded")]
        assert told == (wanted if full else [])

    virtually(story())


# Papers


class SomePapers:
    """Prints every paper but decisions, and remembers for whom."""

    def __init__(self) -> None:
        self.handed: list[tuple[str, Level]] = []

    def why_not(self, document: CaseDocument) -> Text | None:
        return Text("没纸了") if document.kind == "grant_decision" else None

    async def hand_out(self, visit: Visit, case: CaseFull, document: CaseDocument) -> None:
        assert visit.citizen is not None
        self.handed.append((document.document_id, visit.citizen.level))


@pytest.mark.req("PR-04")
def test_papers_are_listed_with_why_not_and_printed_at_l3_only() -> None:
    async def story() -> None:
        bad = Seal(SealStatus.INVALID)
        papers = (
            a_document("do-1"),
            a_document("do-2", printable=False),
            a_document("do-3", seal=bad),
            a_document("do-4", "grant_decision", "准予行政审批决定书"),
        )
        person = await at_case(a_case(MINE, documents=papers))
        view = await person.sees(CaseDetail)
        assert view.full is not None
        assert [row.why_not for row in view.full.papers] == [NO_PAPERS, NOT_PRINTABLE, BAD_SEAL, NO_PAPERS]
        with pytest.raises(Exception, match="打不了"):
            person.chooses("do-1")
        desk = SomePapers()
        person.hall.progress.papers = desk
        person.chooses("back")
        await person.until(lambda: person.stage.now.view.name() == "case_list")
        person.chooses(MINE)
        view = await person.sees(CaseDetail)
        assert view.full is not None
        assert [row.why_not for row in view.full.papers] == [None, NOT_PRINTABLE, BAD_SEAL, Text("没纸了")]
        person.chooses("do-1")
        await person.sees(EnterCode)
        person.chooses("next", code="123456")
        await person.sees(ChooseFactor)
        person.chooses("bank_card")
        await person.until(lambda: person.stage.now.view.name() == "enter_factor")
        person.chooses("next", value="6222000000000000")
        await person.until(lambda: desk.handed)
        assert desk.handed == [("do-1", Level.L3)]
        await person.sees(CaseDetail)

    virtually(story())


@pytest.mark.req("PR-04")
def test_the_result_says_what_was_decided_and_how_many_certificates_there_are() -> None:
    async def story() -> None:
        case = a_case(MINE, state=CaseState.DONE_GRANTED, state_text="准予办结")
        case = replace(case, result=Result(decision="granted", text="准予", certificate_ids=("ce-1",)))
        person = await at_case(case)
        told = (await person.sees(CaseDetail)).full
        assert told is not None
        assert (told.result, told.certificates) == (Text("准予", "Granted"), 1)

    virtually(story())
