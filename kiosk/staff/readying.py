"""The readiness report made at the desk, while the terminal runs: on screen, on paper, as signed JSON."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kiosk.config import Config
from kiosk.domain.words import Text
from kiosk.errors import ConfigError, StoreError
from kiosk.platform.secret import read_secret
from kiosk.staff.checks import files
from kiosk.staff.checks.base import Check
from kiosk.staff.desk import Desk, Finding
from kiosk.staff.readiness import Report, by_hand, keep, of_devices
from kiosk.staff.trials import unattended
from kiosk.staff.words import NETWORK

MARKS: Final = {"ok": "✓", "warn": "!", "bad": "×"}
SHOWN: Final = 8


async def report(config: Config, file: str, desk: Desk, counts: Mapping[str, int]) -> tuple[Text, ...]:
    """Test what needs nobody's hand, write the report, and say in lines what is not as it should be."""
    known = desk.cabinet.all()
    # One after the other: two printers at work at once tell staff nothing.
    outcomes = {
        kind: await desk.cabinet.test(kind) if unattended(kind) else status for kind, status in known.items()
    }
    sections = {
        "devices": of_devices(outcomes, config),
        "storage": await asyncio.to_thread(_storage, config, file),
        "platform and clock": [_network(await desk.network())],
    }
    if desk.findings:
        sections["tests at the desk"] = by_hand(desk.findings)
    made = Report(config.terminal.id, config.terminal.hall.zh, desk.hall.clock(), sections, counts)
    try:
        key = read_secret(Path(config.platform.secret_file)).reveal()
        kept = await asyncio.to_thread(keep, made, Path(config.terminal.state_dir), key)
    except (StoreError, ConfigError) as error:
        return (Text(f"没存下来：{error}", f"Not kept: {error}"),)
    return (*_lines(made), Text(str(kept)))


def _storage(config: Config, file: str) -> list[Check]:
    return [*files.secrets(config, Path(file)), *files.folders(config)]


def _network(finding: Finding) -> Check:
    fact = finding.facts[0]
    return Check(NETWORK, "ok" if finding.ok else "bad", fact.en or fact.zh)


def _lines(made: Report) -> tuple[Text, ...]:
    whole = Text("可以投入使用", "Ready") if made.ready else Text("还不能投入使用", "Not ready")
    wrong = [check for checks in made.sections.values() for check in checks if check.state != "ok"]
    said = tuple(Text(f"{MARKS[check.state]} {check.name}：{check.says}") for check in wrong[:SHOWN])
    return (whole, *said)
