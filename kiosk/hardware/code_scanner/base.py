"""The port of a scanner of QR codes."""

from __future__ import annotations

from typing import Protocol

from kiosk.domain.personal import Personal
from kiosk.hardware.device import Device

KIND = "code_scanner"


class CodeScanner(Device, Protocol):
    """Reads what a person holds before it. A code means nothing here: the platform resolves it."""

    async def read(self) -> Personal[str]:
        """Wait for the next code, as long as it takes. What was scanned before the call is dropped.

        Cancelling frees the scanner for the next call. Raises ``CodeUnreadable`` (too long, control
        characters, not text) or ``DeviceFault``.
        """
        ...
