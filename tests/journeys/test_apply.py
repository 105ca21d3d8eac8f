"""我要办事: what is asked, what is spared, what goes out, and what becomes of it."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain.citizen import Level
from kiosk.domain.personal import Personal
from kiosk.domain.prefill import MaterialStatus, Prefill, PrefillField, PrefillMaterial
from kiosk.domain.site import Wording
from kiosk.errors import Existing, OutboxFull, PlatformRefused, PlatformUnavailable
from kiosk.hardware.device import DeviceState
from kiosk.journeys.views import (
    CaseDetail,
    Fault,
    Home,
    MaterialCapture,
    PresentCredential,
    SubmissionResult,
)
from kiosk.journeys.views.apply import AtWindow, GuideChanged, NotHereIf, OpenCase, ShareData, UseCertificate
from kiosk.journeys.views.confirm import ConfirmSubmission
from kiosk.journeys.views.delivery import ChooseDelivery
from kiosk.journeys.views.form import FormPage
from kiosk.journeys.views.guide import GuideDetail
from kiosk.journeys.views.guide_search import GuideSearch
from kiosk.platform.courier_verdict import Delivered, Kept, Refused
from tests.fakes import ONLINE, Person, a_card, a_case, a_citizen, virtually
from tests.journeys.shelves import SAMPLES, Source, an_item, kept
from tests.platform.samples_items import material

ITEM = an_item(6, "社会保障卡补换领申请")
CASE_NO = "990120261128000001"
SIGNED = " ".join(f"0.{n},0.{n}" for n in range(1, 10))
FORM = {
    "form_id": "f-6",
    "form_version": "1",
    "schema": {
        "type": "object",
        "additionalProperties": False,
        "required": ["address", "reason"],
        "properties": {
            "address": {"type": "string", "minLength": 1, "maxLength": 100},
            "reason": {"type": "string", "enum": ["丢失", "损坏"]},
            "remark": {"type": "string", "maxLength": 20},
        },
    },
    "ui": {
        "pages": [
            {
                "title": "补换领",
                "fields": [
                    {"pointer": "/address", "label": "现住址", "widget": "address", "choices": []},
                    {
                        "pointer": "/reason",
                        "label": "原因",
                        "widget": "choice",
                        "choices": [{"value": one, "label": one} for one in ("丢失", "损坏")],
                    },
                ],
            },
            {"title": "补充", "fields": [{"pointer": "/remark", "label": "说明", "widget": "text"}]},
        ]
    },
}
FORM_MATERIAL = material("申请表", material_id="m2", preferred_means="form", e_form_id="f-6")
LETTER = material("情况说明", material_id="m3", preferred_means="upload", trust_levels=["A", "B", "C"])
PERMIT = material(
    "居住证", material_id="m4", preferred_means="certificate", exempt_if_shared=True, trust_levels=["A", "C"]
)
KIOSK: dict[str, Any] = {
    "handling_mode": "original_verification",
    "action_levels": {"apply": "L2"},
    "pickup": ["on_site", "post", "online"],
}
ADDRESS = "示例市云溪区桃源路8号"
POST = {
    "recipient": "张示例",
    "phone": "13800000000",
    "region_code": "990101",
    "address": ADDRESS,
    "postcode": "",
}


class Applicant(Person):
    """Somebody who came to apply."""

    def __init__(self) -> None:
        super().__init__()
        self.platform.citizen = a_citizen(subject_id="su-1", level=Level.L3)
        self.hall.terms = replace(self.hall.terms, offer=("apply", "guides"))
        self.hall.hall_code = "hall-01"
        self.post.outcomes.append(Delivered(CASE_NO, b"{}"))

    async def at_guide(self, **guide: Any) -> GuideDetail:
        told: dict[str, Any] = {
            "materials": [material(), FORM_MATERIAL],
            "form": FORM,
            "kiosk": KIOSK,
        }
        self.hall.catalogue = await kept(Source((ITEM, *SAMPLES), **(told | guide)))
        self.serves()
        await self.sees(Home)
        self.chooses("apply")
        await self.sees(GuideSearch)
        self.chooses(ITEM.task_code)
        return await self.sees(GuideDetail)

    async def shows_card(self) -> None:
        await self.sees(PresentCredential)
        self.reader.lay(a_card())

    async def begins_form(self, *, share: str = "agree", **guide: Any) -> FormPage:
        await self.at_guide(**guide)
        self.chooses("apply")
        await self.shows_card()
        await self.sees(ShareData)
        self.chooses(share)
        return await self.sees(FormPage)

    async def fills_form(self) -> None:
        """Both pages of the form."""
        await self.page("补换领")
        self.chooses("next", **{"/address": ADDRESS, "/reason": "丢失"})
        await self.page("补充")
        self.chooses("next", **{"/remark": ""})

    async def fills_in(self) -> None:
        """The form, then the phone."""
        await self.fills_form()
        await self.page("怎么联系您？")
        self.chooses("next", phone="13800000000")

    async def to_the_end(self) -> None:
        """From the phone to what became of it."""
        await self.page("怎么联系您？")
        self.chooses("next", phone="13800000000")
        await self.sees(ChooseDelivery)
        self.chooses("online")
        await self.sees(ConfirmSubmission)
        self.chooses("submit", signature=SIGNED)
        await self.sees(SubmissionResult)

    async def page(self, title: str) -> FormPage:
        await self.until(
            lambda: (
                isinstance(view := self.stage.now.view, FormPage)
                and view.title.zh == title
                and self.stage.awaits_answer
            )
        )
        return await self.sees(FormPage)

    async def to_last_look(self, way: str = "on_site", **guide: Any) -> ConfirmSubmission:
        await self.begins_form(**guide)
        await self.fills_in()
        if (await self.sees(ChooseDelivery)).ways:
            self.chooses(way)
        if way == "post":
            await self.page("寄到哪里？")
            self.chooses("next", **POST)
        return await self.sees(ConfirmSubmission)

    async def hands_in(self, way: str = "on_site", **guide: Any) -> SubmissionResult:
        await self.to_last_look(way, **guide)
        self.chooses("submit", signature=SIGNED)
        return await self.sees(SubmissionResult)

    def sent(self) -> dict[str, Any]:
        body: dict[str, Any] = json.loads(self.post.letters[-1].body)
        return body


@pytest.mark.req("AP-01", "AP-02", "AP-06", "CH-01")
def test_from_guide_to_the_platforms_own_number() -> None:
    async def story() -> None:
        person = Applicant()
        told = Wording("commitment", "commit-2", "承诺书", "都是真的。", hashlib.sha256(b"x").hexdigest())
        person.hall.wordings = {"commitment": told}
        result = await person.hands_in()
        assert (result.accepted, result.case_no, result.holding_no) == (True, CASE_NO, None)
        assert result.title.zh == "交上去了，还没受理"
        sent = person.sent()
        assert sent["task_code"] == ITEM.task_code
        assert sent["guide_version"] == "g-1"
        assert sent["form"] == {
            "form_id": "f-6",
            "form_version": "1",
            "data": {"address": ADDRESS, "reason": "丢失"},
        }
        assert sent["applicant"] == {"subject_id": "su-1"}
        assert sent["contact"] == {"phone": "13800000000"}
        assert [(m["material_id"], m["means"]) for m in sent["materials"]] == [
            ("m1", "card_read"),
            ("m2", "form"),
        ]
        [signature] = person.post.letters[-1].pages
        commitment = sent["commitment"]
        assert (commitment["text_version"], commitment["text_sha256"]) == ("commit-2", told.sha256)
        assert commitment["signature_upload_id"] == signature.ref
        assert json.loads(signature.announcement)["purpose"] == "signature"
        assert signature.content.startswith(b"\x89PNG")
        assert person.post.citizens[-1] is not None, "their session goes along"
        person.chooses("print")
        await person.until(lambda: person.printer.slips)
        slip = repr(person.printer.slips[-1])
        assert CASE_NO in slip
        assert "还没受理" in slip
        assert "办不成事" not in slip
        assert "张" not in slip

    virtually(story())


@pytest.mark.req("RS-01")
@pytest.mark.parametrize(
    ("way", "wanted"),
    [
        ("on_site", {"method": "on_site", "hall_code": "hall-01"}),
        ("online", {"method": "online"}),
        (
            "post",
            {
                "method": "post",
                "post": {
                    "recipient": "张示例",
                    "phone": "13800000000",
                    "region_code": "990101",
                    "address": ADDRESS,
                },
            },
        ),
    ],
)
def test_the_result_comes_the_way_they_chose(way: str, wanted: dict[str, Any]) -> None:
    async def story() -> None:
        person = Applicant()
        await person.hands_in(way)
        assert person.sent()["delivery"] == wanted

    virtually(story())


@pytest.mark.req("RS-01")
def test_the_guides_ways_alone_are_offered_and_its_first_is_the_usual_one() -> None:
    async def story() -> None:
        person = Applicant()
        await person.begins_form(kiosk=KIOSK | {"pickup": ["post", "online"]})
        await person.fills_in()
        view = await person.sees(ChooseDelivery)
        assert [c.id for c in view.choices if c.id != "staff"] == ["post", "online"]
        assert [c.id for c in view.choices if c.primary] == ["post"]

    virtually(story())


@pytest.mark.req("RS-01")
def test_one_way_alone_is_not_asked_for() -> None:
    async def story() -> None:
        person = Applicant()
        await person.begins_form(kiosk=KIOSK | {"pickup": ["print_here"]})
        await person.fills_in()
        view = await person.sees(ConfirmSubmission)
        assert "choose_delivery" not in person.seen
        assert "在自助机上打印" in {row.value for row in view.rows}

    virtually(story())


@pytest.mark.req("RS-03")
@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"recipient": " "}, "recipient"),
        ({"phone": "138"}, "phone"),
        ({"region_code": "99010"}, "region_code"),
        ({"address": "路"}, "address"),
        ({"postcode": "12"}, "postcode"),
    ],
)
def test_an_address_that_nobody_could_deliver_to_is_asked_for_again(
    typed: dict[str, str], wrong: str
) -> None:
    async def story() -> None:
        person = Applicant()
        await person.begins_form()
        await person.fills_in()
        await person.sees(ChooseDelivery)
        person.chooses("post")
        view = await person.page("寄到哪里？")
        stands = {field.id: field.value for field in view.fields}
        assert (stands["recipient"], stands["phone"]) == ("张示例", "13800000000"), "nobody types it twice"
        person.chooses("next", **(POST | typed))
        await person.until(lambda: any(f.error for f in person.stage.now.view.fields))
        again = await person.sees(FormPage)
        assert {field.id for field in again.fields if field.error} == {wrong}
        assert {f.id: f.value or "" for f in again.fields if f.id != wrong} == {
            name: value for name, value in POST.items() if name != wrong
        }
        person.chooses("next", **POST)
        await person.sees(ConfirmSubmission)

    virtually(story())


@pytest.mark.req("AP-01", "MT-03", "MT-04", "MT-12")
def test_what_the_platform_knows_is_filled_in_and_what_it_fixed_stays() -> None:
    async def story() -> None:
        person = Applicant()
        person.platform.known = Prefill(
            "g-1",
            (
                PrefillField("/address", Personal("云溪区"), "公安人口信息", read_only=False),
                PrefillField("/reason", Personal("丢失"), "挂失记录", read_only=True),
            ),
            (PrefillMaterial("m1", MaterialStatus.EXEMPT),),
            None,
        )
        page = await person.begins_form()
        [address] = page.fields
        assert address.value == "云溪区"
        assert "公安人口信息" in address.note.zh  # type: ignore[union-attr]
        assert [line.zh for line in page.lines] == ["原因：丢失（挂失记录）"]
        [consent] = person.platform.called("record_consent")
        assert (consent.kind, consent.task_code) == ("data_sharing", ITEM.task_code)
        [asked] = person.platform.called("prefill")
        assert asked == (ITEM.task_code, "co-1", None)
        person.chooses("next", **{"/address": ADDRESS})
        await person.page("补充")
        person.chooses("next", **{"/remark": ""})
        await person.to_the_end()
        assert person.sent()["form"]["data"] == {"address": ADDRESS, "reason": "丢失"}
        assert person.sent()["materials"][0] == {"material_id": "m1", "means": "exempt"}

    virtually(story())


@pytest.mark.req("MT-08")
def test_without_consent_nothing_is_looked_up_and_it_can_be_done_all_the_same() -> None:
    async def story() -> None:
        person = Applicant()
        await person.begins_form(share="fill_myself")
        await person.fills_in()
        await person.sees(ChooseDelivery)
        assert person.platform.called("prefill") == []
        assert person.platform.called("record_consent") == []

    virtually(story())


@pytest.mark.req("MT-01", "MT-08", "MT-10")
@pytest.mark.parametrize("choice", ["agree", "by_hand"])
def test_a_certificate_is_used_once_with_its_own_consent_or_not_at_all(choice: str) -> None:
    async def story() -> None:
        person = Applicant()
        person.platform.known = Prefill(
            "g-1", (), (PrefillMaterial("m4", MaterialStatus.SATISFIED, "ce-1"),), None
        )
        await person.begins_form(materials=[material(), FORM_MATERIAL, PERMIT])
        await person.fills_form()
        await person.sees(UseCertificate)
        person.chooses(choice)
        await person.page("怎么联系您？")
        kinds = [consent.kind for consent in person.platform.called("record_consent")]
        assert kinds == ["data_sharing", *(["certificate_use"] if choice == "agree" else [])]
        person.chooses("next", phone="13800000000")
        await person.sees(ChooseDelivery)
        person.chooses("online")
        await person.sees(ConfirmSubmission)
        person.chooses("submit", signature=SIGNED)
        await person.sees(SubmissionResult)
        used = person.sent()["materials"][2]
        assert used == (
            {"material_id": "m4", "means": "certificate", "certificate_id": "ce-1", "consent_id": "co-1"}
            if choice == "agree"
            else {"material_id": "m4", "means": "at_hall"}
        )

    virtually(story())


@pytest.mark.req("AP-09")
def test_nothing_beyond_the_guide_is_asked_for() -> None:
    async def story() -> None:
        person = Applicant()
        await person.hands_in(materials=[material(), FORM_MATERIAL, LETTER])
        sent = person.sent()
        assert {m["material_id"] for m in sent["materials"]} == {"m1", "m2", "m3"}
        assert sent["form"]["data"].keys() <= FORM["schema"]["properties"].keys()  # type: ignore[index]

    virtually(story())


@pytest.mark.req("AP-07")
def test_a_paper_at_a_window_makes_a_visit_of_what_needed_none() -> None:
    async def story() -> None:
        person = Applicant()
        view = await person.to_last_look(
            materials=[material(), FORM_MATERIAL, LETTER],
            kiosk=KIOSK | {"handling_mode": "fully_online"},
        )
        assert view.original_needed
        assert any("原件" in line.zh for line in view.lines)
        person.chooses("submit", signature=SIGNED)
        await person.sees(SubmissionResult)
        assert person.sent()["handling_mode"] == "original_verification"

    virtually(story())


@pytest.mark.req("CH-14")
def test_who_belongs_to_a_window_hears_so_before_anything_else() -> None:
    async def story() -> None:
        person = Applicant()
        out = [{"code": "x1", "text": "姓名变更过", "window": "3号窗口"}]
        await person.at_guide(kiosk=KIOSK | {"not_on_kiosk_if": out})
        person.chooses("apply")
        await person.sees(NotHereIf)
        assert "present_credential" not in person.seen
        person.chooses("x1")
        view = await person.sees(AtWindow)
        assert "3号窗口" in " ".join(line.zh for line in view.lines)
        person.chooses("back")
        await person.sees(NotHereIf)
        person.chooses("none")
        await person.shows_card()
        await person.sees(ShareData)

    virtually(story())


@pytest.mark.req("CH-13")
def test_what_is_under_way_is_shown_and_not_handed_in_twice() -> None:
    async def story() -> None:
        person = Applicant()
        person.platform.known = Prefill("g-1", (), (), CASE_NO)
        person.platform.cases = {CASE_NO: a_case(CASE_NO)}
        await person.at_guide()
        person.chooses("apply")
        await person.shows_card()
        await person.sees(ShareData)
        person.chooses("agree")
        await person.sees(OpenCase)
        person.chooses("show")
        await person.sees(CaseDetail)
        assert person.post.letters == []

    virtually(story())


@pytest.mark.req("CH-13")
def test_the_platform_finds_the_other_case_only_when_it_is_handed_in() -> None:
    async def story() -> None:
        person = Applicant()
        refused = PlatformRefused("open_case_exists", 409, "", existing=Existing("case", CASE_NO))
        person.post.outcomes.clear()
        person.post.outcomes.append(Refused(refused))
        await person.to_last_look()
        person.chooses("submit", signature=SIGNED)
        await person.sees(OpenCase)

    virtually(story())


@pytest.mark.req("DX-08")
def test_with_the_line_down_they_hear_kept_here_and_no_case_number() -> None:
    async def story() -> None:
        person = Applicant()
        person.post.outcomes.clear()
        person.post.outcomes.append(Kept("暂K03-261128-0001"))
        result = await person.hands_in()
        assert (result.accepted, result.case_no, result.holding_no) == (False, None, "暂K03-261128-0001")
        assert result.title.zh == "先存在这台机器里了"

    virtually(story())


def test_a_full_disk_keeps_nothing_and_says_so() -> None:
    async def story() -> None:
        person = Applicant()
        person.post.outcomes.clear()
        person.post.outcomes.append(OutboxFull("full"))
        result = await person.hands_in()
        assert (result.accepted, result.holding_no) == (False, None)
        assert result.title.zh == "没交上去，请直接去窗口"

    virtually(story())


@pytest.mark.req("CT-14")
def test_a_guide_that_changed_meanwhile_is_filled_in_anew_and_nothing_is_typed_twice() -> None:
    async def story() -> None:
        person = Applicant()
        person.post.outcomes.clear()
        person.post.outcomes.append(Refused(PlatformRefused("guide_version_stale", 409, "")))
        await person.to_last_look("online")
        person.chooses("submit", signature=SIGNED)
        await person.sees(GuideChanged)
        person.chooses("next")
        await person.sees(ShareData)
        person.chooses("agree")
        page = await person.page("补换领")
        assert {field.id: field.value for field in page.fields} == {"/address": ADDRESS, "/reason": "丢失"}

    virtually(story())


@pytest.mark.req("AP-06")
@pytest.mark.parametrize("nothing", ["0.5,0.5", "张示例"])
def test_without_a_signature_nothing_goes_out(nothing: str) -> None:
    async def story() -> None:
        person = Applicant()
        await person.to_last_look()
        person.chooses("submit", signature=nothing)
        await person.until(lambda: getattr(person.stage.now.view, "error", None))
        assert (await person.sees(ConfirmSubmission)).fields[0].error is not None
        assert person.post.letters == []
        person.chooses("submit", signature=SIGNED)
        await person.sees(SubmissionResult)

    virtually(story())


@pytest.mark.req("AP-10")
def test_back_and_forth_nothing_is_lost_and_a_mistake_is_told_at_its_field() -> None:
    async def story() -> None:
        person = Applicant()
        await person.begins_form()
        person.chooses("next", **{"/address": ADDRESS, "/reason": "别的"})
        await person.until(lambda: any(f.error for f in person.stage.now.view.fields))
        [wrong] = [f for f in (await person.sees(FormPage)).fields if f.error]
        assert wrong.id == "/reason"
        await person.fills_in()
        await person.sees(ChooseDelivery)
        person.chooses("back")
        assert (await person.page("怎么联系您？")).fields[0].value == "13800000000"
        person.chooses("previous", phone="13800000001")
        await person.page("补充")
        person.chooses("previous")
        page = await person.page("补换领")
        assert {field.id: field.value for field in page.fields} == {"/address": ADDRESS, "/reason": "丢失"}
        person.chooses("back")
        await person.sees(GuideDetail)

    virtually(story())


@pytest.mark.req("AP-10", "SC-05")
def test_leaving_forgets_it_and_nothing_was_sent() -> None:
    async def story() -> None:
        person = Applicant()
        await person.to_last_look("post")
        person.chooses("end_session")
        await person.sees(Home)
        assert person.post.letters == []
        person.chooses("apply")
        await person.sees(GuideSearch)
        person.chooses(ITEM.task_code)
        await person.sees(GuideDetail)
        person.chooses("apply")
        await person.shows_card()
        await person.sees(ShareData)
        person.chooses("fill_myself")
        page = await person.sees(FormPage)
        assert all(field.value is None for field in page.fields)

    virtually(story())


def test_a_platform_that_is_silent_at_the_prefill_can_be_asked_again() -> None:
    async def story() -> None:
        person = Applicant()
        person.platform.failing["prefill"] = deque([PlatformUnavailable("silent")])
        await person.at_guide()
        person.chooses("apply")
        await person.shows_card()
        await person.sees(ShareData)
        person.chooses("agree")
        await person.sees(Fault)
        person.chooses("retry")
        await person.sees(FormPage)

    virtually(story())


def test_only_what_can_be_applied_for_is_listed() -> None:
    async def story() -> None:
        person = Applicant()
        person.hall.catalogue = await kept(Source((ITEM, *SAMPLES), form=FORM, kiosk=KIOSK))
        person.arrives()
        await person.sees(Home)
        person.chooses("apply")
        names = {row.name for row in (await person.sees(GuideSearch)).results}
        assert ITEM.name in names
        assert "营业执照自助打印" not in names

    virtually(story())


def test_what_the_platform_will_not_take_is_told_and_can_be_changed() -> None:
    async def story() -> None:
        person = Applicant()
        person.post.outcomes.appendleft(Refused(PlatformRefused("validation_failed", 422, "收件人不对。")))
        await person.to_last_look("online")
        person.chooses("submit", signature=SIGNED)
        fault = await person.sees(Fault)
        assert fault.choice("another_way").label.zh == "回去改一改"  # type: ignore[union-attr]
        person.chooses("another_way")
        await person.sees(ChooseDelivery)
        person.chooses("online")
        await person.sees(ConfirmSubmission)
        person.chooses("submit", signature=SIGNED)
        assert (await person.sees(SubmissionResult)).accepted
        first, second = person.post.letters
        assert first.key != second.key, "another application, not the refused one again"

    virtually(story())


@pytest.mark.req("RS-03")
def test_the_halls_districts_are_picked_and_not_typed() -> None:
    async def story() -> None:
        person = Applicant()
        person.hall.terms = replace(person.hall.terms, regions=(("990101", "云溪区"), ("990102", "桃源区")))
        await person.begins_form()
        await person.fills_in()
        await person.sees(ChooseDelivery)
        person.chooses("post")
        [region] = [f for f in (await person.page("寄到哪里？")).fields if f.id == "region_code"]
        assert (region.kind, [c.id for c in region.choices]) == ("choice", ["990101", "990102"])

    virtually(story())


class WithTray(Applicant):
    """The same, where papers can be scanned."""

    def __init__(self) -> None:
        super().__init__()
        self.devices.known["document_scanner"] = ONLINE

    async def to_papers(self, **guide: Any) -> MaterialCapture:
        await self.begins_form(**guide)
        await self.fills_form()
        return await self.sees(MaterialCapture)

    async def lays(self, pages: int = 1) -> None:
        """So many clear pages."""
        for number in range(1, pages + 1):
            self.chooses("capture")
            await self.until(
                lambda number=number: (
                    isinstance(view := self.stage.now.view, MaterialCapture)  # type: ignore[misc]
                    and len(view.pages) == number
                    and not view.busy
                    and self.stage.awaits_answer
                )
            )
        self.chooses("next")


@pytest.mark.req("AP-07", "AP-09", "MT-16")
def test_scanned_pages_go_along_in_order_each_under_its_material() -> None:
    async def story() -> None:
        person = WithTray()
        view = await person.to_papers(
            materials=[material(), FORM_MATERIAL, LETTER], kiosk=KIOSK | {"handling_mode": "fully_online"}
        )
        assert (view.material, view.number, view.total) == ("情况说明", 1, 1)
        await person.lays(2)
        await person.to_the_end()
        sent, (signature, *pages) = person.sent(), person.post.letters[-1].pages
        assert sent["materials"][2] == {
            "material_id": "m3",
            "means": "upload",
            "upload_ids": [page.ref for page in pages],
        }
        assert [page.content[:6] for page in pages] == [b"scan 1", b"scan 2"]
        told = [json.loads(page.announcement) for page in pages]
        assert [one["capture"]["page_no"] for one in told] == [1, 2]
        assert {(one["purpose"], one["trust_level"], one["material_id"]) for one in told} == {
            ("material", "C", "m3")
        }
        assert sent["commitment"]["signature_upload_id"] == signature.ref
        assert sent["handling_mode"] == "original_verification", "a scan makes one visit of none"

    virtually(story())


def test_back_from_the_phone_leads_to_the_papers_as_they_lay() -> None:
    async def story() -> None:
        person = WithTray()
        await person.to_papers(materials=[material(), FORM_MATERIAL, LETTER])
        await person.lays(2)
        await person.page("怎么联系您？")
        person.chooses("back")
        view = await person.sees(MaterialCapture)
        assert len(view.pages) == 2
        person.chooses("back")
        await person.page("补充")

    virtually(story())


@pytest.mark.req("MT-06", "MT-08")
def test_a_certificate_can_be_used_after_all_while_the_papers_are_scanned() -> None:
    async def story() -> None:
        person = WithTray()
        person.platform.known = Prefill(
            "g-1", (), (PrefillMaterial("m4", MaterialStatus.SATISFIED, "ce-1"),), None
        )
        await person.begins_form(materials=[material(), FORM_MATERIAL, PERMIT])
        await person.fills_form()
        await person.sees(UseCertificate)
        person.chooses("by_hand")
        view = await person.sees(MaterialCapture)
        assert view.certificate == "居住证"
        person.chooses("use_certificate")
        await person.sees(UseCertificate)
        person.chooses("agree")
        await person.to_the_end()
        assert person.sent()["materials"][2]["means"] == "certificate"

    virtually(story())


@pytest.mark.req("CH-03")
def test_a_scanner_that_is_down_asks_for_the_paper_at_a_window() -> None:
    async def story() -> None:
        person = WithTray()
        person.devices.known["document_scanner"] = replace(ONLINE, device=DeviceState.NO_DEVICE)
        await person.hands_in(materials=[material(), FORM_MATERIAL, LETTER])
        assert person.sent()["materials"][2] == {"material_id": "m3", "means": "at_hall"}
        assert "material_capture" not in person.seen

    virtually(story())


@pytest.mark.req("MT-04", "AP-07")
def test_where_a_scan_will_not_do_nobody_scans_for_nothing() -> None:
    async def story() -> None:
        person = WithTray()
        trusted = material("居住证", material_id="m4", preferred_means="certificate", trust_levels=["A"])
        await person.hands_in(materials=[material(), FORM_MATERIAL, trusted])
        assert person.sent()["materials"][2] == {"material_id": "m4", "means": "at_hall"}
        assert "material_capture" not in person.seen

    virtually(story())


@pytest.mark.req("SC-05", "LP-06")
def test_a_session_that_ran_out_is_begun_again_and_nobody_else_hands_it_in() -> None:
    async def story() -> None:
        person = Applicant()
        await person.to_last_look("online")
        person.platform.citizen = a_citizen(subject_id="su-2", level=Level.L3, session_id="se-2")
        person.post.outcomes.clear()
        person.post.outcomes.append(Refused(PlatformRefused("session_expired", 401, "")))
        person.chooses("submit", signature=SIGNED)
        await person.sees(Fault)
        person.chooses("another_way")
        await person.sees(ChooseDelivery)
        person.chooses("online")
        await person.sees(ConfirmSubmission)
        person.chooses("submit", signature=SIGNED)
        await person.shows_card()
        fault = await person.sees(Fault)
        assert fault.reason == "not_owner"
        assert len(person.post.letters) == 1, "nothing of theirs went out under another name"
        person.chooses("another_way")
        await person.sees(GuideDetail)

    virtually(story())
