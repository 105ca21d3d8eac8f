"""A device that is configured, but that nothing here can drive: it says so, and is never used."""

from __future__ import annotations

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import DeviceState, DeviceStatus


class AbsentDevice:
    """Implements ``Device``; opening it always fails."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    async def open(self) -> None:
        """See ``Device``."""
        raise DeviceFault(self.kind, "no_driver", Action.CONFIGURATION)

    async def close(self) -> None:
        """See ``Device``."""

    async def status(self) -> DeviceStatus:
        """See ``Device``."""
        return DeviceStatus(DeviceState.NO_DEVICE, action=Action.CONFIGURATION, code="no_driver")

    async def self_test(self) -> DeviceStatus:
        """See ``Device``."""
        return await self.status()
