"""Items, guides, hall and calendar."""

from __future__ import annotations

import json

import pytest

from simulator.platform.paths import DATA
from simulator.platform.running import RunningPlatform
from tests.simulator.platform.terminal import Terminal, code

ITEMS = json.loads((DATA / "items.json").read_text("utf-8"))["items"]
SOCIAL_CARD = "11990100MB9900A09B3992012005000"


def test_every_sample_item_is_listed_in_pages(terminal: Terminal) -> None:
    names: list[str] = []
    cursor = ""
    while True:
        page = terminal.get(f"/items?limit=15{cursor}").json()
        names += [item["name"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert names == [item["name"] for item in ITEMS]


def test_every_item_has_a_guide_that_fits_the_contract(terminal: Terminal) -> None:
    # Terminal holds every answer against the contract's schema.
    for item in ITEMS:
        guide = terminal.get(f"/items/{item['task_code_sample']}").json()
        assert guide["elements"]["name"] == item["name"]
        assert len(guide["elements"]["materials"]) == len(item["materials"])


def test_a_guide_tells_limits_materials_and_place(terminal: Terminal) -> None:
    guide = terminal.get(f"/items/{SOCIAL_CARD}").json()
    elements, kiosk = guide["elements"], guide["kiosk"]
    assert elements["promised_limit"] == {"value": 5, "unit": "working_day", "text": "5个工作日"}
    assert elements["legal_limit"]["text"] == "无法定时限"
    assert [m["preferred_means"] for m in elements["materials"]] == ["card_read", "form", "upload"]
    assert [m["trust_levels"] for m in elements["materials"]] == [["A"], list("ABCD"), list("ABC")]
    assert elements["place"] == "云溪区政务服务大厅一层社保医保区3–8号窗口"
    assert kiosk["not_on_kiosk_if"] == [{"code": "x1", "text": "未满16周岁", "window": "监护人代办窗口"}]
    assert (kiosk["area_code"], kiosk["pickup"], kiosk["print"]) == ("A", ["on_site", "post"], None)


@pytest.mark.parametrize(
    ("query", "count"),
    [("q=%E7%A4%BE%E4%BC%9A%E4%BF%9D%E9%9A%9C%E5%8D%A1", 1), ("department=11990100MB9900A09B", 7)],
)
def test_search_and_department(terminal: Terminal, query: str, count: int) -> None:
    assert len(terminal.get(f"/items?{query}").json()["items"]) == count


def test_the_catalogues_tag_changes_when_an_item_does(platform: RunningPlatform, terminal: Terminal) -> None:
    first = terminal.get("/items")
    tag = first.headers["ETag"]
    assert terminal.get("/items", if_none_match=tag).status_code == 304
    assert terminal.get(f"/items?changed_since={_quoted(first.json()['as_of'])}").json()["items"] == []
    platform.advance(60)
    platform.control.put(f"items/{SOCIAL_CARD}", json={"status": "suspended"}).raise_for_status()
    assert terminal.get("/items", if_none_match=tag).status_code == 200
    changed = terminal.get(f"/items?changed_since={_quoted(first.json()['as_of'])}").json()
    assert [(i["task_code"], i["status"], i["guide_version"]) for i in changed["items"]] == [
        (SOCIAL_CARD, "suspended", "g-2")
    ]
    assert terminal.get(f"/items/{SOCIAL_CARD}").json()["status"] == "suspended"


def test_a_removed_item(platform: RunningPlatform, terminal: Terminal) -> None:
    as_of = terminal.get("/items").json()["as_of"]
    platform.advance(60)
    platform.control.put(f"items/{SOCIAL_CARD}", json={"status": "removed"}).raise_for_status()
    changed = terminal.get(f"/items?changed_since={_quoted(as_of)}").json()
    assert (changed["items"], changed["removed"]) == ([], [SOCIAL_CARD])
    assert SOCIAL_CARD not in [i["task_code"] for i in terminal.get("/items?limit=200").json()["items"]]
    assert code(terminal.get(f"/items/{SOCIAL_CARD}")) == (410, "item_withdrawn")
    terminal.sign_in("no_booking")
    wanted = {"slot_id": "sl-20260313-1000-A", "task_code": SOCIAL_CARD}
    assert code(terminal.post("/bookings", wanted)) == (410, "item_withdrawn")


def test_a_guide_has_a_tag_of_its_own(terminal: Terminal) -> None:
    tag = terminal.get(f"/items/{SOCIAL_CARD}").headers["ETag"]
    assert terminal.get(f"/items/{SOCIAL_CARD}", if_none_match=f'"old", W/{tag}').status_code == 304


def test_an_unknown_item(terminal: Terminal) -> None:
    assert code(terminal.get(f"/items/{SOCIAL_CARD[:-4]}9999")) == (404, "not_found")
    assert code(terminal.get("/items/short")) == (400, "malformed_request")


def test_the_hall_counts_who_waits(terminal: Terminal) -> None:
    before = [area["waiting"] for area in terminal.get("/hall/status").json()["areas"]]
    terminal.post("/queue-tickets", {"source": "walk_in", "area_code": "B"})
    after = [area["waiting"] for area in terminal.get("/hall/status").json()["areas"]]
    assert (before, after) == ([6, 3, 6], [6, 4, 6])


def test_the_calendar_names_holidays_and_make_up_days(terminal: Terminal) -> None:
    answer = terminal.get("/calendar")
    assert {"date": "2026-10-01", "name": "国庆节"} in answer.json()["holidays"]
    assert {"date": "2026-10-10", "name": "国庆节调休"} in answer.json()["make_up_workdays"]
    assert terminal.get("/calendar", if_none_match=answer.headers["ETag"]).status_code == 304


def _quoted(moment: str) -> str:
    return moment.replace(":", "%3A").replace("+", "%2B")
