"""Network UPS Tools' upsd (NUT developer guide, "Network protocol information"; port 3493).

``GET VAR <ups> <variable>`` is answered by ``VAR <ups> <variable> "<value>"``, or by ``ERR <why>``. Reading
needs no password.
"""

from __future__ import annotations

import asyncio
import re
from typing import Final

from kiosk.hardware.ups.base import Power
from kiosk.hardware.ups.network_ups import Damaged, NetworkUps, finite
from kiosk.hardware.ups.ups_faults import fault

PORT: Final = 3493
VALUE: Final = re.compile(r'VAR (\S+) (\S+) "((?:[^"\\]|\\.)*)"')
ERRORS: Final = {
    "UNKNOWN-UPS": "no_such_ups",
    "DATA-STALE": "ups_lost",
    "DRIVER-NOT-CONNECTED": "ups_lost",
    "ACCESS-DENIED": "port_denied",
}
NOT_SAID: Final = "VAR-NOT-SUPPORTED"


class NutUps(NetworkUps):
    """A UPS that upsd looks after, by its name there."""

    def __init__(self, host: str, port: int, name: str, **seconds: float) -> None:
        super().__init__(host, port, **seconds)
        self._name = name

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Power:
        async def value(variable: str) -> str | None:
            writer.write(f"GET VAR {self._name} {variable}\n".encode("ascii"))
            await writer.drain()
            line = await reader.readuntil(b"\n")
            return self._value(variable, line.decode("utf-8", "replace").strip())

        words = frozenset((await value("ups.status") or "").split())
        if not words & {"OL", "OB", "FSD"}:
            raise Damaged("no ups.status that is known")
        return Power(
            # FSD: the daemon is switching its machines off, whatever the mains do meanwhile.
            on_mains="OL" in words and "FSD" not in words,
            low=bool(words & {"LB", "FSD"}),
            overloaded="OVER" in words,
            replace_battery="RB" in words,
            charge_percent=_number(await value("battery.charge")),
            runtime_seconds=_number(await value("battery.runtime")),
        )

    def _value(self, variable: str, line: str) -> str | None:
        if line.startswith("ERR "):
            why = line.split()[1]
            if why == NOT_SAID:
                return None
            if why not in ERRORS:
                raise Damaged(line)
            raise fault(ERRORS[why], why)
        found = VALUE.fullmatch(line)
        if found is None or (found[1], found[2]) != (self._name, variable):
            raise Damaged(f"no answer to {variable}")
        return found[3]


def _number(text: str | None) -> float | None:
    """Raises ``ValueError``."""
    return finite(text) if text else None
