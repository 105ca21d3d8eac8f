"""The touch screen tested by a hand: which zones are dead, and how far beside a touch is felt."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from math import hypot
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views.touch import TOUCHED, StaffTouchAim, StaffTouchSweep
from kiosk.staff.desk import Desk, Finding, Glass

TOUCH: Final = "touch"
CELLS: Final = (9, 16)
"""Along the short and the long side: cells of 30 mm on 21.5 inches, little more than the smallest target."""
QUIET_SECONDS: Final = 20
LIMIT_SECONDS: Final = 240.0
"""For each half, whatever happens: then a front end that cannot feel a finger is given up."""
CROSSES: Final = (
    *((0.08, 0.05), (0.92, 0.05), (0.5, 0.25), (0.08, 0.5)),
    *((0.92, 0.5), (0.5, 0.75), (0.08, 0.95), (0.92, 0.95)),
)
"""Shares of the glass, across and down: its corners, its sides, and two inside."""
FAR_MM: Final = 12.0
"""Half of the smallest target (96 px) on 21.5 inches: farther beside, a finger presses what is next to it."""
NAMED: Final = 4


@dataclass(frozen=True, slots=True)
class Touched:
    """What the glass felt. ``dead``: row and column from 1 of each cell that felt nothing."""

    cells: int
    dead: tuple[tuple[int, int], ...]
    offsets_mm: tuple[float, ...] = ()
    asked: int = 0
    """How many crosses were shown."""

    @property
    def ok(self) -> bool:
        """Nothing dead, every cross hit, none of them far off."""
        near = all(offset <= FAR_MM for offset in self.offsets_mm)
        return not self.dead and len(self.offsets_mm) == self.asked and near

    @property
    def facts(self) -> tuple[Text, ...]:
        """In words: how many zones are dead, which, then the offset."""
        return (self._zones(), *self._where(), self._offset())

    def _zones(self) -> Text:
        if not self.dead:
            return Text(f"{self.cells} 格都有反应", f"All {self.cells} zones answer")
        return Text(
            f"{self.cells} 格里 {len(self.dead)} 格没反应", f"{len(self.dead)} of {self.cells} zones dead"
        )

    def _where(self) -> tuple[Text, ...]:
        if not self.dead:
            return ()
        shown, more = self.dead[:NAMED], len(self.dead) > NAMED
        zh = "、".join(f"{row} 行 {column} 列" for row, column in shown)
        en = ", ".join(f"row {row} column {column}" for row, column in shown)
        return (Text(f"{zh}{'等' if more else ''}", f"{en}{' …' if more else ''}"),)

    def _offset(self) -> Text:
        if not self.offsets_mm:
            return Text("没点十字", "No cross was hit")
        mean, most = sum(self.offsets_mm) / len(self.offsets_mm), max(self.offsets_mm)
        count = f"{len(self.offsets_mm)}/{self.asked}"
        return Text(
            f"十字 {count}，平均偏 {mean:.1f} 毫米，最多 {most:.1f} 毫米",
            f"Crosses {count}: {mean:.1f} mm off on average, {most:.1f} mm at most",
        )


async def touched(desk: Desk, glass: Glass) -> Finding:
    """Sweep, then aim; crosses are asked for only where the glass is alive. Raises ``WentBack``."""
    columns, rows = reversed(CELLS) if glass.landscape else CELLS
    try:
        async with asyncio.timeout(LIMIT_SECONDS):
            sweep = StaffTouchSweep(columns=columns, rows=rows, quiet_seconds=QUIET_SECONDS)
            signs = (await desk.hall.stage.ask(sweep)).values.get("touched", "")
        dead = _dead(signs, columns, rows)
        live = tuple(c for c in CROSSES if (int(c[1] * rows) + 1, int(c[0] * columns) + 1) not in dead)
        result = Touched(columns * rows, dead)
        if live:
            async with asyncio.timeout(LIMIT_SECONDS):
                aim = StaffTouchAim(crosses=live, quiet_seconds=QUIET_SECONDS)
                hits = (await desk.hall.stage.ask(aim)).values.get("hits", "")
            result = Touched(columns * rows, dead, _offsets(hits, live, glass), len(live))
    except TimeoutError:
        return Finding(ok=False, facts=(Text("没有测完", "Not finished"),), at=desk.hall.clock())
    return Finding(result.ok, result.facts, desk.hall.clock())


def _dead(signs: str, columns: int, rows: int) -> tuple[tuple[int, int], ...]:
    """What is not told as touched is not known to live."""
    told = signs.ljust(columns * rows)
    return tuple((n // columns + 1, n % columns + 1) for n in range(columns * rows) if told[n] != TOUCHED)


def _offsets(hits: str, crosses: tuple[tuple[float, float], ...], glass: Glass) -> tuple[float, ...]:
    """Millimetres from each cross to where it was felt. An answer that is no number counts as no hit."""
    wide, tall = glass.size_mm
    offsets = []
    for hit, (across, down) in zip(hits.split(";"), crosses, strict=False):
        try:
            x, y = (float(part) for part in hit.split(","))
        except ValueError:
            continue
        offsets.append(hypot((x - across) * wide, (y - down) * tall))
    return tuple(offsets)
