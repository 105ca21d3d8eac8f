"""What a printer says of itself in IPP's words, in the terminal's.

``printer-state-reasons`` are keywords with ``-report``, ``-warning`` or ``-error`` behind (RFC 8011, 5.4.12;
PWG 5100.9 has more); nothing behind them means the worst. Printers and their servers weaken them: a tray that
is empty while nobody prints is often a mere report. So what no page can come out of counts however weakly
it is told, while a supply stops nothing until the printer says error. CUPS adds ``marker-levels`` (percent,
negative when not known) with types and the levels below which a supply counts as low.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kiosk.hardware.device import DeviceState, DeviceStatus, Paper, Toner
from kiosk.hardware.document_printer.cups_faults import status_of

SEVERITIES: Final = ("-report", "-warning", "-error")
ALWAYS: Final = {
    "media-jam": "paper_jam",
    "cover-open": "cover_open",
    "door-open": "cover_open",
    "interlock-open": "cover_open",
    "media-empty": "paper_out",
    "media-needed": "paper_out",
    "input-tray-missing": "tray_missing",
    "output-tray-missing": "tray_missing",
    "output-area-full": "output_full",
    "offline": "printer_offline",
    "shutdown": "printer_offline",
    "timed-out": "printer_offline",
}
"""The worst first."""
AS_ERROR: Final = {
    "toner-empty": "toner_out",
    "marker-supply-empty": "toner_out",
    "developer-empty": "toner_out",
    "marker-waste-full": "waste_full",
    "opc-life-over": "worn_out",
    "fuser-over-temp": "mechanical",
    "fuser-under-temp": "mechanical",
    "other": "mechanical",
}
"""Warnings of these are printed over."""
TONER_LOW: Final = frozenset(
    {"toner-low", "toner-empty", "marker-supply-low", "marker-supply-empty", "developer-low"}
)
TONER: Final = frozenset({"toner", "toner-cartridge", "ink", "ink-cartridge"})
LOW_PERCENT: Final = 10
"""Where the printer names no level of its own."""
CONNECTING: Final = "connecting-to-device"
"""CUPS has not reached the printer yet: while this holds, nothing of the job is out."""


@dataclass(frozen=True, slots=True)
class Supply:
    """A toner or ink cartridge: percent left, ``None`` when the printer does not know."""

    percent: int | None
    low_at: int

    @property
    def low(self) -> bool:
        """Whether it wants replacing soon."""
        return self.percent is not None and self.percent <= self.low_at


def supplies(told: Mapping[str, Any]) -> tuple[Supply, ...]:
    """Toner and ink of a printer's attributes; drums, fusers and waste boxes left out."""
    kinds, levels = _list(told.get("marker-types")), _list(told.get("marker-levels"))
    lows = _list(told.get("marker-low-levels")) or [LOW_PERCENT] * len(levels)
    return tuple(
        Supply(level if level >= 0 else None, max(low, 1))
        for kind, level, low in zip(kinds, levels, lows, strict=False)
        if kind in TONER
    )


def trouble(reasons: Iterable[str]) -> str | None:
    """The code of the worst that stops the printer, or ``None``."""
    told = set(reasons)
    words = {_split(reason)[0] for reason in told}
    for word, code in ALWAYS.items():
        if word in words:
            return code
    errors = {word for word, severity in map(_split, told) if severity == "-error"}
    for word, code in AS_ERROR.items():
        if word in errors or word in told:
            return code
    return "mechanical" if errors - {CONNECTING} else None


def read(reasons: Iterable[str], supplied: Iterable[Supply], *, sure: bool) -> DeviceStatus:
    """The printer's status. ``sure``: it said so itself just now, so that silence means that all is well."""
    told = frozenset(reasons)
    code = trouble(told)
    if code is not None:
        return status_of(code)
    words = {_split(reason)[0] for reason in told}
    paper = Paper.FULL if sure else Paper.UNKNOWN
    return DeviceStatus(
        DeviceState.ONLINE,
        paper=Paper.LOW if "media-low" in words else paper,
        toner=_toner(words, tuple(supplied)),
    )


def _toner(words: set[str], supplied: tuple[Supply, ...]) -> Toner:
    if words & TONER_LOW or any(supply.low for supply in supplied):
        return Toner.LOW
    known = bool(supplied) and all(supply.percent is not None for supply in supplied)
    return Toner.FULL if known else Toner.UNKNOWN


def _split(reason: str) -> tuple[str, str]:
    for severity in SEVERITIES:
        if reason.endswith(severity):
            return reason.removesuffix(severity), severity
    return reason, ""


def _list(value: object) -> list[Any]:
    """A list of one comes as its one member."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]
