"""Activation: exchange a one-time code for the terminal's credentials (the only unsigned operation)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from kiosk.domain.personal import Personal
from kiosk.errors import KioskError
from kiosk.platform import codec, wire
from kiosk.platform.breaker import Breaker
from kiosk.platform.clock import PlatformClock
from kiosk.platform.connection import Endpoint, build_client
from kiosk.platform.exchange import Call, Exchange
from kiosk.platform.secret import SecretFile
from kiosk.platform.transport import Transport


@dataclass(frozen=True, slots=True)
class Device:
    """As what a terminal signs."""

    app_id: str
    device_id: str


class OtherDevice(KioskError):
    """The code was another device's. Its credentials were dropped: that device needs a new code."""


@dataclass(frozen=True, slots=True)
class Activated:
    """What belongs into ``[platform]``. The secret itself is in its file, and nowhere else."""

    app_id: str
    device_id: str
    sign_types: tuple[str, ...]
    expires_at: datetime | None


async def activate(  # noqa: PLR0913 what a device says of itself
    endpoint: Endpoint,
    code: Personal[str],
    *,
    serial_no: str,
    model: str,
    secret_file: Path,
    only_for: Device | None = None,
) -> Activated:
    """Spend ``code`` and write ``secret_file`` (mode 0600). A new activation ends the old credentials.

    ``only_for``: who the credentials must be for, else ``OtherDevice`` is raised and nothing written.

    Raises ``PlatformRefused`` (``activation_code_spent``, ``not_found``), ``PlatformUnavailable`` (try the
    same again within 10 minutes) or ``ConfigError`` (URL, certificates, or the file cannot be written).
    """
    draft = await asyncio.to_thread(SecretFile, secret_file)
    try:
        credentials = await _ask(endpoint, _request(endpoint, code, serial_no, model))
        if only_for not in {None, Device(credentials.app_id, credentials.device_id)}:
            raise OtherDevice(f"the code is for {credentials.device_id} ({credentials.app_id})")
        await asyncio.to_thread(draft.store, credentials.device_secret)
    finally:
        await asyncio.to_thread(draft.close)
    return Activated(
        credentials.app_id, credentials.device_id, credentials.sign_types, credentials.expires_at
    )


def _request(endpoint: Endpoint, code: Personal[str], serial_no: str, model: str) -> Call:
    body = codec.encode(wire.ActivationRequest(code, serial_no, model, endpoint.software_version))
    # The key follows from the request: when power fails between answer and disk, entering the same code
    # again within 10 minutes gives the same credentials.
    return Call("POST", "/devices/activate", body=body, key=uuid5(NAMESPACE_URL, body.decode()))


async def _ask(endpoint: Endpoint, call: Call) -> wire.Credentials:
    clock = PlatformClock()
    http = build_client(endpoint)
    exchange = Exchange(http, endpoint.base_url.rstrip("/"), None, clock)
    transport = Transport(exchange, timeout_seconds=endpoint.timeout_seconds, breaker=Breaker(), clock=clock)
    try:
        return await transport.call(call, wire.Credentials)
    finally:
        await transport.close()
