"""The wire: what HTTP allows an answer to look like, and when a connection is used again."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from kiosk.platform.http_client import Address, HttpClient
from kiosk.platform.http_wire import Request, WireError
from tests.platform.scripted import Scripted, Step, answer, cut, half, hang, raw

LIMIT = 1_000_000
ASKED = Request("GET", "/kiosk/v1/x")


@asynccontextmanager
async def client(server: Scripted) -> AsyncIterator[HttpClient]:
    port = int(server.base_url.split(":")[2].split("/")[0])
    http = HttpClient(
        Address("127.0.0.1", port, f"127.0.0.1:{port}"), connect_seconds=5, user_agent="hall-kiosk/test"
    )
    async with asyncio.timeout(20):
        yield http
        await http.close()


def said(text: bytes, *, stays: bool = True) -> Step:
    """These very bytes."""

    async def step(writer: asyncio.StreamWriter) -> bool:
        writer.write(text)
        await writer.drain()
        return stays

    return step


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
UNTIL_THE_END = b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nall of it"


@pytest.mark.parametrize(
    ("step", "body"),
    [
        (said(CHUNKED), b"abcde"),
        (said(HINTS), b"ok"),
        (said(UNTIL_THE_END, stays=False), b"all of it"),
        (raw(200, gzip.compress(b"packed " * 50), "text/plain", Content_Encoding="gzip"), b"packed " * 50),
        (raw(200, b"", "text/plain"), b""),
    ],
    ids=["chunks", "an early hint", "until the connection ends", "gzip", "nothing"],
)
async def test_every_form_of_an_answer(step: Step, body: bytes) -> None:
    async with Scripted(step) as server, client(server) as http:
        got = await http.fetch(ASKED, LIMIT)
        assert (got.status, got.body) == (200, body)


async def test_a_request_as_it_goes_out() -> None:
    async with Scripted(answer({})) as server, client(server) as http:
        await http.fetch(Request("POST", "/kiosk/v1/x?a=1", {"X-Trace-Id": "t"}, b"body" * 10_000), LIMIT)
        await http.fetch(Request("DELETE", "/kiosk/v1/x"), LIMIT)
        await http.fetch(ASKED, LIMIT)
        host = server.base_url.split("/")[2]
    post, delete, get = server.seen
    assert (post.method, post.target, post.body) == ("POST", "/kiosk/v1/x?a=1", b"body" * 10_000)
    assert post.headers["x-trace-id"] == "t"
    assert post.headers["host"] == host
    assert post.headers["user-agent"] == "hall-kiosk/test"
    assert (delete.headers["content-length"], "content-length" in get.headers) == ("0", False)


async def test_headers_are_found_in_any_case_and_the_first_counts() -> None:
    twice = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nretry-after: 5\r\nRetry-After: 9\r\n\r\n"
    async with Scripted(said(twice)) as server, client(server) as http:
        got = await http.fetch(ASKED, LIMIT)
    assert got.headers["Retry-After"] == got.headers["RETRY-AFTER"] == "5"
    assert "X-None" not in got.headers
    assert set(got.headers) == {"content-length", "retry-after"}


async def test_a_connection_is_used_again_and_two_requests_at_once_have_two() -> None:
    async with Scripted(answer({})) as server, client(server) as http:
        for _ in range(3):
            await http.fetch(ASKED, LIMIT)
        assert server.connections == 1
        await asyncio.gather(*(http.fetch(ASKED, LIMIT) for _ in range(2)))
        assert server.connections == 2


UNASKED = b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n2"


@pytest.mark.parametrize(
    "first",
    [
        raw(200, b"1", "text/plain", Connection="close"),
        said(b"HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\n1"),
        said(UNASKED),
    ],
    ids=["it said so", "an old server", "more than was asked for"],
)
async def test_a_connection_that_cannot_be_trusted_is_not_used_again(first: Step) -> None:
    async with Scripted(first, raw(200, b"true", "text/plain")) as server, client(server) as http:
        assert (await http.fetch(ASKED, LIMIT)).body == b"1"
        assert (await http.fetch(ASKED, LIMIT)).body == b"true"
        assert server.connections == 2


async def test_a_connection_whose_request_was_given_up_is_not_used_again() -> None:
    async with Scripted(hang, answer({})) as server, client(server) as http:
        leaving = asyncio.create_task(http.fetch(ASKED, LIMIT))
        while not server.seen:
            await asyncio.sleep(0)
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
        assert (await http.fetch(ASKED, LIMIT)).body == b"{}"
        assert server.connections == 2


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (cut, "RemoteProtocolError"),
        (half, "RemoteProtocolError"),
        (said(b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", stays=False), "RemoteProtocolError"),
        (raw(200, b"\x1f\x8bno", "text/plain", Content_Encoding="gzip"), "broken gzip"),
        (
            raw(200, gzip.compress(b"whole" * 99)[:-9], "text/plain", Content_Encoding="gzip"),
            "broken gzip",
        ),
        (
            raw(200, gzip.compress(bytes(LIMIT + 1)), "text/plain", Content_Encoding="gzip"),
            "answer too long",
        ),
        (raw(200, bytes(LIMIT + 1), "text/plain"), "answer too long"),
    ],
    ids=["cut", "half", "no length", "no gzip", "half a gzip", "too long unpacked", "too long"],
)
async def test_no_whole_answer(step: Step, why: str) -> None:
    async with Scripted(step) as server, client(server) as http:
        with pytest.raises(WireError, match=why):
            await http.fetch(ASKED, LIMIT)


async def test_what_cannot_be_sent_is_not_quoted() -> None:
    async with Scripted(answer({})) as server, client(server) as http:
        with pytest.raises(WireError, match="cannot be sent") as error:
            await http.fetch(Request("GET", "/x", {"Authorization": "Bearer t\r\nX-Evil: 1"}), LIMIT)
        assert "Evil" not in str(error.value)
    assert server.seen == []
