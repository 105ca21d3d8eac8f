"""The hall now: its areas, windows and queues."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

CLOSING = re.compile(r"(?<![0-9])([01][0-9]|2[0-4])[:：]([0-5][0-9])\s*$")


@dataclass(frozen=True, slots=True)
class Area:
    """A group of windows that shares a queue."""

    code: str
    name: str
    floor: str | None = None

    @property
    def where(self) -> str:
        """The area as a person would say it: 一楼社保医保区."""
        return f"{self.floor or ''}{self.name}"


@dataclass(frozen=True, slots=True)
class AreaStatus:
    """An area's queue. ``wait_minutes`` is ``None`` where the platform does not know."""

    area: Area
    waiting: int
    wait_minutes: int | None
    windows_open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HallStatus:
    """The hall as the platform last told it."""

    name: str
    open: bool
    hours: str | None
    notice: str | None
    areas: tuple[AreaStatus, ...]
    as_of: datetime

    @property
    def waiting(self) -> int:
        """People waiting in all areas."""
        return sum(area.waiting for area in self.areas)

    @property
    def wait_minutes(self) -> int | None:
        """The longest wait of any area, or ``None`` where no area tells."""
        return max((a.wait_minutes for a in self.areas if a.wait_minutes is not None), default=None)

    @property
    def closes(self) -> str | None:
        """Closing time (17:00), when ``hours`` ends with one."""
        found = CLOSING.search(self.hours or "")
        return f"{found[1]}:{found[2]}" if found else None
