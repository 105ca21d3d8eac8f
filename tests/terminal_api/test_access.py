"""Who may call: the token, and one client at a time."""

import pytest

from kiosk.terminal_api.lease import SILENCE_SECONDS, Lease
from kiosk.terminal_api.problems import Refused
from tests.terminal_api.wire import TOKEN, House, client_for

CALLS = [("GET", "/v1/view"), ("POST", "/v1/answer"), ("PUT", "/v1/settings"), ("GET", "/v1/status")]


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Bearer",
        "Bearer wrong",
        f"Basic {TOKEN}",
        TOKEN,
        f"Bearer {TOKEN}x",
        "Bearer \xe9",
    ],
)
async def test_without_the_token_no_word(house: House, authorization: str | None) -> None:
    headers = [] if authorization is None else [(b"Authorization", authorization.encode("latin-1"))]
    async with client_for(house.api.url, token=None) as stranger:
        for method, path in [*CALLS, ("GET", "/v1/nothing")]:
            response = await stranger.request(method, path, headers=headers)
            assert (response.status_code, response.json()["code"]) == (401, "unauthorized")
            assert response.headers["www-authenticate"] == "Bearer"


async def test_the_scheme_is_written_in_any_case(house: House) -> None:
    assert (await house.client.get("/v1/status", headers={"Authorization": f"bearer {TOKEN}"})).is_success


async def test_a_second_client_is_told_and_changes_nothing(house: House) -> None:
    async with (
        client_for(house.api.url, X_Client_Id="first") as first,
        client_for(house.api.url, X_Client_Id="second") as second,
        client_for(house.api.url, X_Client_Id="first") as first_again,
    ):
        assert (await first.get("/v1/view")).status_code == 200
        for client in (second, house.client):
            for method, path in CALLS[:3]:
                response = await client.request(method, path, json={"seq": house.seq, "choice": "form"})
                assert (response.status_code, response.json()["code"]) == (409, "front_end_taken")
            assert (await client.get("/v1/status")).status_code == 200
        assert (await first_again.get("/v1/view")).status_code == 200
    assert house.heard == []
    assert house.touches == []


async def test_a_client_does_not_name_its_own_address(house: House) -> None:
    assert (await house.client.get("/v1/view")).status_code == 200
    headers = {"X-Forwarded-For": "192.0.2.1"}
    assert (await house.client.get("/v1/view", headers=headers)).status_code == 200


async def test_two_connections_of_one_unnamed_client_are_one(house: House) -> None:
    async with client_for(house.api.url) as other_connection:
        assert (await house.client.get("/v1/view")).status_code == 200
        assert (await other_connection.get("/v1/view")).status_code == 200


@pytest.mark.parametrize("name", ["", "a b", "x" * 65, "é"])
async def test_a_client_id_has_a_form(house: House, name: str) -> None:
    response = await house.client.get("/v1/view", headers=[(b"X-Client-Id", name.encode("latin-1"))])
    assert (response.status_code, response.json()["code"]) == (400, "bad_client_id")


def test_a_lease_ends_with_silence() -> None:
    now = 1000.0
    lease = Lease(lambda: now)
    lease.take("first")
    now += SILENCE_SECONDS - 1
    lease.take("first")  # renewed
    now += SILENCE_SECONDS - 1
    with pytest.raises(Refused, match="front_end_taken"):
        lease.take("second")
    now += 1
    lease.take("second")
    with pytest.raises(Refused):
        lease.take("first")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/nothing", 404, "not_found"),
        ("GET", "/", 404, "not_found"),
        ("POST", "/v1/view", 405, "method_not_allowed"),
        ("DELETE", "/v1/settings", 405, "method_not_allowed"),
    ],
)
async def test_calls_that_are_none(house: House, method: str, path: str, status: int, code: str) -> None:
    response = await house.client.request(method, path)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.json()["detail"].keys() == {"zh", "en"}
    assert ("allow" in response.headers) == (status == 405)
