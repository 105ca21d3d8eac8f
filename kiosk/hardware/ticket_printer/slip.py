"""What goes on a thermal slip, before any printer's language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Align(StrEnum):
    """Where a line stands on the paper."""

    LEFT = "left"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text. ``scale`` multiplies width and height: 1 (24 dots high) to 8."""

    text: str
    scale: int = 1
    bold: bool = False
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code, centred. ``module_dots`` ≥ 4, or phones fail to read it off thermal paper."""

    payload: str
    module_dots: int = 5


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line across the paper."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One piece of paper from top to cut. ``name`` names it in the journal (``queue_ticket``)."""

    name: str
    parts: tuple[Line | QrCode | Rule, ...]
