"""Activate this terminal: one code, once, for the secret that signs all it sends."""

from __future__ import annotations

import asyncio
from pathlib import Path

from kiosk import __version__
from kiosk.config_file import load
from kiosk.domain.personal import Personal
from kiosk.platform.activation import activate
from kiosk.platform.connection import Endpoint


def run(config_file: Path, code: str, *, serial_no: str, model: str) -> str:
    """Spend ``code``, write the secret file, and say what was done. Raises ``KioskError``."""
    wanted = load(config_file, files_must_exist=False).platform
    endpoint = Endpoint(
        wanted.base_url.rstrip("/"),
        wanted.timeout_seconds,
        Path(wanted.ca_file) if wanted.ca_file else None,
        Path(wanted.client_cert_file) if wanted.client_cert_file else None,
        __version__,
        str(config_file),
    )
    secret_file = Path(wanted.secret_file)
    done = asyncio.run(
        activate(endpoint, Personal(code), serial_no=serial_no, model=model, secret_file=secret_file)
    )
    said = f"activated as {done.device_id} ({done.app_id}); secret in {secret_file}"
    if (done.device_id, done.app_id) != (wanted.device_id, wanted.app_id):
        said += f"\nset device_id = {done.device_id!r} and app_id = {done.app_id!r} under [platform]"
    return said
