"""Building the client: what is refused before anything is sent, and whom TLS believes."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kiosk.errors import ConfigError, PlatformUnavailable
from kiosk.platform.client import connect
from tests.platform.samples import HALL
from tests.platform.scripted import Scripted, answer
from tests.platform.terminal import settings


@pytest.mark.parametrize(
    ("more", "key", "why"),
    [
        ({"base_url": "http://platform.example/kiosk/v1"}, "base_url", "https"),
        ({"base_url": "ftp://127.0.0.1/kiosk/v1"}, "base_url", "https"),
        ({"base_url": "https://platform.example/kiosk"}, "base_url", "/kiosk/v1"),
        ({"base_url": "https://platform.example/kiosk/v1?x=1"}, "base_url", "/kiosk/v1"),
        ({"base_url": "https://[::1/kiosk/v1"}, "base_url", "URL"),
        ({"sign_type": "HMAC-SM4"}, "sign_type", "unknown"),
        ({"adapter": "referenze"}, "adapter", "unknown"),
        ({"ca_file": Path("/nowhere/ca.pem")}, "ca_file", "PEM"),
        ({"client_cert_file": Path("/nowhere/client.pem")}, "client_cert_file", "PEM"),
    ],
)
def test_settings_that_cannot_be_used(more: dict[str, Any], key: str, why: str) -> None:
    with pytest.raises(ConfigError, match=why) as refused:
        connect(settings(**{"base_url": "https://platform.example/kiosk/v1", "file": "site.toml"} | more))
    assert refused.value.file == "site.toml"
    assert [mistake.key for mistake in refused.value.mistakes] == [f"platform.{key}"]


def test_the_nearest_known_word_is_named() -> None:
    with pytest.raises(ConfigError, match="did you mean reference"):
        connect(settings("https://platform.example/kiosk/v1", adapter="referense"))


async def test_a_slash_at_the_end_and_sha256() -> None:
    async with Scripted(answer(HALL)) as server:
        platform = connect(settings(server.base_url + "/", sign_type="HMAC-SHA256"))
        await platform.hall_status()
        await platform.close()
    [seen] = server.seen
    assert (seen.target, seen.headers["x-sign-type"]) == ("/kiosk/v1/hall/status", "HMAC-SHA256")
    assert seen.headers["user-agent"] == "hall-kiosk/0.1.0"


async def test_a_proxy_in_the_environment_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    async with Scripted(answer(HALL)) as server:
        platform = connect(settings(server.base_url))
        await platform.hall_status()
        await platform.close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 with its key, signed by itself, made for this run."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not here to make a certificate")
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    request = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1"
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(path), "-out", f"{path}.crt"]
    subprocess.run([openssl, *request.split(), *names], check=True, capture_output=True)
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


def server_context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


async def test_tls_with_the_sites_own_authority(certificate: Path) -> None:
    async with Scripted(answer(HALL), tls=server_context(certificate)) as server:
        platform = connect(settings(server.base_url, ca_file=certificate))
        assert (await platform.hall_status()).waiting == 5
        await platform.close()


async def test_tls_by_a_stranger_is_refused_with_the_reason(certificate: Path) -> None:
    async with Scripted(answer(HALL), tls=server_context(certificate)) as server:
        platform = connect(settings(server.base_url))
        with pytest.raises(PlatformUnavailable, match="CERTIFICATE_VERIFY_FAILED"):
            await platform.hall_status()
        await platform.close()
    assert server.seen == []


async def test_the_terminal_shows_its_own_certificate(certificate: Path) -> None:
    context = server_context(certificate)
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(certificate)
    async with Scripted(answer(HALL), tls=context) as server:
        platform = connect(settings(server.base_url, ca_file=certificate))
        with pytest.raises(PlatformUnavailable):
            await platform.hall_status()
        assert server.seen == []
        await platform.close()
        platform = connect(settings(server.base_url, ca_file=certificate, client_cert_file=certificate))
        assert (await platform.hall_status()).waiting == 5
        await platform.close()
