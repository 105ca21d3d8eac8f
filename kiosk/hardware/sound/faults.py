"""What ALSA's programs say when it goes wrong, in the house's words."""

from __future__ import annotations

from typing import Final

from kiosk.errors import Action, DeviceFault

SAYS: Final = (
    ("Device or resource busy", "busy"),
    ("Permission denied", "port_denied"),
    ("cannot find card", "port_missing"),
    ("No such device", "port_missing"),
    ("Unknown PCM", "port_unusable"),
    ("No such file or directory", "port_missing"),
    ("rate is not accurate", "port_unusable"),
    ("non available", "port_unusable"),
    ("Invalid argument", "port_unusable"),
)
"""The first that stands in what a program said counts: of a card that is gone it says several."""
ACTIONS: Final = {
    "busy": Action.SUSPEND,
    "port_denied": Action.CONFIGURATION,
    "port_missing": Action.MAINTENANCE,
    "port_unusable": Action.CONFIGURATION,
    "program_missing": Action.CONFIGURATION,
    "stalled": Action.RESET,
    "garbled": Action.MAINTENANCE,
    "sound_failed": Action.MAINTENANCE,
}


def fault(kind: str, code: str, detail: str = "") -> DeviceFault:
    """A fault with the action that mends it."""
    return DeviceFault(kind, code, ACTIONS[code], detail)


def code_of(said: str) -> str:
    """Which fault it is that a program ended with."""
    return next((code for words, code in SAYS if words in said), "sound_failed")
