"""我要办事 on real wires: a card on a pty, the platform on a socket, the outbox on a disk."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.document_scanner import still
from simulator.platform.otp import CODE
from tests.e2e.box import DEADLINE, Box

SIGNED = " ".join(f"0.{n},0.{n}" for n in range(1, 10))
ADDRESS = "示例市云溪区桃源路8号幸福里"
POST = {
    "recipient": "张示例",
    "phone": "13800000000",
    "region_code": "990101",
    "address": ADDRESS,
    "postcode": "990100",
}
CARD = "老年人优待证申领"
BENEFIT = "租房提取住房公积金"
ID_CARD = "居民身份证有效期满换领"
SOCIAL_CARD = "社会保障卡补换领申请"


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Box]:
    folder = tmp_path_factory.mktemp("hall")
    (pages := folder / "pages").mkdir()
    still(pages)
    tables = f'[devices.document_scanner]\nsource = "{pages}"'
    offer = ("check_in", "apply", "correct", "guides")
    with Box(folder, tables=tables, offer=offer, timeout=8) as box:
        box.status_shows("document_scanner", device="online")
        yield box


@pytest.fixture
def box(hall: Box) -> Iterator[Box]:
    """Afterwards everything is mended, and the next one finds the terminal at home."""
    yield hall
    hall.platform.mend()
    hall.reader.lift()
    if (view := hall.now())["view"] != "home":
        hall.chooses(view, "end_session")
        hall.sees("home")


def signs_in(box: Box, card: str = "two_bookings", bank_card: str = "9900000000000000001") -> None:
    """Card, text message and one further number: level L3."""
    box.sees("present_credential")
    box.lay(card)
    box.answers(box.sees("enter_code"), "next", code=CODE)
    box.chooses(box.sees("choose_factor"), "bank_card")
    box.answers(box.sees("enter_factor"), "next", value=bank_card)


def begins(box: Box, item: str) -> dict[str, Any]:
    """Item and sign-in. Returns the question after that."""
    box.sees("home")
    box.home_choice_becomes("apply", enabled=True)
    box.chooses(box.sees("home"), "apply")
    found = box.sees("guide_search")
    box.chooses(found, next(c["id"] for c in found["choices"] if c["label"]["zh"] == item))
    box.chooses(guide := box.sees("guide_detail"), "apply")
    if (view := box.view(guide["seq"]))["view"] == "not_here_if":
        box.chooses(view, "none")
    signs_in(box)
    return box.sees("share_data")


def value(field: dict[str, Any]) -> str:
    """Something that fits."""
    if field["value"]:
        return str(field["value"])
    if field["choices"]:
        return str(field["choices"][0]["id"])
    return {"yes_no": "yes", "date": "2026-01-05", "phone": "13800000000", "digits": "990101"}.get(
        field["kind"], "云溪区桃源路8号"
    )


def fills_in(box: Box, way: str) -> dict[str, Any]:
    """Everything up to the last look."""
    until = time.monotonic() + DEADLINE
    view = box.now()
    while view["view"] != "confirm_submission":
        assert time.monotonic() < until, view
        if view["title"]["zh"] == "寄到哪里？":
            box.answers(view, "next", **POST)
        elif view["view"] == "form_page":
            box.answers(view, "next", **{field["id"]: value(field) for field in view["fields"]})
        elif view["view"] == "choose_delivery":
            box.chooses(view, way)
        elif view["view"] in {"use_certificate", "share_data"}:
            box.chooses(view, "agree")
        elif view["view"] == "correct_by":
            box.chooses(view, "online")
        elif view["view"] == "material_capture" and not view["data"]["busy"]:
            lays(box, view)
        view = box.view(view["seq"])
    return view


def lays(box: Box, view: dict[str, Any]) -> None:
    """One page of each, unless it is being taken: what is up may have changed meanwhile."""
    taken = bool(view["data"]["pages"])
    body = {"seq": view["seq"], "choice": "next" if taken else "capture", "values": {}}
    box.api.post("/v1/answer", json=body)


def submitted(box: Box) -> list[dict[str, Any]]:
    return [one["body"] for one in box.platform.requests("submitCase")]


def whole_state(folder: Path) -> bytes:
    """Everything that the terminal keeps."""
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


@pytest.mark.req("AP-02", "RS-01", "RS-03")
def test_a_result_by_post_and_no_address_stays_on_the_disk(box: Box) -> None:
    begins(box, CARD)
    view = fills_in(box, "post")
    assert ADDRESS in {row["value"] for row in view["data"]["rows"]}
    box.answers(view, "submit", signature=SIGNED)
    result = box.sees("submission_result", accepted=True)
    sent = submitted(box)[-1]
    assert sent["delivery"]["method"] == "post"
    uploads = {one["body"].get("material_id") for one in box.platform.requests("createUpload")}
    assert [one["means"] for one in sent["materials"]] == ["exempt", "upload"]
    assert sent["materials"][1]["material_id"] in uploads
    assert sent["delivery"]["post"]["address"] == ADDRESS
    known = {case["case_no"] for case in box.platform.state()["cases"]}
    assert result["data"]["case_no"] in known
    box.chooses(result, "done")
    box.sees("home")
    assert ADDRESS.encode() not in whole_state(box.folder)
    assert ADDRESS not in box.log()


@pytest.mark.req("RS-01")
def test_with_the_line_down_it_is_kept_sealed_and_goes_out_by_itself(box: Box) -> None:
    begins(box, BENEFIT)
    view = fills_in(box, "online")
    before = len(submitted(box))
    box.platform.fault("submitCase", "close", times=None)
    box.answers(view, "submit", signature=SIGNED)
    result = box.sees("submission_result", accepted=False)
    assert result["data"]["holding_no"].startswith("暂")
    assert result["data"]["case_no"] is None
    assert b"13800000000" not in whole_state(box.folder)
    box.chooses(result, "done")
    box.platform.mend()
    until = time.monotonic() + DEADLINE
    while box.status()["outbox"]["depth"]:
        assert time.monotonic() < until, "it never went out"
        time.sleep(0.2)
    sent = submitted(box)
    assert len(sent) > before
    assert sent[-1]["delivery"] == {"method": "online"}
    assert sent[-1]["contact"] == {"phone": "13800000000"}


@pytest.mark.req("RS-01", "MT-04")
def test_what_was_read_from_the_card_is_not_asked_for_and_the_hall_is_named(box: Box) -> None:
    begins(box, SOCIAL_CARD)
    view = fills_in(box, "on_site")
    box.answers(view, "submit", signature=SIGNED)
    box.sees("submission_result", accepted=True)
    sent = submitted(box)[-1]
    assert sent["delivery"] == {"method": "on_site", "hall_code": "hall-01"}
    assert [one["means"] for one in sent["materials"]] == ["exempt", "form", "upload"]
    calls = [one["operation"] for one in box.platform.requests()]
    assert calls.index("getPrefill") < calls.index("submitCase")


@pytest.mark.req("AC-01", "AC-05", "MT-16")
def test_what_the_department_misses_is_put_right_where_it_was_handed_in(box: Box) -> None:
    begins(box, ID_CARD)
    box.answers(fills_in(box, "on_site"), "submit", signature=SIGNED)
    result = box.sees("submission_result", accepted=True)
    number = result["data"]["case_no"]
    box.chooses(result, "done")
    points = [
        {
            "point_id": "p1",
            "target": {"material_id": "m2"},
            "problem": "illegible",
            "requirement": "第一页看不清，请重新扫描。",
        }
    ]
    box.platform.move(number, "CORRECTION", points)
    box.home_choice_becomes("correct", enabled=True)
    box.chooses(box.sees("home"), "correct")
    signs_in(box)
    listed = box.sees("case_list")
    assert {row["state"] for row in listed["data"]["cases"]} == {"CORRECTION"}
    box.chooses(listed, number)
    asked = box.sees("correct_by")
    assert asked["data"]["points"] == ["第一页看不清，请重新扫描。"]
    box.answers(fills_in(box, ""), "submit", signature=SIGNED)
    result = box.sees("submission_result", accepted=True)
    assert (result["data"]["kind"], result["data"]["case_no"]) == ("correction", number)
    sent = box.platform.requests("submitCorrection")[-1]["body"]
    assert (sent["route"], sent["form_changes"]) == ("online", [])
    assert [one["means"] for one in sent["materials"]] == ["upload"]
    states = {case["case_no"]: case["state"] for case in box.platform.state()["cases"]}
    assert states[number] == "SUBMITTED"
