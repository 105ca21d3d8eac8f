"""What lies below httpx where the outbox is emptied: httpx's errors alone, no cookies, nothing early."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from kiosk.platform.carriage import Carriage

ROOT = Path(__file__).parents[2]
OK = b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 2\r\n\r\n{}"
ANSWERS = {
    "nothing": b"",
    "no HTTP": b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    "half a head": b"HTTP/1.1 200 OK\r\nContent-Le",
    "half a body": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}",
    "a bad chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
    "a bad length": b"HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\n{}",
    "an endless header": b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000,
    "bytes above ASCII": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX\xff\xfe: 1\r\n\r\n{}",
    "not gzip": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
}


@asynccontextmanager
async def answering(answer: bytes) -> AsyncIterator[tuple[str, list[bytes]]]:
    heads: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.read(65536):
            heads.append(head)
            writer.write(answer)
            await writer.drain()
            if answer is not OK:
                break
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", heads
    finally:
        server.close()


def a_client() -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=Carriage(ssl.create_default_context(), 30.0), trust_env=False)


@pytest.mark.parametrize("what", ANSWERS)
async def test_what_is_no_answer_is_an_error_of_httpx(what: str) -> None:
    async with answering(ANSWERS[what]) as (url, _), a_client() as client:
        with pytest.raises(httpx.HTTPError):
            await client.post(url, content=b"{}")


async def test_nobody_there_is_a_connect_error() -> None:
    async with a_client() as client:
        with pytest.raises(httpx.ConnectError):
            await client.get("http://127.0.0.1:1/")


async def test_a_cookie_is_not_kept_below_httpx() -> None:
    async with answering(OK) as (url, heads), a_client() as client:
        for _ in range(2):
            assert (await client.get(url)).json() == {}
            client.cookies.clear()
    assert b"cookie" not in heads[1].lower()


async def test_one_connection_is_used_again() -> None:
    async with answering(OK) as (url, heads), a_client() as client:
        await client.get(url)
        await client.get(url)
    assert len(heads) == 2


async def test_a_client_that_sent_nothing_closes() -> None:
    await a_client().aclose()


def test_nothing_is_loaded_before_the_first_request() -> None:
    look = (
        "import sys, ssl; from kiosk.platform.courier_line import build_line;"
        "from kiosk.platform.carriage import Carriage; Carriage(ssl.create_default_context(), 30.0);"
        "print('aiohttp' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
