"""Slips: what a citizen takes home on thermal paper. No name and no number of a person is on any.

Laid out for the narrowest paper (384 dots: 16 Chinese characters), so that it fits the wider too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kiosk.domain.booking import QueueTicket, Source
from kiosk.hardware.ticket_printer.slip import Align, Line, QrCode, Rule, Slip

NARROW_CELLS: Final = 32
"""Half-width characters across 384 dots."""
LARGEST: Final = 8
CENTRE: Final = Align.CENTRE
TEST_TEXT: Final = "常用字 ABC 0123 ，。·￥"
RARE_TEXT: Final = "生僻字 㛃 䶮 𠅤"


def queue_ticket(ticket: QueueTicket, *, hall_name: str, kiosk_id: str, printed_at: datetime) -> Slip:
    """The slip of a queue number. ``printed_at`` has the hall's offset. ``reprints`` makes it a 补打."""
    parts: list[Line | QrCode | Rule] = [Line(hall_name, bold=True, align=CENTRE)]
    if ticket.reprints:
        parts.append(Line(f"补打 第 {ticket.reprints} 次", bold=True, align=CENTRE))
    parts.append(Line("您的号", align=CENTRE))
    parts.append(Line(ticket.number, scale=_scale(ticket.number), bold=True, align=CENTRE))
    if ticket.item_name:
        parts.append(Line(ticket.item_name, bold=True, align=CENTRE))
    parts += [Rule(), *_where_and_when(ticket)]
    if ticket.source is Source.BOOKING and ticket.slot is not None:
        parts += _booked(ticket.slot.start, ticket.slot.hours)
    parts.append(Rule())
    if ticket.notice:
        parts.append(Line(plain(ticket.notice)))
    parts.append(Line("过号了？拿这张票找窗口工作人员"))
    if ticket.qr_payload:
        parts.append(QrCode(ticket.qr_payload))
    parts.append(Line(stamp(printed_at, kiosk_id), align=CENTRE))
    return Slip("queue_ticket", tuple(parts))


@dataclass(frozen=True, slots=True)
class ReceiptWords:
    """What a receipt says beside the number: what the platform's number is, and what comes next."""

    number: str
    lines: tuple[str, ...]
    code: str | None = None
    """What a code on it holds: a number alone, nobody's name (AC-14)."""


def receipt(  # noqa: PLR0913 what stands on it
    *,
    accepted: bool,
    number: str,
    said: ReceiptWords,
    hall_name: str,
    kiosk_id: str,
    printed_at: datetime,
) -> Slip:
    """The number of something handed in: the platform's, or this terminal's 暂存号 (no case number)."""
    told = (
        (Line(said.number, align=CENTRE), *_number(number))
        if accepted
        else (
            Line("暂存号（还没受理）", align=CENTRE),
            *_number(number),
            Line("已存在终端里，网络好了自动送到平台"),
        )
    )
    return Slip(
        "receipt",
        (
            Line(hall_name, bold=True, align=CENTRE),
            *told,
            Rule(),
            *(Line(plain(line)) for line in said.lines),
            *((QrCode(said.code),) if said.code and accepted else ()),
            Line(stamp(printed_at, kiosk_id), align=CENTRE),
        ),
    )


def _number(number: str) -> Iterator[Line]:
    """Twice as large where it fits the paper, else in lines of its own."""
    if len(number) * 2 <= NARROW_CELLS:
        yield Line(number, scale=2, bold=True, align=CENTRE)
        return
    for start in range(0, len(number), NARROW_CELLS):
        yield Line(number[start : start + NARROW_CELLS], bold=True, align=CENTRE)


def test_slip(*, hall_name: str, kiosk_id: str, printed_at: datetime) -> Slip:
    """A slip for staff: text from the printer's ROM, drawn rare characters, the largest type, and a code."""
    return Slip(
        "test_slip",
        (
            Line(hall_name, bold=True, align=CENTRE),
            Line("打印测试", scale=2, align=CENTRE),
            Rule(),
            Line(TEST_TEXT),
            Line(RARE_TEXT),
            Line("A000", scale=LARGEST, bold=True, align=CENTRE),
            QrCode("TEST"),
            Line(stamp(printed_at, kiosk_id), align=CENTRE),
        ),
    )


def _where_and_when(ticket: QueueTicket) -> Iterator[Line]:
    yield Line(f"去 {ticket.area.where}", scale=2, bold=True)
    if ticket.windows:
        yield Line(f"{'、'.join(ticket.windows)} 号窗口", scale=2)
    yield Line(f"前面还有 {ticket.ahead} 人", scale=2)
    if ticket.wait_minutes is not None:
        yield Line(f"大约等 {ticket.wait_minutes} 分钟", scale=2)


def _booked(start: datetime, hours: str) -> Iterator[Line]:
    yield Line("预约优先", scale=2, bold=True)
    yield Line(f"预约时间 {start.month}月{start.day}日 {hours}")
    yield Line("不办了？在手机上取消，或告诉工作人员")


def plain(text: str) -> str:
    """Without pictograms: no printer's font has them, and a notice must not keep a number from printing."""
    return "".join(char for char in text if unicodedata.category(char) not in {"So", "Cs", "Co", "Cn"})


def stamp(printed_at: datetime, kiosk_id: str) -> str:
    """When and where a slip was printed: its last line."""
    return f"{printed_at:%Y-%m-%d %H:%M}  {kiosk_id}"


def _scale(number: str) -> int:
    cells = sum(1 if char.isascii() else 2 for char in number)
    return max(1, min(LARGEST, NARROW_CELLS // max(1, cells)))
