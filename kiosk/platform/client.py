"""The way in: build the platform client from settings."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from kiosk.domain.personal import Personal
from kiosk.errors import ConfigError, Mistake
from kiosk.platform.adapters.reference import ReferencePlatform
from kiosk.platform.breaker import Breaker
from kiosk.platform.clock import PlatformClock
from kiosk.platform.connection import Endpoint, build_client
from kiosk.platform.exchange import Exchange
from kiosk.platform.port import Platform
from kiosk.platform.signing import Signer, SignType
from kiosk.platform.transport import Transport


@dataclass(frozen=True, slots=True)
class PlatformSettings:
    """``[platform]`` of the configuration; ``file`` names it in mistakes."""

    base_url: str
    app_id: str
    device_id: str
    secret: Personal[bytes]
    sign_type: str = SignType.SM3.value
    timeout_seconds: float = 8
    ca_file: Path | None = None
    client_cert_file: Path | None = None
    software_version: str = ""
    adapter: str = "reference"
    file: str = "kiosk.toml"


ADAPTERS: dict[str, Callable[[Transport, str], Platform]] = {"reference": ReferencePlatform}
"""One a province. Each gets the transport and the software version."""


def connect(settings: PlatformSettings) -> Platform:
    """Build the client, with its TLS context; nothing is sent. Raises ``ConfigError``."""
    adapter = ADAPTERS.get(settings.adapter)
    if adapter is None:
        raise _unknown(settings, "adapter", settings.adapter, list(ADAPTERS))
    return adapter(build_transport(settings), settings.software_version)


def build_transport(
    settings: PlatformSettings, *, clock: PlatformClock | None = None, breaker: Breaker | None = None
) -> Transport:
    """The signed transport below every adapter."""
    clock = clock or PlatformClock()
    endpoint = Endpoint(
        settings.base_url.rstrip("/"),
        settings.timeout_seconds,
        settings.ca_file,
        settings.client_cert_file,
        settings.software_version,
        settings.file,
    )
    signer = Signer(settings.app_id, settings.device_id, settings.secret, _sign_type(settings))
    exchange = Exchange(build_client(endpoint), endpoint.base_url, signer, clock)
    return Transport(
        exchange, timeout_seconds=settings.timeout_seconds, breaker=breaker or Breaker(), clock=clock
    )


def _sign_type(settings: PlatformSettings) -> SignType:
    try:
        sign_type = SignType(settings.sign_type)
    except ValueError:
        raise _unknown(settings, "sign_type", settings.sign_type, list(SignType)) from None
    try:
        hashlib.new(sign_type.digest)
    except ValueError:  # an OpenSSL built without SM3
        why = f"{sign_type.digest} is not in this machine's OpenSSL; use {SignType.SHA256.value}"
        raise ConfigError(settings.file, [Mistake("platform.sign_type", why)]) from None
    return sign_type


def _unknown(settings: PlatformSettings, key: str, value: str, known: list[str]) -> ConfigError:
    nearest = next(iter(get_close_matches(value, known, n=1)), None)
    return ConfigError(settings.file, [Mistake(f"platform.{key}", f"{value!r} is unknown", nearest)])
