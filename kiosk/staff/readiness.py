"""The readiness report: is this terminal fit to serve today? Signed, and kept under ``state_dir/reports``.

A report is JSON with sorted members, and beside it the same for people. ``signature`` is HMAC-SM3 with the
device's secret over the JSON without it, sorted, no spaces; empty on a terminal that was never activated.
"""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kiosk import __version__
from kiosk.config import Config
from kiosk.errors import StoreError
from kiosk.hardware.device import DeviceStatus
from kiosk.hardware.look import Judgement
from kiosk.staff.checks.base import Check

if TYPE_CHECKING:
    from kiosk.staff.desk import Finding

FOLDER: Final = "reports"
KEPT: Final = 1000


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, section by section; ``counts`` are the day's."""

    terminal: str
    hall: str
    made_at: datetime
    sections: Mapping[str, Sequence[Check]]
    counts: Mapping[str, int]

    @property
    def ready(self) -> bool:
        """Whether nothing is bad."""
        return all(check.state != "bad" for checks in self.sections.values() for check in checks)

    def plain(self) -> dict[str, Any]:
        """For JSON, unsigned."""
        return {
            "terminal": self.terminal,
            "hall": self.hall,
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "software": __version__,
            "ready": self.ready,
            "sections": {name: [asdict(check) for check in checks] for name, checks in self.sections.items()},
            "counts": dict(self.counts),
        }

    def text(self) -> str:
        """For people."""
        marks = {"ok": "  ok ", "warn": "  !  ", "bad": "  X  "}
        lines = [
            f"{self.hall}  {self.terminal}",
            f"{self.made_at:%Y-%m-%d %H:%M:%S}  software {__version__}",
            "可以投入使用 · ready" if self.ready else "不能投入使用 · NOT READY",
        ]
        for name, checks in self.sections.items():
            lines += ["", name.upper()]
            for check in checks:
                lines.append(f"{marks[check.state]} {check.name}: {check.says}")
                if check.mend and check.state != "ok":
                    lines.append(f"       $ {check.mend}")
        if self.counts:
            lines += [
                "",
                "TODAY",
                *(f"      {name}: {number}" for name, number in sorted(self.counts.items())),
            ]
        return "\n".join(lines) + "\n"


def of_devices(outcomes: Mapping[str, DeviceStatus], config: Config) -> list[Check]:
    """Self-tests as checks: a device that must be there is bad when it cannot work, another one a warning."""
    from kiosk.staff.device_tests import in_words  # noqa: PLC0415 the drivers are wanted by none but this

    found = []
    for kind, status in outcomes.items():
        required = getattr(getattr(config.devices, kind), "required", False)
        unclear = status.focus is not None and status.focus.judgement is not Judgement.SHARP
        state = ("warn" if unclear else "ok") if status.usable else "bad" if required else "warn"
        found.append(Check(kind, state, in_words(status)))  # type: ignore[arg-type]
    return found


def by_hand(findings: Mapping[str, Finding]) -> list[Check]:
    """What staff tested on the screen since the start, with the hour; what failed is a warning."""
    return [
        Check(
            kind,
            "ok" if one.ok else "warn",
            f"{one.at:%H:%M} " + "; ".join(fact.en or fact.zh for fact in one.facts),
        )
        for kind, one in findings.items()
    ]


def signature(plain: Mapping[str, Any], key: bytes) -> str:
    """HMAC-SM3 of a report, hex."""
    said = {name: value for name, value in plain.items() if name != "signature"}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.new(key, text.encode(), "sm3").hexdigest()


def keep(report: Report, state_dir: Path, key: bytes | None) -> Path:
    """Write it down, signed; the oldest of more than ``KEPT`` go. Raises ``StoreError``."""
    plain = report.plain()
    plain["signature"] = signature(plain, key) if key else ""
    folder = state_dir / FOLDER
    file = folder / f"readiness-{report.made_at:%Y%m%d-%H%M%S}.json"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(file.with_suffix(".txt"), report.text())
        _write(file, json.dumps(plain, sort_keys=True, ensure_ascii=False, indent=2) + "\n")
        for old in sorted(folder.glob("readiness-*.json"))[:-KEPT]:
            old.unlink()
            old.with_suffix(".txt").unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror}") from None
    return file


def _write(file: Path, text: str) -> None:
    with os.fdopen(
        os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as target:
        target.write(text)
        target.flush()
        os.fsync(target.fileno())
