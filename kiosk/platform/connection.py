"""The one httpx client of a terminal: keep-alive, no redirects, nothing taken from the environment."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from kiosk.errors import ConfigError, Mistake
from kiosk.platform.signing import BASE_PATH

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
KEEP_ALIVE_SECONDS = 30.0
CONNECT_SHARE = 0.3
"""Of the deadline: a host that drops packets must leave time for another try."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the platform is. ``file`` is the configuration these values were written in."""

    base_url: str
    timeout_seconds: float
    ca_file: Path | None = None
    client_cert_file: Path | None = None
    software_version: str = ""
    file: str = "kiosk.toml"
    base_path: str = BASE_PATH
    """With what the URL must end: a province has its own."""


def build_client(
    endpoint: Endpoint, transport: Callable[[ssl.SSLContext], httpx.AsyncBaseTransport] | None = None
) -> httpx.AsyncClient:
    """Build client and TLS context now, not under a citizen's finger. Raises ``ConfigError``.

    ``transport``: what carries the bytes below httpx, where it is not httpx's own.
    """
    _check_url(endpoint)
    tls = _tls(endpoint)
    return httpx.AsyncClient(
        verify=tls,
        transport=transport(tls) if transport else None,
        trust_env=False,
        follow_redirects=False,
        # The exchange bounds the whole answer; only connecting has a bound of its own.
        timeout=httpx.Timeout(None, connect=endpoint.timeout_seconds * CONNECT_SHARE),
        limits=httpx.Limits(keepalive_expiry=KEEP_ALIVE_SECONDS),
        headers={"User-Agent": f"hall-kiosk/{endpoint.software_version}"},
    )


def _check_url(endpoint: Endpoint) -> None:
    try:
        url = httpx.URL(endpoint.base_url)
    except httpx.InvalidURL:
        raise _mistake(endpoint, "base_url", "is not a URL") from None
    if url.scheme != "https" and not (url.scheme == "http" and url.host in LOOPBACK):
        raise _mistake(endpoint, "base_url", "must begin with https:// (http:// only on this machine)")
    if not url.path.endswith(endpoint.base_path) or url.query:
        raise _mistake(endpoint, "base_url", f"must end with {endpoint.base_path}")


def _tls(endpoint: Endpoint) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=endpoint.ca_file)
    except OSError:  # ssl.SSLError is one
        raise _mistake(endpoint, "ca_file", "is not a readable file of PEM certificates") from None
    if endpoint.client_cert_file:
        try:
            context.load_cert_chain(endpoint.client_cert_file)
        except OSError:
            raise _mistake(
                endpoint, "client_cert_file", "is not a readable PEM file of certificate and key"
            ) from None
    return context


def _mistake(endpoint: Endpoint, key: str, why: str) -> ConfigError:
    return ConfigError(endpoint.file, [Mistake(f"platform.{key}", why)])
