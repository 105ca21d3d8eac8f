"""办不成事: reported, and told as it is: accepted, kept here, or not even kept."""

from __future__ import annotations

import msgspec
import pytest

from kiosk.errors import Action, DeviceFault, OutboxFull, PlatformUnavailable
from kiosk.hardware.ticket_printer import Line
from kiosk.journeys.views import Fault, Home, PresentCredential, SubmissionResult
from kiosk.platform.courier_verdict import Delivered, Kept
from kiosk.store.letter import Kind
from tests.fakes import Person, virtually


async def gives_up(person: Person) -> SubmissionResult:
    person.arrives()
    await person.sees(Home)
    person.chooses("check_in")
    await person.sees(PresentCredential)
    person.reader.lay(DeviceFault("id_card", "no_answer", Action.RESET))
    await person.sees(Fault)
    person.chooses("cannot_be_done")
    return await person.sees(SubmissionResult)


def words(view: SubmissionResult) -> str:
    return view.title.zh + "".join(line.zh for line in view.lines)


def test_the_report_says_what_failed_and_nothing_of_the_person() -> None:
    async def story() -> None:
        person = Person()
        await gives_up(person)
        [letter] = person.post.letters
        assert letter.kind is Kind.CANNOT_BE_DONE
        body = msgspec.json.decode(letter.body)
        assert (body["reason"], body["problem_code"]) == ("device_fault", "id_card_no_answer")
        assert set(body) <= {"reason", "occurred_at", "view", "problem_code"}

    virtually(story())


def test_a_number_of_the_platform_is_given_only_by_the_platform() -> None:
    async def story() -> None:
        person = Person()
        person.post.outcomes.append(Delivered("BB-0001", b"{}"))
        view = await gives_up(person)
        assert (view.accepted, view.receipt_no, view.holding_no) == (True, "BB-0001", None)
        assert "BB-0001" in words(view)

    virtually(story())


@pytest.mark.req("CH-01")
def test_what_is_kept_here_is_told_as_not_yet_accepted() -> None:
    async def story() -> None:
        person = Person()
        person.post.outcomes.append(Kept("暂K03-260312-0001"))
        view = await gives_up(person)
        assert (view.accepted, view.case_no, view.receipt_no) == (False, None, None)
        assert "暂K03-260312-0001" in words(view)
        assert "还没收到" in words(view)
        person.chooses("print")
        while (shown := await person.sees(SubmissionResult)).printed is None:
            pass
        assert shown.printed is True
        printed = "".join(part.text for part in person.printer.slips[0].parts if isinstance(part, Line))
        assert "还没受理" in printed
        assert "暂K03-260312-0001" in printed

    virtually(story())


def test_a_full_outbox_promises_nothing() -> None:
    async def story() -> None:
        person = Person()
        person.post.outcomes.append(OutboxFull("size"))
        view = await gives_up(person)
        assert (view.accepted, view.holding_no, view.receipt_no) == (False, None, None)
        assert "没记下来" in words(view)
        assert [c.enabled for c in view.choices if c.id == "print"] == [False]

    virtually(story())


def test_a_platform_away_is_its_own_reason() -> None:
    async def story() -> None:
        person = Person()
        person.platform.fail("hall_status", PlatformUnavailable("down"))
        person.arrives()
        await person.sees(Home)
        person.chooses("check_in")
        await person.sees(PresentCredential)
        person.chooses("walk_in")
        await person.sees(Fault)
        person.chooses("cannot_be_done")
        await person.sees(SubmissionResult)
        assert msgspec.json.decode(person.post.letters[0].body)["reason"] == "platform_fault"

    virtually(story())
