"""Papers in the whole terminal, by the terminal API: from the guide to good pages, nothing of them left."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.camera.server import MjpegCamera
from simulator.document_scanner import Desk
from simulator.platform.otp import CODE
from tests.e2e.box import DEADLINE, Box

ITEM = "居住证签注"
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"JFIF")


@pytest.fixture
def desk() -> Iterator[MjpegCamera]:
    for lies in ("page", "blurred"):
        Desk(lies).frame()  # drawn before anybody waits for it
    with MjpegCamera(Desk(), rate=6) as made:
        yield made


@pytest.fixture
def box(tmp_path: Path, desk: MjpegCamera) -> Iterator[Box]:
    (tmp_path / "tmp").mkdir()
    tables = f'[devices.document_scanner]\nsource = "{desk.url}"'
    env = {"TMPDIR": str(tmp_path / "tmp")}
    with Box(tmp_path, tables=tables, env=env, offer=("check_in", "apply"), timeout=8) as made:
        made.status_shows("document_scanner", device="online")
        yield made


def gets_to_the_scanner(box: Box) -> dict[str, Any]:
    """A guide, a card, a text message and one further number; then the first paper."""
    box.home_choice_becomes("apply", enabled=True)
    box.chooses(box.sees("home"), "apply")
    found = box.sees("guide_search")
    [item] = [row["id"] for row in found["data"]["results"] if row["name"] == ITEM]
    box.chooses(found, item)
    box.chooses(box.sees("guide_detail"), "apply")
    box.sees("present_credential")
    box.lay("two_bookings")
    box.answers(box.sees("enter_code"), "next", code=CODE)
    box.chooses(box.sees("choose_factor"), "bank_card")
    box.answers(box.sees("enter_factor"), "next", value="9900000000000000001")
    box.chooses(box.sees("share_data"), "fill_myself")
    return box.sees("material_capture")


def becomes(box: Box, so: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Wait until the view is like that; hints change under the same ``seq``."""
    until = time.monotonic() + DEADLINE
    while time.monotonic() < until:
        view = box.now()
        if view["view"] == "material_capture" and so(view["data"]):
            return view
        time.sleep(0.1)
    raise AssertionError(view["data"])


def takes(box: Box, view: dict[str, Any], choice: str) -> dict[str, Any]:
    box.chooses(view, choice)
    after = box.view(view["seq"])["seq"]
    return becomes(box, lambda data: not data["busy"] and box.now()["seq"] >= after)


@pytest.mark.req("AP-08", "MT-16")
def test_a_blurred_page_is_taken_again_and_nothing_of_any_page_is_left(
    box: Box, desk: MjpegCamera, tmp_path: Path
) -> None:
    gets_to_the_scanner(box)
    desk.do("blurred")
    view = becomes(box, lambda data: data["seen"] == ["blurred"])
    view = takes(box, view, "capture")
    assert [page["reasons"] for page in view["data"]["pages"]] == [["blurred"]]
    assert [c["id"] for c in view["choices"] if c["primary"]] == ["retake"]
    desk.do("page")
    view = becomes(box, lambda data: data["seen"] == [])
    view = takes(box, view, "retake")
    view = takes(box, view, "capture")
    assert view["data"]["pages"] == [{"number": 1, "reasons": []}, {"number": 2, "reasons": []}]
    assert [c["id"] for c in view["choices"] if c["primary"]] == ["next"]
    assert len(json.dumps(view)) < 8000, "words, and no picture"
    box.chooses(view, "back")
    guide = box.sees("guide_detail")
    assert desk.gone.wait(DEADLINE), "the lens is dark"
    box.chooses(guide, "apply")
    box.chooses(box.sees("share_data"), "fill_myself")
    assert len(box.sees("material_capture")["data"]["pages"]) == 2, "nothing is lost by going back"
    box.chooses(box.now(), "end_session")
    assert not box.sees("home")["session"]["signed_in"]
    assert box.platform.requests("createUpload") == []
    assert list((tmp_path / "tmp").rglob("*")) == []
    left = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert left
    assert [file.name for file in left for mark in PICTURES if mark in file.read_bytes()] == []


def test_a_scanner_pulled_out_leads_to_the_window(box: Box, desk: MjpegCamera) -> None:
    gets_to_the_scanner(box)
    becomes(box, lambda data: data["seen"] == [])
    desk.refusal = 503
    desk.cut()
    fault = box.sees("fault")
    assert fault["data"]["reason"].startswith("document_scanner_")
    assert {c["id"] for c in fault["choices"] if c["enabled"]} == {
        "retry",
        "another_way",
        "staff",
        "cannot_be_done",
    }
    box.chooses(fault, "another_way")
    view = box.view(fault["seq"])
    if view["view"] == "material_capture":  # this one may be left out: every way that is open is shown
        box.chooses(view, "at_window")
        view = box.view(view["seq"])
    assert view["view"] in {"form_page", "material_capture"}
