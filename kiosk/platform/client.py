"""The way in: build the platform client from settings."""

from __future__ import annotations

import hashlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import TypeAlias

from kiosk.domain.personal import Personal
from kiosk.errors import ConfigError, Mistake
from kiosk.platform import case_codes
from kiosk.platform.adapters.reference import ReferencePlatform
from kiosk.platform.breaker import Breaker
from kiosk.platform.case_codes import CaseCodes
from kiosk.platform.catalogue_shelf import Shelf
from kiosk.platform.clock import PlatformClock
from kiosk.platform.connection import Endpoint, build_client
from kiosk.platform.exchange import Exchange
from kiosk.platform.ports.whole import WholePlatform
from kiosk.platform.signing import DeviceSecret, Signer, SignType
from kiosk.platform.transport import Transport
from kiosk.platform.zone import Zone, check_zone


@dataclass(frozen=True, slots=True)
class PlatformSettings:
    """``[platform]`` of the configuration; ``file`` names it in mistakes."""

    base_url: str
    app_id: str
    device_id: str
    secret: Personal[bytes] | DeviceSecret
    sign_type: str = SignType.SM3.value
    timeout_seconds: float = 8
    ca_file: Path | None = None
    client_cert_file: Path | None = None
    software_version: str = ""
    adapter: str = "reference"
    file: str = "kiosk.toml"
    catalogue_max_age: timedelta = timedelta(hours=72)
    zone: str = Zone.INTERNET.value
    case_states: Path | None = None
    """The province's own codes for the states of a case."""

    @property
    def endpoint(self) -> Endpoint:
        """Where these settings lead."""
        return Endpoint(
            self.base_url.rstrip("/"),
            self.timeout_seconds,
            self.ca_file,
            self.client_cert_file,
            self.software_version,
            self.file,
        )


Build: TypeAlias = Callable[[PlatformSettings, Shelf | None], WholePlatform]
"""How an adapter is built: from the settings, and from what keeps the catalogue."""


def reference(settings: PlatformSettings, shelf: Shelf | None) -> WholePlatform:
    """The reference contract itself."""
    codes = case_codes.read(settings.case_states) if settings.case_states else CaseCodes()
    transport = build_transport(settings)
    version, max_age = settings.software_version, settings.catalogue_max_age
    return ReferencePlatform(transport, version, shelf, max_age, case_codes=codes)


ADAPTERS: dict[str, Build] = {"reference": reference}
"""One a province. An adapter of one's own is named ``package.module:build`` and needs no line here."""


def connect(settings: PlatformSettings, shelf: Shelf | None = None) -> WholePlatform:
    """Build the client, with its TLS context; nothing is sent. Raises ``ConfigError``."""
    build = _adapter(settings)
    # An adapter for another network declares it by an attribute of its build function.
    check_zone(settings.file, settings.zone, getattr(build, "zone", Zone.INTERNET))
    return build(settings, shelf)


def _adapter(settings: PlatformSettings) -> Build:
    if ":" in settings.adapter:
        try:
            found: Build = pkgutil.resolve_name(settings.adapter)
        except (ValueError, ImportError, AttributeError) as error:
            why = f"{settings.adapter!r} cannot be imported: {error}"
            raise ConfigError(settings.file, [Mistake("platform.adapter", why)]) from None
        return found
    try:
        return ADAPTERS[settings.adapter]
    except KeyError:
        raise _unknown(settings, "adapter", settings.adapter, list(ADAPTERS)) from None


def build_transport(
    settings: PlatformSettings, *, clock: PlatformClock | None = None, breaker: Breaker | None = None
) -> Transport:
    """The signed transport below every adapter."""
    clock = clock or PlatformClock()
    signer = Signer(settings.app_id, settings.device_id, settings.secret, _sign_type(settings))
    exchange = Exchange(build_client(settings.endpoint), settings.endpoint.base_url, signer, clock)
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
