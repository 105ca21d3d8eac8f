"""A SAM_V security module as the readers ask it: over a serial line, or through a vendor's library."""

from __future__ import annotations

import threading
from typing import Protocol

from kiosk.hardware.id_card.samv_frame import Command, Reply


class Silent(Exception):
    """Nothing came in the time allowed."""


class Damaged(Exception):
    """Bytes came, but no whole reply."""


class Module(Protocol):
    """One question, one answer. Blocking, and not for two threads at once; ``stop`` ends any call soon."""

    @property
    def is_open(self) -> bool:
        """Whether the port is held."""
        ...

    @property
    def wire_seconds(self) -> float:
        """How long the longest answer is on its way."""
        ...

    def open(self, stop: threading.Event) -> None:
        """Take the port. Raises ``DeviceFault`` or ``Stopped``."""

    def close(self) -> None:
        """Give the port back. Never raises."""

    def ask(self, command: Command, stop: threading.Event) -> Reply:
        """Ask once. Raises ``Silent``, ``Damaged``, ``Stopped`` or ``DeviceFault`` (the port is lost)."""
        ...
