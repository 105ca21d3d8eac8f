"""A new secret by the platform's order, without anybody at the terminal and without a restart.

The new secret ends the old one, with which the order came. So it is in use, for journeys and courier alike,
before the result is told: that the platform can read the result is the proof that it works.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.domain.personal import Personal
from kiosk.errors import PlatformUnavailable
from kiosk.platform.activation import Device, activate
from kiosk.platform.connection import Endpoint
from kiosk.platform.secret import read_secret
from kiosk.platform.signing import DeviceSecret

TRIES: Final = 3
UNTOLD: Final = "unknown"
"""Serial number and model, as with ``run_kiosk.py activate``: the platform has them from the first time."""


@dataclass(frozen=True, slots=True)
class Reactivation:
    """Spends an activation code. ``pause_seconds`` lie between tries, all within the code's ten minutes."""

    endpoint: Endpoint
    device: Device
    secret_file: Path
    secret: DeviceSecret
    pause_seconds: float = 10.0

    async def __call__(self, code: Personal[str]) -> None:
        """Write the new secret (0600, whole or not at all) and sign with it from now on.

        Raises ``PlatformRefused`` (a spent or unknown code), ``OtherDevice``, ``ConfigError`` (the file
        cannot be written) and ``PlatformUnavailable``: then the old secret stays.
        """
        for left in reversed(range(TRIES)):
            try:
                await activate(
                    self.endpoint,
                    code,
                    serial_no=UNTOLD,
                    model=UNTOLD,
                    secret_file=self.secret_file,
                    only_for=self.device,
                )
                break
            except PlatformUnavailable:
                # The code may be spent and the old secret over: only the same request again can tell.
                if not left:
                    raise
                await asyncio.sleep(self.pause_seconds)
        self.secret.renew(await asyncio.to_thread(read_secret, self.secret_file))
