"""The readiness report: what failed at the top, a line a section, where it is kept, and its printing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views.staff import ReportRow, StaffReport, State
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Choose, Icon, Part, Words
from kiosk.screens.screen import Now, Screen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.cards import card
from kiosk.screens.widgets.zones import backdrop, headline, zones

LOOK_BOTTOM = 376
FOOT = 128
KEPT = 72
GAP = 16
ROW: Final = {False: 92.0, True: 66.0}
"""A section's height, by landscape."""
LEAST_ROW: Final = 40.0
INDENT = 48
TONES: Final[dict[State, tuple[str, str]]] = {
    "ok": ("okc", "green_700"),
    "attention": ("warn", "amber_800"),
    "fault": ("warnc", "red_700"),
}


class StaffReportScreen(Screen[StaffReport]):
    """One report."""

    def parts(self, view: StaffReport, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        place = zones(look, LOOK_BOTTOM)
        yield from backdrop(place, look)
        told = (view.told,) if view.told is not None else ()
        yield from headline(place.told.below(28).above(8), view.title, look, *told)
        content = place.press.inset(40 if not look.landscape else 24, 24)
        if view.choices:
            cells = content.low(FOOT).columns(1, 1.5, gap=GAP)
            for cell, choice in zip(cells, view.choices, strict=True):
                yield button(
                    cell,
                    choice.label,
                    look,
                    Choose(choice.id),
                    kind="primary" if choice.primary else "secondary",
                    size=42,
                    enabled=choice.enabled,
                    why_not=choice.why_not,
                )
        room = content.above(FOOT + GAP)
        if view.kept:
            yield from _kept(view.kept, room.low(KEPT), look)
            room = room.above(KEPT + GAP)
        yield from _rows(view.rows, room, look)


def _rows(rows: tuple[ReportRow, ...], room: Rect, look: Look) -> Iterator[Part]:
    if not rows:
        return
    tall = max(LEAST_ROW, min(ROW[look.landscape], room.h / len(rows)))
    yield card(room.top(tall * len(rows)), look)
    for number, row in enumerate(rows):
        rect = Rect(room.x + 24, room.y + number * tall, room.w - 48, tall)
        if number and not row.within:
            yield Box(rect.top(2), "line")
        rect = rect.after(INDENT) if row.within else rect
        icon, tint = TONES[row.state]
        side = min(32 if row.within else 44, tall - 8)
        yield Icon(Rect(rect.x, rect.centre[1] - side / 2, side, side), icon, tint)
        yield Words(
            rect.after(side + 20),
            look.main(row.text),
            30 if row.within else 36,
            "ink_600" if row.state == "ok" else "ink_900",
            bold=not row.within,
            leading=1.15,
            lines=2 if tall > ROW[True] else 1,
            least=24,
        )


def _kept(kept: str, rect: Rect, look: Look) -> Iterator[Part]:
    """The whole path: staff copy it from here."""
    label = look.main(Text("存在这里", "Kept at"))
    yield Words(rect.top(32), label, 28, "ink_600", least=24)
    yield Words(rect.below(34), kept, 28, "ink_900", least=18)
