"""Acting for somebody else: each barrier has its own sentence, and both identities are written down."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from kiosk.domain.personal import Personal
from kiosk.domain.subject import Barrier, Delegation, DelegationStatus, Relation, Subject, barrier
from kiosk.domain.submission import Agent, Applicant, MaterialRef
from kiosk.errors import PlatformRefused
from kiosk.journeys.acting_for import parties
from kiosk.journeys.fault_words import DELEGATION
from kiosk.journeys.faults import fault_view
from kiosk.journeys.stage import ChoiceDisabled
from kiosk.journeys.views import (
    CancelDelegation,
    ChooseSubject,
    MyMatters,
    SubjectDetail,
)
from kiosk.platform import letters
from kiosk.platform.letters import Confirmed
from simulator.faulted import forms
from simulator.faulted.entry import Visit
from tests.fakes import NOW, Person, a_card, a_citizen, virtually
from tests.journeys.test_levels import by_code

TODAY = NOW.date()
VISIT = Visit("se-1", "su-1", NOW, NOW, NOW, "")
ITEM = "11990100MB9900A09B3992012005000"
OTHER_ITEM = "11990100MB9903A31B4992009003000"
SELF = Subject("su-1", "1", Personal("张示例"), "9901**********0010", Relation.SELF, None)
GOOD = Delegation("de-1", DelegationStatus.ACTIVE, 1, date(2026, 12, 31), None, date(2026, 1, 1))


def company(by: Delegation | None = GOOD, relation: Relation = Relation.DELEGATE, **changes: Any) -> Subject:
    subject = Subject("su-2", "2", Personal("云溪样本有限公司"), "91990100**********", relation, by)
    return replace(subject, **changes)


def cases() -> Iterator[tuple[Subject, Barrier | None]]:
    yield SELF, None
    yield company(), None
    yield company(relation=Relation.LEGAL_REPRESENTATIVE), None
    for status, found in (
        (DelegationStatus.PENDING_REVIEW, Barrier.PENDING),
        (DelegationStatus.REJECTED, Barrier.REJECTED),
        (DelegationStatus.EXPIRED, Barrier.EXPIRED),
        (DelegationStatus.REVOKED, Barrier.REVOKED),
        (DelegationStatus.OTHER, Barrier.UNKNOWN),
    ):
        yield company(replace(GOOD, status=status)), found
    yield company(replace(GOOD, depth=3)), None
    yield company(replace(GOOD, depth=4)), Barrier.TOO_DEEP
    yield company(replace(GOOD, valid_to=TODAY)), None
    yield company(replace(GOOD, valid_to=TODAY - timedelta(days=1))), Barrier.EXPIRED
    yield company(replace(GOOD, valid_from=TODAY + timedelta(days=1))), Barrier.NOT_YET
    yield company(replace(GOOD, task_codes=(ITEM,))), None
    yield company(replace(GOOD, task_codes=(OTHER_ITEM,))), Barrier.OUT_OF_SCOPE
    yield company(replace(GOOD, task_codes=())), Barrier.OUT_OF_SCOPE
    yield company(None), Barrier.UNKNOWN
    yield company(relation=Relation.OTHER), Barrier.UNKNOWN


@pytest.mark.req("LP-05")
@pytest.mark.parametrize(("subject", "found"), list(cases()))
def test_what_keeps_somebody_from_acting(subject: Subject, found: Barrier | None) -> None:
    assert barrier(subject, today=TODAY, task_code=ITEM) is found


@pytest.mark.req("LP-05")
def test_every_barrier_has_its_own_sentence() -> None:
    assert len({words.zh for words in DELEGATION.values()}) == len(DELEGATION)
    for code in DELEGATION:
        assert fault_view(PlatformRefused(code, 403, "")).what == DELEGATION[code]


async def choosing(*subjects: Subject) -> Person:
    person = Person()
    person.platform.acts_for = subjects
    await person.begins("my_matters")
    person.reader.lay(a_card())
    await person.sees(MyMatters)
    person.chooses("act_for")
    return person


@pytest.mark.req("LP-04")
def test_a_citizen_picks_for_whom_and_it_is_said() -> None:
    async def story() -> None:
        person = await choosing(SELF, company())
        view = await person.sees(ChooseSubject)
        assert [row.name for row in view.subjects] == ["张*例", "云溪样本有限公司"]
        person.chooses("su-2")
        detail = await person.sees(SubjectDetail)
        assert (detail.valid_to, detail.items) == (date(2026, 12, 31), None)
        person.chooses("act")
        matters = await person.sees(MyMatters)
        assert matters.acting_for == "云溪样本有限公司"
        person.chooses("act_for")
        await person.sees(ChooseSubject)
        person.chooses("su-1")
        assert (await person.sees(MyMatters)).acting_for is None

    virtually(story())


@pytest.mark.req("LP-04")
def test_an_authorisation_under_review_cannot_be_used_and_says_so() -> None:
    async def story() -> None:
        pending = company(replace(GOOD, status=DelegationStatus.PENDING_REVIEW))
        person = await choosing(SELF, pending)
        await person.sees(ChooseSubject)
        with pytest.raises(ChoiceDisabled) as refused:
            person.chooses("su-2")
        assert refused.value.why == DELEGATION["delegation_pending"]
        person.chooses("back")
        assert (await person.sees(MyMatters)).acting_for is None

    virtually(story())


@pytest.mark.req("LP-05")
@pytest.mark.parametrize("sure", [True, False])
def test_an_authorisation_can_be_seen_and_given_back(sure: bool) -> None:
    async def story() -> None:
        person = await choosing(SELF, company(replace(GOOD, task_codes=(ITEM, OTHER_ITEM))))
        await person.sees(ChooseSubject)
        person.chooses("su-2")
        detail = await person.sees(SubjectDetail)
        assert detail.items == 2
        assert "云溪样本" not in detail.speech.zh
        person.chooses("cancel")
        await person.sees(CancelDelegation)
        person.chooses("cancel" if sure else "keep")
        if sure:
            await by_code(person)
        await person.sees(ChooseSubject)
        assert person.platform.called("cancel_delegation") == (["de-1"] if sure else [])

    virtually(story())


@pytest.mark.parametrize("at", [SubjectDetail, CancelDelegation])
def test_back_leads_to_the_list(at: type[SubjectDetail | CancelDelegation]) -> None:
    async def story() -> None:
        person = await choosing(SELF, company())
        await person.sees(ChooseSubject)
        person.chooses("su-2")
        await person.sees(SubjectDetail)
        if at is CancelDelegation:
            person.chooses("cancel")
            await person.sees(CancelDelegation)
        person.chooses("back")
        await person.sees(ChooseSubject)

    virtually(story())


@pytest.mark.req("LP-06")
def test_both_identities_are_written_down() -> None:
    citizen = a_citizen()
    assert parties(citizen, None) == parties(citizen, SELF) == (Applicant("su-1"), None)
    assert parties(citizen, company()) == (Applicant("su-2"), Agent("de-1", "delegate"))


@pytest.mark.req("LP-04", "LP-06")
def test_a_submission_names_both() -> None:
    applicant, agent = parties(a_citizen(), company())
    scanned = MaterialRef(material_id="m4", means="upload", upload_ids=("up-1",))
    wanted = forms.legal_aid(VISIT, scanned, mark="说明", signature=None)
    wanted = replace(wanted, applicant=applicant, agent=agent)
    letter = letters.submission(wanted, (), Confirmed("se-1", NOW, NOW), UUID(int=1, version=4))
    body = json.loads(letter.body)
    assert body["applicant"] == {"subject_id": "su-2"}
    assert body["agent"] == {"delegation_id": "de-1", "relation": "delegate"}
