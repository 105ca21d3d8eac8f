"""What can befall a device, and what a rig says that comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from kiosk.errors import Action
from kiosk.hardware.device import DeviceState, DeviceStatus, Media, Paper, Toner


class Fault(StrEnum):
    """One column of the table."""

    ABSENT = "absent at start"
    UNPLUGGED = "unplugged idle"
    LOST = "unplugged in use"
    SILENT = "silent"
    GARBAGE = "garbage"
    SLOW = "slow"
    DENIED = "permission refused"
    BUSY = "held by another"
    HUNG = "hung"
    RECOVERS = "comes and goes"


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a device while the fault lasts, and how its use ends then (``a|b``: either)."""

    status: DeviceStatus
    use: str


@dataclass(frozen=True, slots=True)
class Cannot:
    """There is no such fault of this device."""

    why: str


Cell: TypeAlias = Told | Cannot


def told(  # noqa: PLR0913 as many as a status has words
    device: DeviceState,
    action: Action | None = None,
    code: str | None = None,
    *,
    use: str,
    media: Media | None = None,
    paper: Paper | None = None,
    toner: Toner | None = None,
) -> Told:
    """A cell of the table."""
    return Told(DeviceStatus(device, media, paper, action, code, toner), use)


def missing(code: str, *, use: str, paper: Paper | None = None, toner: Toner | None = None) -> Told:
    """The device is not there: an engineer is called."""
    return told(DeviceState.NO_DEVICE, Action.MAINTENANCE, code, use=use, paper=paper, toner=toner)


def hung(use: str = "") -> Told:
    """A call was given up at its deadline; the device heals itself. Its use is not tried."""
    return told(DeviceState.OFFLINE, Action.RESET, "stalled", use=use)
