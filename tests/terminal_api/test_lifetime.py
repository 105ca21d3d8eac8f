"""Nothing is left behind: by polls, by clients that leave, by the server itself."""

import asyncio
import logging
import signal

import pytest
import structlog
import structlog.testing

from tests.terminal_api.wire import DEADLINE, TOKEN, House, client_for, running, until


def tasks() -> int:
    return len(asyncio.all_tasks())


async def hang_up_while_polling(house: House) -> None:
    port = int(house.api.url.rpartition(":")[2])
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    query = f"GET /v1/view?after={house.seq}&wait=30 HTTP/1.1"
    writer.write(f"{query}\r\nHost: terminal\r\nAuthorization: Bearer {TOKEN}\r\n\r\n".encode())
    await until(lambda: house.stage.listening > 0)
    writer.close()
    await writer.wait_closed()


async def test_a_client_that_leaves_while_polling_leaves_nothing(house: House) -> None:
    before = tasks()
    for _ in range(20):
        await hang_up_while_polling(house)
        await until(lambda: house.stage.listening == 0)
    await until(lambda: tasks() == before)
    assert (await house.client.get("/v1/view")).status_code == 200


async def test_a_client_that_leaves_in_mid_body_breaks_nothing(house: House) -> None:
    before = tasks()
    port = int(house.api.url.rpartition(":")[2])
    head = f"POST /v1/answer HTTP/1.1\r\nHost: terminal\r\nAuthorization: Bearer {TOKEN}\r\n"
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f'{head}Content-Length: 99\r\n\r\n{{"seq":'.encode())
    await until(lambda: tasks() > before)
    with structlog.testing.capture_logs() as logged:
        writer.close()
        await writer.wait_closed()
        await until(lambda: tasks() == before)
    assert house.heard == []
    assert logged == []


async def test_a_thousand_polls_leave_nothing(house: House) -> None:
    await house.client.get("/v1/view")
    before = tasks()
    params = {"after": str(house.seq), "wait": "0.001"}
    for _ in range(50):
        polls = [house.client.get("/v1/view", params=params) for _ in range(20)]
        assert {response.status_code for response in await asyncio.gather(*polls)} == {204}
    assert house.stage.listening == 0
    await until(lambda: tasks() == before)


async def test_stopping_ends_waiting_polls_at_once() -> None:
    async with running() as house:
        poll = asyncio.create_task(house.client.get(f"/v1/view?after={house.seq}&wait=30"))
        await until(lambda: house.stage.listening == 1)
        await asyncio.wait_for(house.api.stop(), DEADLINE)
        assert (await asyncio.wait_for(poll, DEADLINE)).status_code == 204
        await house.api.stop()  # twice is fine


async def test_a_stopped_api_frees_its_port() -> None:
    async with running() as house:
        address = house.api.url.removeprefix("http://")
        await house.client.get("/v1/view")
    async with running(address) as again, client_for(again.api.url) as client:
        assert (await client.get("/v1/view")).status_code == 200


async def test_it_is_a_quiet_guest(caplog: pytest.LogCaptureFixture) -> None:
    watched = (signal.SIGINT, signal.SIGTERM)
    before = [signal.getsignal(number) for number in watched]
    with caplog.at_level(logging.INFO):
        async with running() as house:
            assert [signal.getsignal(number) for number in watched] == before
            await house.client.get("/v1/view")
    assert [record for record in caplog.records if record.name.startswith("uvicorn")] == []
