"""PUT /v1/settings and GET /v1/status over real HTTP."""

import pytest

from kiosk.journeys.stage import Settings
from tests.terminal_api.wire import House


async def test_settings_change_one_by_one_and_are_a_touch(house: House) -> None:
    seq = house.seq
    for body in ({"language": "en"}, {"elder": True, "contrast": "high"}, {"voice": True}, {}):
        assert (await house.client.put("/v1/settings", json=body)).status_code == 204
    assert house.stage.now.settings == Settings(language="en", elder=True, contrast="high", voice=True)
    assert house.seq == seq
    assert len(house.touches) == 4
    told = (await house.client.get("/v1/view")).json()["settings"]
    assert told == {"language": "en", "elder": True, "contrast": "high", "voice": True}


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"language": "tlh"}, {"language"}),
        ({"elder": 1}, {"elder"}),
        ({"voice": "true", "contrast": "higher"}, {"voice", "contrast"}),
        ({"colour": "red", "elder": True}, {"colour"}),
        ([], set()),
    ],
)
async def test_settings_outside_the_contract_change_nothing(
    house: House, body: object, wrong: set[str]
) -> None:
    response = await house.client.put("/v1/settings", json=body)
    assert (response.status_code, response.json()["code"]) == (422, "invalid_body")
    assert response.json()["errors"].keys() == wrong
    assert house.stage.now.settings == Settings()
    assert house.touches == []


async def test_settings_that_are_not_json_are_400(house: House) -> None:
    assert (await house.client.put("/v1/settings", content=b"elder")).json()["code"] == "not_json"


async def test_status_tells_of_devices_capabilities_outbox_and_versions(house: House) -> None:
    response = await house.client.get("/v1/status")
    assert response.status_code == 200
    assert response.json() == {
        "devices": {
            "ticket_printer": {
                "device": "online", "media": None, "paper": "out", "action": "clear", "code": "paper_out",
                "toner": None,
                "focus": None,
                "sound": None,
                "about": None,
            }
        },
        "capabilities": {
            "check_in": {"available": True, "why_not": None},
            "track": {"available": False, "why_not": {"zh": "连不上服务平台", "en": "Offline"}},
        },
        "outbox": {"depth": 2, "oldest_age_s": 61},
        "platform": {"link": "down"},
        "catalogue": {"version": "2025-03-01"},
        "software": {"version": "9.9.9"},
    }  # fmt: skip
