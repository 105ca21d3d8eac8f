"""apcupsd's network information server (apcupsd manual, "NIS network server protocol"; port 3551).

Every message is two bytes of length, high byte first, and so many bytes of text. ``status`` is answered by
one message a line, ``NAME : value``, and an empty message at the end.
"""

from __future__ import annotations

import asyncio
import struct
from typing import Final

from kiosk.hardware.ups.base import Power
from kiosk.hardware.ups.network_ups import LONGEST, Damaged, NetworkUps, finite
from kiosk.hardware.ups.ups_faults import fault

PORT: Final = 3551
LENGTH: Final = struct.Struct(">H")
MOST_LINES: Final = 200
QUESTION: Final = b"status"
LOST: Final = "COMMLOST"
"""Word of ``STATUS`` while the daemon does not reach the UPS."""
SECONDS_A_MINUTE: Final = 60


class ApcupsdUps(NetworkUps):
    """A UPS that apcupsd looks after."""

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Power:
        writer.write(LENGTH.pack(len(QUESTION)) + QUESTION)
        await writer.drain()
        values: dict[str, str] = {}
        for _ in range(MOST_LINES):
            (length,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
            if length == 0:
                return _power(values)
            if length > LONGEST:
                raise Damaged(f"a line of {length} bytes")
            name, _, value = (await reader.readexactly(length)).decode("utf-8", "replace").partition(":")
            values[name.strip()] = value.strip()
        raise Damaged("an answer without end")


def _power(values: dict[str, str]) -> Power:
    words = frozenset(values.get("STATUS", "").split())
    if LOST in words:
        raise fault("ups_lost", LOST)
    shutting = "SHUTTING" in words
    if not words & {"ONLINE", "ONBATT"} and not shutting:
        raise Damaged("no STATUS that is known")
    minutes = _number(values.get("TIMELEFT"))
    return Power(
        on_mains="ONLINE" in words and not shutting,
        low="LOWBATT" in words or shutting,
        overloaded="OVERLOAD" in words,
        replace_battery="REPLACEBATT" in words,
        charge_percent=_number(values.get("BCHARGE")),
        runtime_seconds=None if minutes is None else minutes * SECONDS_A_MINUTE,
    )


def _number(text: str | None) -> float | None:
    """Of ``97.0 Percent`` or ``34.6 Minutes``. Raises ``ValueError``."""
    return None if not text or text.startswith("N/A") else finite(text.split()[0])
