"""The port of a camera."""

from __future__ import annotations

from typing import Protocol

from kiosk.domain.picture import Picture
from kiosk.hardware.device import Device

KIND = "camera"


class Camera(Device, Protocol):
    """Takes pictures only between ``start`` and ``stop``: nobody is filmed who was not asked."""

    async def start(self) -> None:
        """Begin to take pictures. Raises ``DeviceFault``."""

    async def stop(self) -> None:
        """End it and forget the last picture. Never raises; stopping twice is fine."""

    @property
    def newest(self) -> Picture | None:
        """The last picture taken; ``None`` before the first and after ``stop``. Any thread may ask."""
        ...

    async def next(self, after: int = 0) -> Picture:
        """Wait for a picture whose number is above ``after``. Raises ``DeviceFault`` when none comes."""
        ...
