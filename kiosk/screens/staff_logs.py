"""The log, newest first: a line an event, and the pages it comes in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.journeys.views.staff import LogLine, StaffLogs
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Choose, Icon, Part, Words
from kiosk.screens.screen import Now, Screen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.cards import card
from kiosk.screens.widgets.zones import backdrop, headline, zones

LOOK_BOTTOM = 336
FOOT = 112
GAP = 16
ROW: Final = 84.0
LEAST_ROW: Final = 44.0
TONES: Final = {
    "warning": ("warn", "amber_800"),
    "error": ("warnc", "red_700"),
    "critical": ("warnc", "red_700"),
}
QUIET: Final = ("info", "blue_600")


class StaffLogsScreen(Screen[StaffLogs]):
    """One page of events."""

    def parts(self, view: StaffLogs, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        place = zones(look, LOOK_BOTTOM)
        yield from backdrop(place, look)
        yield from headline(place.told.below(36).above(8), view.title, look, *view.lines)
        content = place.press.inset(40 if not look.landscape else 24, 24)
        for cell, choice in zip(content.low(FOOT).columns(1, 1, 1), view.choices, strict=True):
            yield button(
                cell,
                choice.label,
                look,
                Choose(choice.id),
                kind="secondary",
                size=36,
                enabled=choice.enabled,
                why_not=choice.why_not,
            )
        yield from _entries(view.entries, content.above(FOOT + GAP), look)


def _entries(entries: tuple[LogLine, ...], room: Rect, look: Look) -> Iterator[Part]:
    if not entries:
        return
    tall = max(LEAST_ROW, min(ROW, room.h / len(entries)))
    yield card(room.top(tall * len(entries)), look)
    for number, entry in enumerate(entries):
        rect = Rect(room.x + 24, room.y + number * tall, room.w - 48, tall)
        if number:
            yield Box(rect.top(2), "line")
        icon, tint = TONES.get(entry.level, QUIET)
        side = min(36, tall - 8)
        yield Icon(Rect(rect.x, rect.centre[1] - side / 2, side, side), icon, tint)
        size = 30 if tall >= ROW else 28
        yield Words(Rect(rect.x + 52, rect.y, 170, tall), entry.at, size, "ink_600", least=24)
        said = Rect(rect.x + 230, rect.y, rect.w - 230, tall)
        yield Words(
            said,
            look.main(entry.text),
            size,
            "ink_900",
            leading=1.15,
            lines=2 if tall >= ROW else 1,
            least=24,
        )
