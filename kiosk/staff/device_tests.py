"""Devices tested with their real drivers, while no terminal has them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from kiosk.clock import now
from kiosk.config import Config
from kiosk.fitted import fit
from kiosk.hardware.device import DeviceStatus
from kiosk.hardware.look import SHARP_FROM
from kiosk.hardware.supervisor import Supervisor
from kiosk.staff.words import introduced, sounded

SECONDS = 120.0
"""For all of one device's test: the drivers have their own, shorter deadlines."""


async def outcomes_of(config: Config, file: str, kinds: Sequence[str] = ()) -> dict[str, DeviceStatus]:
    """Run the self-tests of these kinds, or of all; what is wrong with a device is its outcome.

    A printer prints its test slip. Raises ``ConfigError`` for a driver that cannot be built.
    """
    devices = fit(config, file).by_kind()
    wanted = {kind: device for kind, device in devices.items() if not kinds or kind in kinds}
    supervisor = Supervisor(wanted, lambda: None, now)
    watching = asyncio.create_task(supervisor.run())
    try:
        await supervisor.all_tried()
        async with asyncio.timeout(SECONDS):
            outcomes = await asyncio.gather(*(supervisor.test(kind) for kind in wanted))
        return dict(zip(wanted, outcomes, strict=True))
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


def in_words(status: DeviceStatus) -> str:
    """A status in one line: its own words, what is wrong, who mends it."""
    parts = [str(status.device)]
    parts += [f"{n} {v}" for n in ("media", "paper", "toner") if (v := getattr(status, n)) is not None]
    if status.focus is not None:
        parts.append(
            f"{status.focus.judgement} (focus {status.focus.score:.0f}, sharp from {SHARP_FROM:.0f})"
        )
    if status.sound is not None:
        parts.append(str(sounded(status.sound).en))
    parts += [str(line.en) for line in introduced(status.about)]
    if status.code:
        parts.append(status.code)
    if status.action:
        parts.append(f"→ {MENDS[status.action]}")
    return ", ".join(parts)


MENDS = {
    "clear": "hall staff can mend it",
    "maintenance": "call an engineer",
    "configuration": "look at the configuration",
    "reset": "it heals itself; try again",
    "suspend": "wait",
}
