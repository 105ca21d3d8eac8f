"""The top bar: mark, hall, terminal number, clock, date, two marks for staff.

Nothing here is pressed by a citizen; whoever rests a finger on the mark for five seconds is staff.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from datetime import datetime

from kiosk.domain.words import Text
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Hold, Icon, Part, Polygon, Target, Words
from kiosk.screens.screen import Now
from kiosk.screens.widgets.words import stack

WEEKDAYS = "一二三四五六日"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MARKS = (("net", ("platform", "network")), ("printer", ("ticket_printer", "document_printer")))
"""Icon of each mark and the kinds of fault that turn it."""
LINE_GAP = 8
STAFF_LINE = 8
HOLD_SECONDS = 5.0
MAINTENANCE = Text("设备维护模式", "Staff maintenance")


def top_bar(hall: Text, kiosk_id: str, look: Look, now: Now, bad: str) -> Iterator[Part]:
    """``bad``: the kind of device or link that has a fault, or nothing."""
    bar = look.top_bar
    margin = 32 if look.elder else 40
    yield Box(bar, "dai_950")
    mark = Rect(margin, bar.h / 2 - 34, 68, 68)
    face = (Icon(mark, "mark", "on_dai"), Icon(mark, "mark_lit", "amber"))
    if look.staff:
        yield from face
        yield Box(bar.low(STAFF_LINE), "amber")
        hall = MAINTENANCE
    else:
        yield Target(bar.left(mark.right + 12), face, Hold("maintenance", HOLD_SECONDS))
    x = bar.right - margin - 62
    yield from _marks(x, bar.h, bad)
    x = yield from _separator(x, bar)
    x = yield from _clock(x, bar, look, now.clock)
    x = yield from _separator(x, bar)
    x = yield from _number(x, bar, look, kiosk_id)
    room = Rect(mark.right + 20, bar.y, x - 24 - mark.right - 20, bar.h)
    small = look.size("min")
    yield from stack(
        room,
        [
            Words(
                room,
                look.main(hall),
                look.size("body"),
                "on_dai",
                bold=True,
                leading=1.2,
                lines=2,
                least=small if look.language == "zh" else 26,
            ),
            Words(room, look.second(hall), look.second_size(look.size("en")), "on_dai_2", least=24),
        ],
    )


def number_text(kiosk_id: str) -> Text:
    """K03 → 03号机; an id without a number stands as it is."""
    number = re.search(r"\d+$", kiosk_id)
    return Text(f"{number[0]}号机", f"Kiosk {number[0]}") if number else Text(kiosk_id)


def date_text(moment: datetime, look: Look) -> Text:
    """3月12日 周四; with the year in landscape, the weekday alone in elder mode."""
    day = f"周{WEEKDAYS[moment.weekday()]}"
    english = ENGLISH_DAYS[moment.weekday()]
    if look.elder and not look.landscape:
        return Text(day, english)
    year = f"{moment.year}年" if look.landscape else ""
    return Text(
        f"{year}{moment.month}月{moment.day}日 {day}",
        f"{english} {moment.day} {MONTHS[moment.month - 1]}" + (f" {moment.year}" if look.landscape else ""),
    )


def _separator(x: float, bar: Rect) -> Generator[Part, None, float]:
    yield Box(Rect(x - 18, bar.h / 2 - 30, 2, 60), "hair")
    return x - 34


def _clock(right: float, bar: Rect, look: Look, moment: datetime) -> Generator[Part, None, float]:
    time, date = f"{moment:%H:%M}", look.main(date_text(moment, look))
    large, small = look.size("btn"), look.size("min")
    wide = max(fonts.width(time, large, bold=True), fonts.width(date, small)) + 2
    y = (bar.h - large - LINE_GAP - small * 1.1) / 2
    yield Words(
        Rect(right - wide, y, wide, large), time, large, "on_dai", bold=True, align="right", leading=1
    )
    place = Rect(right - wide, y + large + LINE_GAP, wide, small * 1.1)
    yield Words(place, date, small, "on_dai_2", align="right", leading=1.1)
    return right - wide


def _number(right: float, bar: Rect, look: Look, kiosk_id: str) -> Generator[Part, None, float]:
    told = number_text(kiosk_id)
    small, second = look.size("min"), look.second_size(look.size("en"))
    wide = max(fonts.width(look.main(told), small, bold=True), fonts.width(look.second(told), second)) + 2
    room = Rect(right - wide, bar.y, wide, bar.h)
    yield from stack(
        room,
        [
            Words(room, look.main(told), small, "on_dai", bold=True, align="right", leading=1.1),
            Words(room, look.second(told), second, "on_dai_2", align="right"),
        ],
        gap=4,
    )
    return right - wide


def _marks(x: float, height: float, bad: str) -> Iterator[Part]:
    y = (height - 78) / 2
    for icon, kinds in MARKS:
        yield Icon(Rect(x, y, 34, 34), icon, "on_dai_2")
        cx, cy = x + 53, y + 17
        if bad in kinds:
            yield Polygon(((cx, cy - 12), (cx + 12, cy), (cx, cy + 12), (cx - 12, cy)), "mark_bad")
        else:
            yield Box(Rect(cx - 9, cy - 9, 18, 18), "mark_ok", 9)
        y += 44
