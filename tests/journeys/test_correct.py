"""补交材料: what the notice points at and nothing else, every point at once."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kiosk.domain.case import Can, CorrectionNotice, CorrectionPoint, Target
from kiosk.domain.case_state import CaseState
from kiosk.domain.citizen import Level
from kiosk.domain.personal import Personal
from kiosk.domain.submission import FormData
from kiosk.errors import PlatformRefused
from kiosk.journeys.views import (
    CaseDetail,
    CaseList,
    Fault,
    Home,
    PresentCredential,
    SubmissionResult,
)
from kiosk.journeys.views.apply import CorrectBy, NothingToCorrect
from kiosk.journeys.views.confirm import ConfirmSubmission
from kiosk.journeys.views.form import FormPage
from kiosk.platform.courier_verdict import Delivered, Kept, Refused
from tests.fakes import NOW, Person, a_card, a_case, a_citizen, virtually
from tests.journeys.shelves import SAMPLES, Source, kept
from tests.journeys.test_apply import FORM, FORM_MATERIAL, ITEM, KIOSK, LETTER, SIGNED
from tests.platform.samples_items import material

CASE = "990120261128000009"
DATA = {"address": "云溪区", "reason": "丢失", "remark": "无"}
ADDRESS = CorrectionPoint(
    point_id="p1",
    target=Target(pointer="/address"),
    problem="incorrect",
    requirement="现住址请写到门牌号。",
)
PAPER = CorrectionPoint(
    point_id="p2",
    target=Target(material_id="m3"),
    problem="missing",
    requirement="请交情况说明原件。",
    original_needed=True,
)


def waiting(*points: CorrectionPoint, routes: tuple[str, ...] = ("online", "hall", "post")) -> Any:
    case = a_case(CASE, state=CaseState.CORRECTION, task_code=ITEM.task_code, item_name=ITEM.name)
    return replace(
        case,
        application=replace(case.application, form=FormData("f-6", "1", Personal(dict(DATA)))),
        correction=CorrectionNotice(
            notice_id="n-1", issued_at=NOW, deadline=date(2026, 4, 1), points=points, routes=routes
        ),
        can=Can(correct=True, withdraw=False, remind=False, evaluate=False, sign=False),
    )


class Corrector(Person):
    """Somebody whose application lacks something."""

    def __init__(self, *points: CorrectionPoint, **more: Any) -> None:
        super().__init__()
        self.platform.citizen = a_citizen(subject_id="su-1", level=Level.L3)
        self.platform.cases = {CASE: waiting(*points, **more)} if points else {}
        self.hall.terms = replace(self.hall.terms, offer=("correct", "track"))
        self.post.outcomes.append(Delivered(CASE, b"{}"))

    async def signs_in(self) -> None:
        told: dict[str, Any] = {
            "materials": [material(), FORM_MATERIAL, LETTER],
            "form": FORM,
            "kiosk": KIOSK,
        }
        self.hall.catalogue = await kept(Source((ITEM, *SAMPLES), **told))
        self.serves()
        await self.sees(Home)
        self.chooses("correct")
        await self.sees(PresentCredential)
        self.reader.lay(a_card())

    async def by(self) -> CorrectBy:
        await self.signs_in()
        return await self.sees(CorrectBy)

    def sent(self) -> dict[str, Any]:
        body: dict[str, Any] = json.loads(self.post.letters[-1].body)
        return body


@pytest.mark.req("AC-01", "AC-05")
def test_only_what_the_notice_points_at_can_be_changed() -> None:
    async def story() -> None:
        person = Corrector(ADDRESS)
        view = await person.by()
        assert view.points == ("现住址请写到门牌号。",)
        assert [c.id for c in view.choices if c.enabled] == ["online", "hall", "post", "staff"]
        person.chooses("online")
        page = await person.sees(FormPage)
        [field] = page.fields
        assert (field.id, field.value) == ("/address", "云溪区"), "as it was handed in"
        assert field.note.zh == "现住址请写到门牌号。"  # type: ignore[union-attr]
        person.chooses("next", **{"/address": "云溪区桃源路8号"})
        look = await person.sees(ConfirmSubmission)
        assert "云溪区桃源路8号" in {row.value for row in look.rows}
        person.chooses("submit", signature=SIGNED)
        result = await person.sees(SubmissionResult)
        assert (result.accepted, result.case_no, result.title.zh) == (True, CASE, "补的交上去了")
        sent = person.sent()
        assert person.post.letters[-1].path == f"/cases/{CASE}/corrections"
        assert (sent["notice_id"], sent["route"]) == ("n-1", "online")
        assert sent["form_changes"] == [{"pointer": "/address", "value": "云溪区桃源路8号"}]
        assert sent["materials"] == []
        assert sent["commitment"]["signature_upload_id"] == person.post.letters[-1].pages[0].ref

    virtually(story())


@pytest.mark.req("AC-05")
@pytest.mark.parametrize("route", ["hall", "post"])
def test_an_original_goes_to_the_hall_or_by_post(route: str) -> None:
    async def story() -> None:
        person = Corrector(ADDRESS, PAPER)
        view = await person.by()
        ways = {choice.id: choice.enabled for choice in view.choices}
        assert ways == {"online": False, "hall": True, "post": True, "staff": True}
        person.chooses(route)
        await person.sees(ConfirmSubmission)
        person.chooses("submit", signature=SIGNED)
        result = await person.sees(SubmissionResult)
        assert result.title.zh == "记下了，等您把材料交过去"
        sent = person.sent()
        assert (sent["route"], sent["form_changes"], sent["materials"]) == (route, [], [])

    virtually(story())


def test_back_leads_to_the_point_before_and_then_to_the_ways() -> None:
    async def story() -> None:
        person = Corrector(ADDRESS, replace(ADDRESS, point_id="p3", target=Target(pointer="/reason")))
        await person.by()
        person.chooses("online")
        await person.sees(FormPage)
        person.chooses("next", **{"/address": "云溪区桃源路8号"})
        await person.until(lambda: person.stage.now.view.fields[0].id == "/reason")
        person.chooses("back")
        await person.until(lambda: person.stage.now.view.fields[0].id == "/address")
        assert (await person.sees(FormPage)).fields[0].value == "云溪区桃源路8号"
        person.chooses("back")
        await person.sees(CorrectBy)

    virtually(story())


def test_nothing_to_put_right_is_said() -> None:
    async def story() -> None:
        person = Corrector()
        await person.signs_in()
        await person.sees(NothingToCorrect)
        person.chooses("done")
        await person.sees(Home)
        assert person.stage.now.session.signed_in

    virtually(story())


def test_from_the_case_itself() -> None:
    async def story() -> None:
        person = Corrector(ADDRESS)
        person.hall.catalogue = await kept(Source((ITEM, *SAMPLES), form=FORM, kiosk=KIOSK))
        person.serves()
        await person.sees(Home)
        person.chooses("track")
        await person.until(lambda: person.stage.awaits_answer and not isinstance(person.stage.now.view, Home))
        person.chooses("id_card")
        await person.sees(PresentCredential)
        person.reader.lay(a_card())
        await person.sees(CaseList)
        person.chooses(CASE)
        detail = await person.sees(CaseDetail)
        assert detail.choice("correct") is not None
        person.chooses("correct")
        await person.sees(CorrectBy)
        person.chooses("back")
        await person.sees(CaseDetail)

    virtually(story())


def test_the_line_is_down_and_a_refusal_can_be_changed() -> None:
    async def story() -> None:
        person = Corrector(ADDRESS)
        person.post.outcomes.clear()
        person.post.outcomes.extend(
            [Refused(PlatformRefused("validation_failed", 422, "")), Kept("暂K03-261128-0001")]
        )
        await person.by()
        person.chooses("online")
        await person.sees(FormPage)
        person.chooses("next", **{"/address": "云溪区桃源路8号"})
        await person.sees(ConfirmSubmission)
        person.chooses("submit", signature="0.5,0.5")
        await person.until(lambda: getattr(person.stage.now.view, "error", None))
        person.chooses("submit", signature=SIGNED)
        await person.sees(Fault)
        person.chooses("another_way")
        await person.sees(FormPage)
        person.chooses("next", **{"/address": "云溪区桃源路9号"})
        await person.sees(ConfirmSubmission)
        person.chooses("submit", signature=SIGNED)
        result = await person.sees(SubmissionResult)
        assert (result.accepted, result.holding_no) == (False, "暂K03-261128-0001")

    virtually(story())


def test_what_is_not_open_any_more_is_said() -> None:
    async def story() -> None:
        person = Corrector(ADDRESS)
        case = person.platform.cases[CASE]
        await person.signs_in()
        await person.sees(CorrectBy)
        person.chooses("back")
        await person.sees(Home)
        person.platform.cases = {
            CASE: replace(
                case, can=Can(correct=False, withdraw=False, remind=False, evaluate=False, sign=False)
            )
        }
        person.chooses("correct")
        fault = await person.sees(Fault)
        assert fault.reason == "state_conflict"

    virtually(story())
