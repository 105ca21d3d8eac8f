"""The readiness report made at the desk, while the terminal runs and has the devices."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.config import Config
from kiosk.domain.words import Text
from kiosk.errors import ConfigError, PageError, StoreError
from kiosk.hardware.device import DeviceStatus
from kiosk.platform.secret import read_secret
from kiosk.staff.desk import Cabinet, Desk
from kiosk.staff.network_path import Step
from kiosk.staff.readiness import Report, by_hand, of_devices
from kiosk.staff.report_keeping import Kept, keep
from kiosk.staff.report_paper import page
from kiosk.staff.sections import sections
from kiosk.staff.trials import unattended


@dataclass(frozen=True, slots=True)
class Made:
    """A report: kept, and its page if one could be set. ``trouble`` tells what could not be done."""

    report: Report
    kept: Kept | None
    pdf: bytes | None = None
    trouble: Text | None = None


async def make(
    config: Config,
    file: str,
    desk: Desk,
    counts: Mapping[str, int],
    walk: Callable[[], Awaitable[Sequence[Step]]],
) -> Made:
    """Test what needs nobody's hand, look at the rest, write it down and set its page. Never raises."""
    outcomes = await _tested(desk.cabinet)
    found = await asyncio.to_thread(sections, config, file, of_devices(outcomes, config), await walk())
    if tested := by_hand(desk.findings, desk.hall.clock().date()):
        found["by hand"] = tested
    report = Report(config.terminal.id, config.terminal.hall.zh, desk.hall.clock(), found, counts)
    try:
        kept = await asyncio.to_thread(keep, report, Path(config.terminal.state_dir), _key(config))
    except StoreError as error:
        return Made(report, None, trouble=Text(f"没存下来：{error}", f"Not kept: {error}"))
    try:
        pdf = await page(report, kept, desk.hall.press)
    except (PageError, StoreError) as error:
        return Made(report, kept, trouble=Text(f"没排成 A4 页：{error}", f"No page: {error}"))
    return Made(report, kept, pdf)


async def _tested(cabinet: Cabinet) -> dict[str, DeviceStatus]:
    # One after the other: two printers at work at once tell staff nothing.
    return {
        kind: await cabinet.test(kind) if unattended(kind) else status
        for kind, status in cabinet.all().items()
    }


def _key(config: Config) -> bytes | None:
    try:
        return read_secret(Path(config.platform.secret_file)).reveal()
    except ConfigError:  # the report says so itself, and is unsigned
        return None
