"""Bookings and areas to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, View


@dataclass(frozen=True, kw_only=True)
class BookingRow:
    """A booking as its row shows it. ``now``: its slot has begun or begins within half an hour."""

    id: str
    item_name: str
    area: str
    start: datetime
    end: datetime
    now: bool


@dataclass(frozen=True, kw_only=True)
class ChooseBooking(View):
    """Which of today's bookings to check in for, or none of them."""

    bookings: tuple[BookingRow, ...]
    suspended_until: datetime | None = None

    @property
    def title(self) -> Text:
        count = len(self.bookings)
        if not count:
            return Text("今天没有您的预约", "You have no booking today")
        return Text(f"今天您有 {count} 个预约", f"You have {count} booking{'s' if count > 1 else ''} today")

    @property
    def lines(self) -> tuple[Text, ...]:
        what = (
            Text("选好要办的这一件，再点“取号”。", "Choose one, then get your ticket.")
            if self.bookings
            else Text("没预约也能办，点下面取个号就行。", "No booking is needed. Take a number below.")
        )
        if self.suspended_until is None:
            return (what,)
        until = self.suspended_until
        paused = Text(
            f"网上预约停到 {until.month} 月 {until.day} 日，现场取号不受影响。",
            f"Online booking is paused until {until:%Y-%m-%d}. You can still take a number here.",
        )
        return (what, paused)

    @property
    def choices(self) -> tuple[Choice, ...]:
        rows = tuple(
            Choice(
                row.id,
                Text(row.item_name),
                hint=Text(
                    f"今天 {row.start:%H:%M}–{row.end:%H:%M}，{row.area}",
                    f"Today {row.start:%H:%M}–{row.end:%H:%M}, {row.area}",
                ),
                primary=index == 0,
            )
            for index, row in enumerate(self.bookings)
        )
        walk_in = Choice(
            "walk_in",
            Text("我没预约，现场取号" if rows else "现场取号", "No booking: take a number now"),
            hint=Text("选要办的事，再排队", "Choose an area, then queue"),
            primary=not rows,
        )
        return (*rows, walk_in)


@dataclass(frozen=True, kw_only=True)
class AreaRow:
    """An area as its row shows it."""

    code: str
    name: str
    waiting: int
    wait_minutes: int | None


@dataclass(frozen=True, kw_only=True)
class ChooseArea(View):
    """Where to queue without a booking."""

    areas: tuple[AreaRow, ...]

    @property
    def title(self) -> Text:
        return Text("您要去哪个区办？", "Which area do you need?")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text("拿不准就点“求助”，工作人员来帮您。", "Not sure? Press Call staff."),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return tuple(
            Choice(
                row.code,
                Text(row.name),
                hint=Text(
                    f"前面 {row.waiting} 人"
                    + (f"，大约等 {row.wait_minutes} 分钟" if row.wait_minutes is not None else ""),
                    f"{row.waiting} waiting"
                    + (f", about {row.wait_minutes} min" if row.wait_minutes is not None else ""),
                ),
            )
            for row in self.areas
        )
