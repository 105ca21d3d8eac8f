"""What a module's status words (SW3) and the port's failures mean for the terminal."""

from __future__ import annotations

from enum import Enum
from typing import Final

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import DeviceState, DeviceStatus
from kiosk.hardware.id_card.base import KIND
from kiosk.hardware.serial_line import LINE_FAULTS

OK: Final = 0x90
FOUND: Final = 0x9F
NOT_FOUND: Final = 0x80


class Meaning(Enum):
    """What to do about a word that is not the one hoped for."""

    ASK_AGAIN = "the question arrived damaged"
    CARD_AWAY = "the card did not answer: lifted, or badly laid"
    CARD_BAD = "the card answered, but not as a document"
    DEVICE = "the module itself is not fit"


WORDS: Final = {
    0x02: Meaning.ASK_AGAIN,  # host library: receive timeout
    0x03: Meaning.ASK_AGAIN,  # host library: transfer error
    0x10: Meaning.ASK_AGAIN,  # checksum
    0x11: Meaning.ASK_AGAIN,  # length
    0x21: Meaning.ASK_AGAIN,  # command
    0x31: Meaning.CARD_AWAY,  # card rejects SAM: also what a card leaving the field looks like
    0x32: Meaning.CARD_AWAY,  # SAM rejects card: likewise
    0x34: Meaning.CARD_AWAY,  # no card found before
    0x41: Meaning.CARD_AWAY,  # read failed
    0x47: Meaning.CARD_AWAY,  # random number
    0x80: Meaning.CARD_AWAY,  # not found
    0x81: Meaning.CARD_AWAY,  # select failed
    0x33: Meaning.CARD_BAD,  # information not verified
    0x37: Meaning.CARD_BAD,  # fingerprint not verified
    0x3F: Meaning.CARD_BAD,  # information length
    0x40: Meaning.CARD_BAD,  # unknown kind of card
    0x91: Meaning.CARD_BAD,  # nothing stored
}
"""Every other word speaks of the module."""

DEVICE_CODES: Final = {
    0x05: "unauthorised",
    0x23: "unauthorised",
    0x60: "self_test_failed",
    0x66: "unauthorised",
}

FAULTS: Final = {
    **LINE_FAULTS,
    "no_answer": (DeviceState.OFFLINE, Action.RESET),
    "garbled": (DeviceState.HARDWARE_ERROR, Action.RESET),
    "unknown_word": (DeviceState.HARDWARE_ERROR, Action.RESET),
    "self_test_failed": (DeviceState.HARDWARE_ERROR, Action.MAINTENANCE),
    "unauthorised": (DeviceState.HARDWARE_ERROR, Action.MAINTENANCE),
    # a vendor's library
    "library_missing": (DeviceState.OFFLINE, Action.CONFIGURATION),
    "library_unusable": (DeviceState.OFFLINE, Action.CONFIGURATION),
    "library_other_abi": (DeviceState.OFFLINE, Action.CONFIGURATION),
    "library_crashed": (DeviceState.HARDWARE_ERROR, Action.RESET),
    "library_hung": (DeviceState.HARDWARE_ERROR, Action.RESET),
}
"""Every fault code of the readers: the state it leaves, and who mends it."""


def meaning(word: int) -> Meaning:
    """What a word other than success says."""
    return WORDS.get(word, Meaning.DEVICE)


def device_fault(word: int) -> DeviceFault:
    """The fault behind a word that speaks of the module."""
    return fault(DEVICE_CODES.get(word, "unknown_word"), f"SW3 {word:02X}")


def fault(code: str, detail: str = "") -> DeviceFault:
    """A fault of a reader by its code."""
    return DeviceFault(KIND, code, FAULTS[code][1], detail)


def status_of(problem: DeviceFault) -> DeviceStatus:
    """The status that one of this driver's faults leaves behind."""
    return DeviceStatus(FAULTS[problem.code][0], action=problem.action, code=problem.code)
