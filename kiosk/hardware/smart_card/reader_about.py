"""What a PC/SC reader tells of itself. Blocking; lives in a worker thread."""

from __future__ import annotations

from typing import Any, Final

from smartcard import scard

from kiosk.hardware.about import About, tidy
from kiosk.hardware.smart_card.monitor import Monitor
from kiosk.hardware.smart_card.turn import Turn

VERSION: Final = 4
"""Bytes of a version: 0xMMmmbbbb, the lowest first."""


def reader_about(turn: Turn, monitor: Monitor) -> About:
    """By its attributes, without powering a card; its name where it has no more. Raises ``DeviceFault``."""
    name = next(iter(monitor.readers()), "")
    with turn.within():
        result, card, _ = scard.SCardConnect(monitor.context, name, scard.SCARD_SHARE_DIRECT, 0)
    if result != scard.SCARD_S_SUCCESS:  # another program has it alone
        return About(model=tidy(name))
    try:
        maker, model, serial = (
            tidy(_told(turn, card, attribute))
            for attribute in (
                scard.SCARD_ATTR_VENDOR_NAME,
                scard.SCARD_ATTR_VENDOR_IFD_TYPE,
                scard.SCARD_ATTR_VENDOR_IFD_SERIAL_NO,
            )
        )
        version = _told(turn, card, scard.SCARD_ATTR_VENDOR_IFD_VERSION)
    finally:
        with turn.within():
            scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)
    if not model:
        maker, model = "", name  # it begins with the maker
    return About(maker, tidy(model), _version(version), serial)


def _told(turn: Turn, card: Any, attribute: int) -> bytes:  # noqa: ANN401 the library's handle
    with turn.within():
        result, told = scard.SCardGetAttrib(card, attribute)
    return bytes(byte & 0xFF for byte in told).rstrip(b"\0") if result == scard.SCARD_S_SUCCESS else b""


def _version(told: bytes) -> str:
    if not told or len(told) > VERSION:
        return ""
    number = int.from_bytes(told, "little")
    return f"{number >> 24}.{number >> 16 & 0xFF:02d}"
