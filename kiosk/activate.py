"""Activate this terminal: one code, once, for the secret that signs all it sends."""

from __future__ import annotations

import asyncio
from pathlib import Path

from kiosk.config_file import load
from kiosk.domain.personal import Personal
from kiosk.kept import endpoint
from kiosk.platform.activation import activate


def run(config_file: Path, code: str, *, serial_no: str, model: str) -> str:
    """Spend ``code``, write the secret file, and say what was done. Raises ``KioskError``."""
    config = load(config_file, files_must_exist=False)
    wanted, platform = config.platform, endpoint(config, str(config_file))
    secret_file = Path(wanted.secret_file)
    done = asyncio.run(
        activate(platform, Personal(code), serial_no=serial_no, model=model, secret_file=secret_file)
    )
    said = f"activated as {done.device_id} ({done.app_id}); secret in {secret_file}"
    if (done.device_id, done.app_id) != (wanted.device_id, wanted.app_id):
        said += f"\nset device_id = {done.device_id!r} and app_id = {done.app_id!r} under [platform]"
    return said
