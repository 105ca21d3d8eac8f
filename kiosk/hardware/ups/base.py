"""The port of an uninterruptible power supply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kiosk.hardware.device import Device

KIND = "ups"


@dataclass(frozen=True, slots=True)
class Power:
    """What feeds the terminal. ``None``: the UPS does not say."""

    on_mains: bool
    low: bool = False
    """The battery is nearly empty, or the daemon has begun to switch the machine off."""
    overloaded: bool = False
    replace_battery: bool = False
    charge_percent: float | None = None
    runtime_seconds: float | None = None

    @property
    def ending(self) -> bool:
        """Whether the power is about to go: a battery that is low, but being charged, is no danger."""
        return self.low and not self.on_mains


class Ups(Device, Protocol):
    """Known as of the last ``status``, which the supervisor asks for every two seconds."""

    @property
    def power(self) -> Power | None:
        """The power when last heard of; ``None`` before the first answer and while the UPS is lost."""
        ...

    async def ending(self) -> None:
        """Return when the power is about to go. A UPS that is lost while on battery says nothing more."""
