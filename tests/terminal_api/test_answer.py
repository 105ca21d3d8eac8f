"""POST /v1/answer over real HTTP."""

import pytest

from kiosk.terminal_api.bodies import MAX_BYTES
from tests.terminal_api.wire import House, until


async def at_form(house: House) -> None:
    await house.answer("form")
    await until(lambda: len(house.heard) == 1)


async def test_an_answer_reaches_the_journey_with_its_words_untouched(house: House) -> None:
    await at_form(house)
    response = await house.answer("next", {"text": "[b]<i>&{}"})
    assert (response.status_code, response.content) == (204, b"")
    await until(lambda: len(house.heard) == 2)
    assert (house.heard[1].choice, house.heard[1].values) == ("next", {"text": "[b]<i>&{}"})


async def test_a_stale_answer_does_nothing(house: House) -> None:
    old = house.seq
    await at_form(house)
    touches = len(house.touches)
    for seq in (old, house.seq + 1):
        response = await house.answer("next", {"text": 1}, seq=seq)
        assert (response.status_code, response.json()["code"]) == (409, "stale_view")
    assert len(house.heard) == 1
    assert len(house.touches) == touches


async def test_a_double_click_counts_once(house: House) -> None:
    seq = house.seq
    assert (await house.answer("form", seq=seq)).status_code == 204
    assert (await house.answer("form", seq=seq)).json()["code"] == "stale_view"
    assert [answer.choice for answer in house.heard] == ["form"]


async def test_a_disabled_choice_says_why(house: House) -> None:
    response = await house.answer("closed")
    assert response.status_code == 422
    assert response.json() == {"code": "choice_disabled", "detail": {"zh": "今天不办", "en": "Not today"}}
    assert house.heard == []


async def test_an_unknown_choice_is_refused(house: House) -> None:
    response = await house.answer("fly")
    assert (response.status_code, response.json()["code"]) == (422, "unknown_choice")


async def test_standing_choices_work_on_every_view_and_need_no_values(house: House) -> None:
    asked: list[str] = []
    house.stage.on_standing = asked.append
    await at_form(house)
    for choice in ("help", "home", "end_session", "more_time"):
        assert (await house.answer(choice)).status_code == 204
    assert asked == ["help", "home", "end_session"]
    assert (await house.answer("back", {"phone": "half a num"})).status_code == 204
    await until(lambda: len(house.heard) == 2)
    assert house.heard[1].choice == "back"


async def test_a_standing_choice_the_view_forbids_is_disabled(house: House) -> None:
    assert (await house.answer("home")).json()["code"] == "choice_disabled"


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, {"text"}),
        ({"text": "十二个字十二个字十二个字"}, {"text"}),
        ({"text": "x", "nonsense": "1"}, {"nonsense"}),
        ({"text": 1, "yes_no": True, "date": None}, {"text", "yes_no", "date"}),
        ({"text": "x", "digits": "1２"}, {"digits"}),
        ({"text": "x", "phone": "call me"}, {"phone"}),
        ({"text": "x", "id_number": "99010119850312001"}, {"id_number"}),
        ({"text": "x", "date": "20250131"}, {"date"}),
        ({"text": "x", "date": "2025-02-30"}, {"date"}),
        ({"text": "x", "choice": "off"}, {"choice"}),
        ({"text": "x", "multi_choice": "a,z"}, {"multi_choice"}),
        ({"text": "x", "yes_no": "maybe"}, {"yes_no"}),
        ({"text": "x", "yes_no": "maybe", "phone": "?"}, {"yes_no", "phone"}),
    ],
)
async def test_values_that_do_not_fit_are_named(house: House, values: object, wrong: set[str]) -> None:
    await at_form(house)
    touches = len(house.touches)
    response = await house.answer("next", values)
    assert (response.status_code, response.json()["code"]) == (422, "invalid_values")
    errors = response.json()["errors"]
    assert errors.keys() == wrong
    assert all(error["zh"] for error in errors.values())
    assert len(house.heard) == 1
    assert len(house.touches) == touches + 1


async def test_values_of_every_kind_are_taken(house: House) -> None:
    await at_form(house)
    values = {
        "text": "x", "digits": "012", "phone": "13800000000", "id_number": "99010119850312001X",
        "date": "2025-01-31", "choice": "a", "multi_choice": "a,b", "yes_no": "no", "signature": "M0 0",
        "pages": "p1",
    }  # fmt: skip
    assert (await house.answer("next", values)).status_code == 204
    await until(lambda: len(house.heard) == 2)
    assert house.heard[1].values == values


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b'{"seq": NaN}', b"[" * 100_000, b'{"choice": "\\ud800"}', b"{} {}"]
)
async def test_what_is_not_json_is_400(house: House, body: bytes) -> None:
    response = await house.client.post("/v1/answer", content=body)
    assert (response.status_code, response.json()["code"]) == (400, "not_json")


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ([], set()),
        ({}, {"seq", "choice"}),
        ({"seq": True, "choice": "form"}, {"seq"}),
        ({"seq": "1", "choice": 1, "values": []}, {"seq", "choice", "values"}),
        ({"seq": 1, "choice": "form", "value": {}}, {"value"}),
    ],
)
async def test_a_body_outside_the_contract_is_422(house: House, body: object, wrong: set[str]) -> None:
    response = await house.client.post("/v1/answer", json=body)
    assert (response.status_code, response.json()["code"]) == (422, "invalid_body")
    assert response.json()["errors"].keys() == wrong


@pytest.mark.parametrize("size", [MAX_BYTES + 1, 16 * MAX_BYTES])
async def test_too_much_is_413_and_the_client_hears_it(house: House, size: int) -> None:
    response = await house.client.post("/v1/answer", content=b" " * size)
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


async def test_what_just_fits_is_read(house: House) -> None:
    response = await house.client.post("/v1/answer", content=b"{}".ljust(MAX_BYTES))
    assert response.json()["code"] == "invalid_body"


async def test_an_answer_is_a_touch(house: House) -> None:
    await house.answer("form")
    assert len(house.touches) == 1
