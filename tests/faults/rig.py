"""A rig: one driver, its simulated wire, and how each fault is produced there."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from kiosk.hardware.device import Device, DeviceStatus
from tests.faults.fault import Cell, Fault, Told


class Rig(ABC):
    """One of a cell's own. ``inflict`` and ``mend`` block; everything else runs on the event loop."""

    name: ClassVar[str]
    """Kind and driver, as the table calls it."""
    kind: ClassVar[str]
    well: ClassVar[DeviceStatus]
    """The status while nothing is wrong and nobody uses it."""
    cells: ClassVar[Mapping[Fault, Cell]]
    fixture: ClassVar[str] = ""
    """What it shares with other tests of the process; ``share`` gets it before anything else is called."""
    deadline: ClassVar[float] = 0.3
    """Seconds that the supervisor allows a call of one that hangs: less than the driver allows itself."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is empty, and open to everybody."""
        self.folder = folder

    def share(self, shared: Any) -> None:  # noqa: B027 few share anything
        """Take what ``fixture`` made."""

    @abstractmethod
    def driver(self) -> Device:
        """The driver under test, not opened, in haste where it has to wait for what does not come."""

    @abstractmethod
    async def use(self, driver: Any) -> object:
        """Do the real thing; returns what the driver claims. What it claims truly happened."""

    @abstractmethod
    async def lose(self, driver: Any) -> object:
        """Begin the real thing and pull the plug in the middle; returns what the driver claims."""

    @abstractmethod
    def inflict(self, fault: Fault) -> None:
        """Produce the fault. ``ABSENT``, ``UNPLUGGED`` and ``RECOVERS`` pull the plug."""

    @abstractmethod
    def mend(self, fault: Fault) -> None:
        """End it. Also after ``lose``."""

    @abstractmethod
    def close(self) -> None:
        """Take everything down; twice is fine."""

    def told(self, fault: Fault) -> Told:
        """What is expected."""
        cell = self.cells[fault]
        assert isinstance(cell, Told)
        return cell


async def until(so: Any, what: str, seconds: float = 20.0) -> None:
    """Return when ``so()`` is true."""
    try:
        async with asyncio.timeout(seconds):
            while not so():
                await asyncio.sleep(0.01)
    except TimeoutError:
        raise AssertionError(f"waited {seconds:g} s for {what}") from None
