"""GET /v1/view over real HTTP."""

import asyncio
from dataclasses import replace

import httpx
import pytest

from kiosk.domain.words import Text
from kiosk.journeys.stage import SessionInfo
from kiosk.journeys.view import Attention
from tests.terminal_api.wire import DEADLINE, MARKUP, House, Leaky, client_for, until


def later(house: House, **params: object) -> asyncio.Task[httpx.Response]:
    query = httpx.QueryParams({name: str(value) for name, value in params.items()})
    return asyncio.create_task(house.client.get("/v1/view", params=query))


async def test_a_view_is_the_json_of_the_contract(house: House) -> None:
    response = await house.client.get("/v1/view")

    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    body = response.json()
    assert body.pop("speech") == {
        "zh": MARKUP + "。只有中文。填表。",
        "en": "Pick one. 只有中文. Fill in.",
    }
    assert body == {
        "seq": house.seq,
        "view": "pick_one",
        "title": {"zh": MARKUP, "en": "Pick one"},
        "lines": [{"zh": "只有中文"}],
        "choices": [
            {
                "id": "form",
                "label": {"zh": "填表", "en": "Fill in"},
                "hint": {"zh": "很快"},
                "enabled": True,
                "why_not": None,
                "primary": True,
            },
            {
                "id": "closed",
                "label": {"zh": "关着"},
                "hint": None,
                "enabled": False,
                "why_not": {"zh": "今天不办", "en": "Not today"},
                "primary": False,
            },
        ],
        "fields": [],
        "data": {
            "when": "2025-03-01T09:30:00+00:00",
            "day": "2025-03-01",
            "colour": "red",
            "rows": [{"zh": "一", "en": "one"}, {"zh": "二"}],
            "counts": {"a": 1, "b": 1.5, "c": None},
        },
        "progress": {"done": 1, "total": 2, "text": {"zh": "一半了"}},
        "session": {"signed_in": False, "who": None, "level": "L0", "seconds_left": None},
        "settings": {"language": "zh", "elder": False, "contrast": "normal", "voice": False},
        "attention": None,
    }


async def test_fields_carry_what_a_client_needs_to_draw_them(house: House) -> None:
    await house.answer("form")
    await until(lambda: len(house.heard) == 1)

    fields = (await house.client.get("/v1/view")).json()["fields"]

    assert fields[0].keys() == {
        "id", "label", "kind", "required", "value", "error", "choices", "max_length", "chinese", "note",
    }  # fmt: skip
    assert (fields[0]["kind"], fields[0]["required"], fields[0]["max_length"]) == ("text", True, 11)
    assert [choice["id"] for choice in fields[5]["choices"]] == ["a", "b", "off"]


async def test_seconds_left_are_counted_live_and_do_not_change_seq(house: House) -> None:
    seq = house.seq
    now = asyncio.get_running_loop().time()
    for deadline, left in ((now + 3600.2, (3600, 3601)), (now - 5, (0,)), (None, (None,))):
        info = SessionInfo(signed_in=True, who="张*例", level="L2", deadline=deadline)
        house.stage.set_session(info)
        body = (await house.client.get("/v1/view")).json()
        assert body["session"].pop("seconds_left") in left
        assert body["session"] == {"signed_in": True, "who": "张*例", "level": "L2"}
        assert body["seq"] == seq


async def test_attention_is_told(house: House) -> None:
    house.stage.set_attention(Attention("ticket_printer", "clear", Text("没纸了")))
    body = (await house.client.get("/v1/view")).json()
    assert body["attention"] == {"kind": "ticket_printer", "action": "clear", "text": {"zh": "没纸了"}}


async def test_nothing_newer_is_204_at_once_and_after_the_wait(house: House) -> None:
    for wait in ("0", "0.05"):
        response = await house.client.get("/v1/view", params={"after": house.seq, "wait": wait})
        assert (response.status_code, response.content) == (204, b"")


async def test_an_older_after_is_answered_at_once(house: House) -> None:
    response = await asyncio.wait_for(later(house, after=house.seq - 1, wait=30), DEADLINE)
    assert response.json()["seq"] == house.seq


async def test_a_poll_wakes_when_the_view_changes(house: House) -> None:
    seq = house.seq
    poll = later(house, after=seq, wait=30)
    await until(lambda: house.stage.listening == 1)

    assert (await house.answer("form")).status_code == 204

    body = (await asyncio.wait_for(poll, DEADLINE)).json()
    assert (body["seq"], body["view"]) == (seq + 1, "form")


async def test_a_client_that_remembers_an_earlier_run_wakes_too(house: House) -> None:
    poll = later(house, after=house.seq + 1000, wait=30)
    await until(lambda: house.stage.listening == 1)
    await house.answer("form")
    assert (await asyncio.wait_for(poll, DEADLINE)).json()["view"] == "form"


async def test_what_is_no_new_view_wakes_nobody(house: House) -> None:
    poll = later(house, after=house.seq, wait=0.3)
    await until(lambda: house.stage.listening == 1)
    house.stage.set_session(replace(house.stage.now.session, deadline=1.0))
    assert (await poll).status_code == 204


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("after=x", 400, "bad_parameter"),
        ("after=1.5", 400, "bad_parameter"),
        ("wait=soon", 400, "bad_parameter"),
        ("wait=", 400, "bad_parameter"),
        ("after=-1", 422, "out_of_range"),
        ("wait=-1", 422, "out_of_range"),
        ("wait=30.1", 422, "out_of_range"),
        ("wait=nan", 422, "out_of_range"),
    ],
)
async def test_bad_parameters_are_named(house: House, query: str, status: int, code: str) -> None:
    response = await house.client.get(f"/v1/view?{query}")
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"].keys() == {"zh", "en"}


async def test_reading_is_no_touch(house: House) -> None:
    await house.client.get("/v1/view")
    await house.client.get("/v1/view", params={"after": house.seq, "wait": "0.01"})
    await house.client.get("/v1/status")
    assert house.touches == []


async def test_personal_data_never_leaves(house: House) -> None:
    house.stage.show(Leaky())
    async with client_for(house.api.url) as client:
        response = await client.get("/v1/view")
    assert (response.status_code, response.json()["code"]) == (500, "internal")
    assert "张示例" not in response.text
