"""How the platform is reached: its URL, its certificates, and a client for both."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from kiosk.errors import ConfigError, Mistake
from kiosk.platform.http_client import Address, HttpClient
from kiosk.platform.signing import BASE_PATH

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
PORTS = {"https": 443, "http": 80}
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


def build_client(endpoint: Endpoint) -> HttpClient:
    """Build client and TLS context now, not under a citizen's finger. Raises ``ConfigError``."""
    url = _url(endpoint)
    tls = _tls(endpoint) if url.scheme == "https" else None
    host = url.hostname or ""
    return HttpClient(
        Address(host, url.port or PORTS[url.scheme], url.netloc, tls),
        # The exchange bounds the whole answer; only connecting has a bound of its own.
        connect_seconds=endpoint.timeout_seconds * CONNECT_SHARE,
        user_agent=f"hall-kiosk/{endpoint.software_version}",
    )


def _url(endpoint: Endpoint) -> SplitResult:
    text = endpoint.base_url
    try:
        url = urlsplit(text)
        host, _ = url.hostname, url.port
    except ValueError:  # brackets without an address, a port without a number
        host = None
    if not host or not text.isascii() or not text.isprintable() or " " in text or "@" in url.netloc:
        raise _mistake(endpoint, "base_url", "is not a URL")
    if url.scheme != "https" and not (url.scheme == "http" and host in LOOPBACK):
        raise _mistake(endpoint, "base_url", "must begin with https:// (http:// only on this machine)")
    if not url.path.endswith(endpoint.base_path) or url.query or url.fragment:
        raise _mistake(endpoint, "base_url", f"must end with {endpoint.base_path}")
    return url


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
