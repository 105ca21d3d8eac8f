"""What the PC/SC library's return codes mean for the terminal."""

from __future__ import annotations

from enum import Enum
from typing import Final

from smartcard import scard

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import DeviceState, DeviceStatus
from kiosk.hardware.smart_card.base import KIND

FAULTS: Final = {
    "no_service": (DeviceState.OFFLINE, Action.RESET),
    "no_reader": (DeviceState.NO_DEVICE, Action.MAINTENANCE),
    "reader_gone": (DeviceState.NO_DEVICE, Action.MAINTENANCE),
    "port_denied": (DeviceState.OFFLINE, Action.CONFIGURATION),
    "busy": (DeviceState.DEVICE_BUSY, Action.SUSPEND),
    "stalled": (DeviceState.OFFLINE, Action.RESET),
    "failed": (DeviceState.HARDWARE_ERROR, Action.RESET),
    "csca_unusable": (DeviceState.HARDWARE_ERROR, Action.CONFIGURATION),
    "closed": (DeviceState.OFFLINE, Action.RESET),
}
"""Every fault code of this driver: the state it leaves, and who mends it."""

CODES: Final = {
    scard.SCARD_E_NO_SERVICE: "no_service",
    scard.SCARD_E_SERVICE_STOPPED: "no_service",
    scard.SCARD_E_SERVER_TOO_BUSY: "no_service",
    scard.SCARD_F_COMM_ERROR: "no_service",  # pcscd went away while it was asked
    scard.SCARD_E_INVALID_HANDLE: "no_service",  # and what it knew of us went with it
    scard.SCARD_E_NO_READERS_AVAILABLE: "no_reader",
    scard.SCARD_E_READER_UNAVAILABLE: "reader_gone",
    scard.SCARD_E_UNKNOWN_READER: "reader_gone",
    scard.SCARD_W_SECURITY_VIOLATION: "port_denied",  # polkit
    scard.SCARD_E_NO_ACCESS: "port_denied",
    scard.SCARD_E_SHARING_VIOLATION: "busy",
}


class Trouble(Enum):
    """What a failed talk with a card was."""

    LIFTED = "the card is gone"
    CARD = "the card did not answer as a card does: going, badly laid, or broken"
    DEVICE = "the reader or the service behind it"


LIFTED: Final = frozenset(
    {
        scard.SCARD_W_REMOVED_CARD,
        scard.SCARD_E_NO_SMARTCARD,
        scard.SCARD_W_RESET_CARD,  # another card, or the same laid anew: what was begun is lost
        scard.SCARD_W_UNPOWERED_CARD,
    }
)
OF_CARD: Final = frozenset(
    {
        scard.SCARD_E_NOT_TRANSACTED,
        scard.SCARD_W_UNRESPONSIVE_CARD,
        scard.SCARD_W_UNSUPPORTED_CARD,
        scard.SCARD_E_PROTO_MISMATCH,
        scard.SCARD_E_INSUFFICIENT_BUFFER,  # it said more than any answer may hold
        scard.SCARD_E_TIMEOUT,
        scard.SCARD_F_WAITED_TOO_LONG,
    }
)


def trouble(result: int) -> Trouble:
    """Whose trouble a return code speaks of."""
    if result in LIFTED:
        return Trouble.LIFTED
    return Trouble.CARD if result in OF_CARD else Trouble.DEVICE


def fault_of(result: int) -> DeviceFault:
    """The fault behind a return code that speaks of the device."""
    return fault(CODES.get(result, "failed"), f"0x{result & 0xFFFFFFFF:08X}")


def fault(code: str, detail: str = "") -> DeviceFault:
    """A fault of this driver by its code."""
    return DeviceFault(KIND, code, FAULTS[code][1], detail)


def status_of(problem: DeviceFault) -> DeviceStatus:
    """The status that one of this driver's faults leaves behind."""
    return DeviceStatus(FAULTS[problem.code][0], action=problem.action, code=problem.code)
