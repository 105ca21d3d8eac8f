"""What every device can say of itself, in XFS4IoT's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, runtime_checkable

from kiosk.errors import Action
from kiosk.hardware.about import About
from kiosk.hardware.hearing import Sound
from kiosk.hardware.look import Focus


class DeviceState(StrEnum):
    """Whether the device can be talked to."""

    ONLINE = "online"
    OFFLINE = "offline"
    POWER_OFF = "powerOff"
    NO_DEVICE = "noDevice"
    HARDWARE_ERROR = "hardwareError"
    USER_ERROR = "userError"
    DEVICE_BUSY = "deviceBusy"
    FRAUD_ATTEMPT = "fraudAttempt"
    STARTING = "starting"


class Media(StrEnum):
    """A card, ticket or page in the device."""

    PRESENT = "present"
    NOT_PRESENT = "notPresent"
    JAMMED = "jammed"
    ENTERING = "entering"
    UNKNOWN = "unknown"


class Paper(StrEnum):
    """The paper supply."""

    FULL = "full"
    LOW = "low"
    OUT = "out"
    JAMMED = "jammed"
    UNKNOWN = "unknown"


class Toner(StrEnum):
    """The toner or ink supply."""

    FULL = "full"
    LOW = "low"
    OUT = "out"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DeviceStatus:
    """One device at one moment. ``media``, ``paper`` and ``toner`` are ``None`` where the kind has none."""

    device: DeviceState
    media: Media | None = None
    paper: Paper | None = None
    action: Action | None = None
    code: str | None = None
    toner: Toner | None = None
    focus: Focus | None = field(default=None, compare=False)
    """Of a camera, from a self-test: a picture that is sharper than the last one is no change of state."""
    sound: Sound | None = field(default=None, compare=False)
    """Of a loudspeaker or a microphone, from a self-test."""
    about: About | None = field(default=None, compare=False)
    """What the device told of itself at a self-test."""

    @property
    def usable(self) -> bool:
        """Whether the device can do its work now."""
        empty = self.paper in {Paper.OUT, Paper.JAMMED} or self.toner is Toner.OUT
        return self.device is DeviceState.ONLINE and not empty


STARTING = DeviceStatus(DeviceState.STARTING)


class Device(Protocol):
    """What the supervisor needs of every driver. Each call ends within the driver's own deadline.

    The supervisor gives up a call that does not (``kiosk.hardware.calls.SECONDS``). A driver that needs
    longer says so in an attribute: ``deadlines = {"open": 60.0}``, in seconds, by the call's name.
    """

    kind: str

    async def open(self) -> None:
        """Take the port. Raises ``DeviceFault``; may be called again after it failed or was closed."""

    async def close(self) -> None:
        """Give the port back. Never raises; closing twice is fine."""

    async def status(self) -> DeviceStatus:
        """Ask the device how it is. Silence is a status (offline), not an exception."""

    async def self_test(self) -> DeviceStatus:
        """Do the real thing once, as far as it goes without a citizen, and say how it went."""


@runtime_checkable
class Restartable(Protocol):
    """A driver that can end what hangs in it, such as a process of its own."""

    async def restart(self) -> None:
        """End it by force, so that ``open`` can begin anew. After a call was given up, before ``close``."""
