"""办事指南 over the terminal's API: the real platform, a real print server and the slip printer's wire."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from simulator.cups import PrivateCups
from tests.documents.papers import codes_on, pages_of, text_of
from tests.e2e.box import DEADLINE, ROOT, Box

ITEMS = 40
DATA = json.loads((ROOT / "simulator/data/items.json").read_text("utf-8"))
QUIET = {
    "getHallStatus",
    "sendHeartbeat",
    "listItems",
    "getItemGuide",
    "getItemFile",
    "getCalendar",
    "getDeviceConfig",
    "postPrintRecords",
    "postAuditEvents",
}
"""What leaves a terminal at which nobody signed in and guides are read (ID-02)."""


@dataclass(frozen=True)
class Place:
    """A terminal and the print server behind it."""

    box: Box
    cups: PrivateCups


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("hall")
    with closing(PrivateCups()) as cups:
        tables = f"""
[devices.document_printer]
driver = "cups"
server = "{cups.server}"
queue = "{cups.queue}"
deadline_seconds = 20
"""
        with Box(folder, tables=tables, offer=("check_in", "guides")) as box:
            box.status_shows("document_printer", device="online")
            yield Place(box, cups)


@pytest.fixture
def place(hall: Place) -> Iterator[Place]:
    """Afterwards everything is mended, and the next one finds the terminal at home."""
    yield hall
    hall.cups.fault("ok")
    hall.box.platform.mend()
    view = hall.box.now()
    if view["view"] != "home":
        hall.box.chooses(view, "end_session")
        hall.box.sees("home")
    hall.box.mend_printer()


def at_search(box: Box) -> dict[str, Any]:
    box.home_choice_becomes("guides", enabled=True)
    box.chooses(box.sees("home"), "guides")
    return box.sees("guide_search")


def at_guide(box: Box, query: str) -> dict[str, Any]:
    box.answers(at_search(box), "search", query=query)
    found = box.sees("guide_search", query=query)
    box.chooses(found, found["data"]["results"][0]["id"])
    return box.sees("guide_detail")


def at_prints(box: Box, query: str) -> dict[str, Any]:
    box.chooses(at_guide(box, query), "print")
    return box.sees("guide_prints")


@pytest.mark.req("CH-02", "CT-20")
def test_every_item_of_the_platform_is_found_without_a_card(place: Place) -> None:
    search = at_search(place.box)
    assert len(search["data"]["results"]) == ITEMS
    place.box.answers(search, "search", query="sfz")
    found = place.box.sees("guide_search", query="sfz")
    assert any("身份证" in row["name"] for row in found["data"]["results"])
    assert not found["session"]["signed_in"]


@pytest.mark.req("CH-10", "CT-05", "CT-16", "CT-09")
def test_the_guide_is_the_platforms_own(place: Place) -> None:
    data = at_guide(place.box, "居民身份证有效期满换领")["data"]
    [sent] = [item for item in DATA["items"] if item["name"] == data["item"]]
    elements = {row["label"]: row["lines"] for row in data["elements"]}
    assert len(data["elements"]) == 22
    assert data["code"] == sent["task_code_sample"]
    assert elements["实施机构"] == [sent["dept_name"]]
    assert elements["收费标准"] == [sent["fee"]["text"]]
    assert elements["申请材料"] == [material["name"] for material in sent["materials"]]
    assert [m["source"] for m in data["materials"]] == [material["source"] for material in sent["materials"]]
    assert data["version"] == "g-1"
    assert len(data["badges"]) == 5


@pytest.mark.req("CT-15", "CT-13", "ID-02")
def test_the_list_of_what_to_bring_on_both_papers_and_no_word_of_a_person_leaves(
    place: Place, tmp_path: Path
) -> None:
    box, cups = place.box, place.cups
    before, papers, slips = len(box.platform.requests()), len(cups.papers), len(box.printer.slips)
    prints = at_prints(box, "居民身份证有效期满换领")
    box.chooses(prints, "checklist_slip")
    box.chooses(box.sees("guide_printed", on="slip", printed=True), "done")
    slip = box.printer.wait_for_slips(slips + 1)[-1]
    assert slip.cut
    assert any("身份证" in line for line in slip.lines)
    box.chooses(box.sees("guide_prints"), "checklist")
    box.chooses(box.sees("guide_printed", on="a4", printed=True), "done")
    assert len(cups.papers) == papers + 1
    paper = cups.papers[-1]
    assert "材料清单" in text_of(paper.pdf)
    [code] = codes_on(pages_of(paper.pdf, tmp_path)[0])
    box.chooses(box.sees("guide_prints"), "back")
    detail = box.sees("guide_detail")
    assert code == detail["data"]["takeaway"]
    box.chooses(detail, "home")
    box.sees("home")
    records = [r for r in box.print_records(2) if r["kind"] == "guide"]
    assert [r["outcome"] for r in records[-2:]] == ["printed", "printed"]
    assert {r.get("session_id") for r in records} == {None}
    sent = box.platform.requests()[before:]
    assert {request["operation"] for request in sent} <= QUIET
    assert not any(request["with_token"] for request in sent)
    assert "990101" not in json.dumps([r["body"] for r in sent if r["operation"] == "postPrintRecords"])


@pytest.mark.req("CH-03", "CT-07", "CT-12")
def test_sample_form_and_result_sample_come_from_the_platform(place: Place) -> None:
    box, cups = place.box, place.cups
    prints = at_prints(box, "食品经营许可证延续")
    wanted = [c["id"] for c in prints["choices"] if c["id"].startswith(("sample:", "result:"))]
    assert {one.split(":")[0] for one in wanted} == {"sample", "result"}
    for number, one in enumerate((wanted[0], wanted[-1]), 1):
        before = len(cups.papers)
        box.chooses(box.sees("guide_prints"), one)
        box.chooses(box.sees("guide_printed", printed=True), "done")
        assert len(cups.papers) == before + 1, number
        assert "样本" in text_of(cups.papers[-1].pdf)
    assert {r["status"] for r in box.platform.requests("getItemFile")} == {200}


@pytest.mark.req("CH-03", "CT-15")
def test_without_slip_paper_the_a4_list_is_still_there(place: Place) -> None:
    box = place.box
    box.printer.faults.paper_out = True
    box.status_shows("ticket_printer", paper="out")
    prints = at_prints(box, "居民身份证有效期满换领")
    offered = {choice["id"]: choice for choice in prints["choices"]}
    assert not offered["checklist_slip"]["enabled"]
    assert "A4" in offered["checklist_slip"]["why_not"]["zh"]
    box.chooses(prints, "checklist")
    box.sees("guide_printed", on="a4", printed=True)


def all_guides_are_here(box: Box) -> None:
    """They are fetched one by one after the start."""
    until = time.monotonic() + DEADLINE
    while len({one["path"] for one in box.platform.requests("getItemGuide")}) < ITEMS:
        assert time.monotonic() < until, "not all guides were fetched"
        time.sleep(0.2)


@pytest.mark.req("CT-14")
def test_with_the_line_down_guides_are_read_and_lists_printed(place: Place) -> None:
    box = place.box
    at_search(box)
    box.chooses(box.sees("guide_search"), "home")
    all_guides_are_here(box)
    box.platform.fault("*", "close", times=None)
    box.home_choice_becomes("check_in", enabled=False)
    search = at_search(box)
    box.answers(search, "search", query="居住证")
    found = box.sees("guide_search", query="居住证")
    box.chooses(found, found["data"]["results"][0]["id"])
    box.chooses(box.sees("guide_detail"), "print")
    box.chooses(box.sees("guide_prints"), "checklist_slip")
    box.sees("guide_printed", printed=True)
