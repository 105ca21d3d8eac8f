"""A sheet on thermal paper: the same words in one column, without names, for what fits in a hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import singledispatch
from typing import Final

from kiosk.documents.sheet import (
    Closing,
    Code,
    Facts,
    Heading,
    Paragraph,
    Part,
    Points,
    Sheet,
    Table,
    clean,
)
from kiosk.documents.slips import CENTRE, stamp
from kiosk.errors import NotSaid
from kiosk.hardware.ticket_printer.slip import Line, QrCode, Rule, Slip

ON_SLIPS: Final = frozenset({"receipt", "acceptance_notice", "correction_notice", "checklist"})
"""Sheets that make sense as a slip. A decision and a form want a page."""


def as_slip(sheet: Sheet, *, hall_name: str, kiosk_id: str, printed_at: datetime) -> Slip:
    """``sheet`` as a slip. Raises ``NotSaid`` for one that is not for slips."""
    if sheet.name not in ON_SLIPS:
        raise NotSaid("a slip of this paper")
    parts: list[Line | QrCode | Rule] = [
        Line(hall_name, bold=True, align=CENTRE),
        Line(sheet.title, scale=2 if len(sheet.title) <= 8 else 1, bold=True, align=CENTRE),
        *([Line(sheet.number, align=CENTRE)] if sheet.number else []),
        Rule(),
    ]
    for part in sheet.parts:
        parts += _drawn(part)
    parts += [Rule(), Line(stamp(printed_at, kiosk_id), align=CENTRE)]
    return Slip(sheet.name, tuple(_plain(part) for part in parts))


@singledispatch
def _drawn(_part: Part) -> Iterator[Line | QrCode | Rule]:
    raise NotSaid("a slip of this paper")


@_drawn.register
def _(part: Heading) -> Iterator[Line]:
    yield Line(part.text, bold=True)


@_drawn.register
def _(part: Paragraph) -> Iterator[Line]:
    yield from map(Line, part.text.split("\n"))


@_drawn.register
def _(part: Facts) -> Iterator[Line]:
    for row in part.rows:
        if not row.personal:
            yield from map(Line, f"{row.label}：{row.value}".split("\n"))


@_drawn.register
def _(part: Table) -> Iterator[Line]:
    """Each row as a point: its number and name, then the other columns under it."""
    for number, name, *others in part.rows:
        yield Line(f"{number}. {name}", bold=True)
        for label, value in zip(part.head[2:], others, strict=True):
            yield Line(f"   {label}：{value}")


@_drawn.register
def _(part: Points) -> Iterator[Line]:
    for number, item in enumerate(part.items, 1):
        yield Line(f"□ {item}" if part.tick else f"{number}. {item}")


@_drawn.register
def _(part: Code) -> Iterator[Line | QrCode]:
    yield QrCode(part.payload)
    yield Line(part.caption)


@_drawn.register
def _(part: Closing) -> Iterator[Line]:
    yield Line(f"{part.department}  {part.day}")


def _plain(part: Line | QrCode | Rule) -> Line | QrCode | Rule:
    return Line(clean(part.text), part.scale, part.bold, part.align) if isinstance(part, Line) else part
