"""The way to the platform, on real sockets: each step named where it fails."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kiosk.errors import PlatformRefused, PlatformUnavailable
from kiosk.platform.connection import Endpoint
from kiosk.staff import network_path
from kiosk.staff.network_path import Step, walk

Ask = Callable[[], Awaitable[object]]


async def known() -> None:
    """The signed call that the platform takes."""


def answered(*, date: str | None) -> bytes:
    told = f"Date: {date}\r\n" if date else ""
    told += "Content-Type: application/problem+json\r\n"
    return f"HTTP/1.1 404 Not Found\r\n{told}Content-Length: 0\r\nConnection: close\r\n\r\n".encode()


def http_date(**ahead: float) -> str:
    return (datetime.now(UTC) + timedelta(**ahead)).strftime("%a, %d %b %Y %H:%M:%S GMT")


@asynccontextmanager
async def platform(answer: bytes | None, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """Something that answers every request with these bytes; ``None``: never."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if await reader.read(65536) and answer is not None:
            writer.write(answer)
            await writer.drain()
            writer.close()
        elif answer is None:
            await asyncio.sleep(60)

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


def endpoint(port: int, *, host: str = "127.0.0.1", scheme: str = "http", ca: Path | None = None) -> Endpoint:
    return Endpoint(f"{scheme}://{host}:{port}/kiosk/v1", 2, ca_file=ca)


def said(steps: tuple[Step, ...]) -> list[tuple[str, bool]]:
    return [(step.name, step.ok) for step in steps]


async def test_a_platform_that_knows_this_terminal_is_reached_in_every_step() -> None:
    async with platform(answered(date=http_date())) as port:
        steps = await walk(endpoint(port), known)
    assert said(steps) == [(n, True) for n in ("name", "connect", "answer", "clock", "signature")]


async def test_a_name_that_nobody_has() -> None:
    steps = await walk(endpoint(443, host="no-such-host.invalid", scheme="https"), known)
    assert said(steps) == [("name", False)]
    assert "no-such-host.invalid" in steps[0].fact.zh


async def test_a_port_where_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        steps = await walk(endpoint(free.getsockname()[1]), known)
    assert said(steps)[-1] == ("connect", False)


async def test_a_platform_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network_path, "STEP_SECONDS", 1.0)
    async with platform(None) as port:
        steps = await walk(endpoint(port), known)
    assert said(steps)[-1] == ("answer", False)


@pytest.mark.parametrize("date", [http_date(hours=1), http_date(hours=-1)], ids=["ahead", "behind"])
async def test_a_clock_that_is_too_far_off_ends_the_way(date: str) -> None:
    async with platform(answered(date=date)) as port:
        steps = await walk(endpoint(port), known)
    assert said(steps)[-1] == ("clock", False)


@pytest.mark.parametrize("off", [None, 100, -100])
async def test_a_clock_that_is_off_a_little_or_not_told_is_a_warning(off: int | None) -> None:
    date = None if off is None else http_date(seconds=off)
    async with platform(answered(date=date)) as port:
        steps = await walk(endpoint(port), known)
    assert [(step.name, step.state) for step in steps[-2:]] == [("clock", "warn"), ("signature", "ok")]


async def test_nothing_is_signed_without_a_secret() -> None:
    async with platform(answered(date=http_date())) as port:
        steps = await walk(endpoint(port), None)
    assert said(steps)[-1] == ("clock", True)


async def test_a_gateway_s_page_is_not_the_platform() -> None:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    async with platform(page) as port:
        steps = await walk(endpoint(port), known)
    assert said(steps)[-1] == ("answer", False)
    assert "a gateway's page?" in (steps[-1].fact.en or "")


async def test_an_address_that_cannot_be_is_told_and_not_raised() -> None:
    steps = await walk(Endpoint("http://platform.example/kiosk/v1", 2), known)
    assert said(steps) == [("name", False)]
    assert "must begin with https://" in steps[0].fact.zh


@pytest.mark.parametrize(
    ("error", "word"),
    [(PlatformRefused("signature_invalid", 401, ""), "signature_invalid"), (PlatformUnavailable("x"), "x")],
)
async def test_a_signature_that_is_not_taken(error: Exception, word: str) -> None:
    async def ask() -> None:
        raise error

    async with platform(answered(date=http_date())) as port:
        steps = await walk(endpoint(port), ask)
    assert said(steps)[-1] == ("signature", False)
    assert word in steps[-1].fact.zh


def a_certificate(folder: Path, *, days: int) -> tuple[Path, ssl.SSLContext]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    begins = datetime.now(UTC) - timedelta(days=30)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begins)
        .not_valid_after(datetime.now(UTC) + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "platform.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return file, context


@pytest.mark.parametrize(("days", "trusted", "ok"), [(60, True, True), (3, True, False), (60, False, False)])
async def test_encryption_and_the_other_side_s_certificate(
    tmp_path: Path, days: int, *, trusted: bool, ok: bool
) -> None:
    file, context = a_certificate(tmp_path, days=days)
    async with platform(answered(date=http_date()), context) as port:
        there = endpoint(port, host="localhost", scheme="https", ca=file if trusted else None)
        steps = await walk(there, known)
    assert ("tls", ok) in said(steps)
    assert (said(steps)[-1] == ("signature", True)) is ok
