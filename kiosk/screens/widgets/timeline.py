"""Steps one under the other (mock-up 10): done with a tick, now with an amber ring on blue, to do hollow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views import StepRow
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Icon, Part, Words
from kiosk.screens.typeset import height, typeset
from kiosk.screens.widgets.told import fitting

NODE: Final = 56
LEAST: Final = {False: 116.0, True: 150.0}
"""A row's height, by elder mode."""
BARE: Final = {False: 96.0, True: 120.0}
"""Where there is only its name."""
MOST: Final = {False: 168.0, True: 220.0}
NOW: Final = Text("现在在这一步", "Now")


def row_height(steps: Sequence[StepRow], width: float, look: Look) -> float:
    """What every row needs at least, so that the longest opinion can be read."""
    if not any(step.started_at for step in steps):
        return BARE[look.elder]
    room = Rect(0, 0, _columns(width, look)[1], 999)
    needed = (sum(height(typeset(w), w.leading) + 4 for w in _told(room, step, look)[-1]) for step in steps)
    return max(LEAST[look.elder], 16 + max(needed))


def timeline(
    rect: Rect, steps: Sequence[StepRow], look: Look, *, before: bool, after: bool
) -> Iterator[Part]:
    """``before``, ``after``: the line goes on to steps that are on another page."""
    cells = rect.rows(*[1] * len(steps), gap=0)
    x = rect.x + 28 + NODE / 2
    for cell, step in zip(cells, steps, strict=True):
        if step.status == "current":
            yield Box(cell.inset(12, 4), "blue_100", 24, *_outline(look))
    for number, (cell, step) in enumerate(zip(cells, steps, strict=True)):
        y = cell.centre[1]
        if number or before:
            yield _line(x, cell.y, y, reached=step.status != "pending")
        following = steps[number + 1] if number + 1 < len(steps) else None
        if following or after:
            reached = following.status != "pending" if following else step.status == "done"
            yield _line(x, y, cell.bottom, reached=reached)
    for cell, step in zip(cells, steps, strict=True):
        yield from _node(Rect(x - NODE / 2, cell.centre[1] - NODE / 2, NODE, NODE), step.status)
        yield from _words(cell.after(28 + NODE + 28).above(4).below(4), step, look)


def _outline(look: Look) -> tuple[str | None, float]:
    return ("line", look.theme.outline) if look.theme.name == "high" else (None, 2)


def _line(x: float, top: float, bottom: float, *, reached: bool) -> Box:
    return Box(Rect(x - 3, top, 6, bottom - top), "blue_600" if reached else "line_touch")


def _node(rect: Rect, status: str) -> Iterator[Part]:
    if status == "current":
        yield Box(rect.inset(-8), "amber", rect.w / 2 + 8)
    if status not in {"done", "current"}:
        yield Box(rect, "surface", rect.w / 2, "line_touch", 4)
        return
    yield Box(rect, "blue_600", rect.w / 2)
    if status == "done":
        yield Icon(rect.sized(34, 34), "check_bold", "on_primary")
    else:
        yield Box(rect.sized(20, 20), "on_primary", 10)


def _columns(width: float, look: Look) -> tuple[float, float]:
    """How wide a name is, and what is told beside it."""
    room = width - 2 * 28 - NODE - 28
    name = room * (0.26 if look.language == "zh" else 0.24)
    return name, room - name - 24


def _words(rect: Rect, step: StepRow, look: Look) -> Iterator[Words]:
    name, told = _columns(rect.w + 28 + NODE + 28, look)
    ink = "ink_600" if step.status == "pending" else "ink_900"
    sizes = ((look.size("h3"), 1), (look.size("min"), 1), (36, 1), (32, 1), (32, 2))
    alone = not any(_told(rect, step, look)[0])
    bold = step.status != "pending"
    yield from fitting(
        rect.left(rect.w - 28 if alone else name),
        *([Words(rect, step.name, size, ink, bold, leading=1.15, lines=lines)] for size, lines in sizes),
    )
    if not alone:
        yield from fitting(rect.after(name + 24).left(told), *_told(rect, step, look))


def _told(room: Rect, step: StepRow, look: Look) -> list[list[Words]]:
    """When, who, and what they said, smaller and smaller."""
    zh, now = look.language == "zh", step.status == "current"
    said = [text for text in (_when(step, look), _who(step, look)) if text]
    if not said and now:
        said = [look.main(NOW)]
    small = look.size("min") if zh else look.em(28)
    sizes = ((look.size("body"), 1), (small, 1), (min(small, 40), 1), (36, 1), (small, 2), (32, 2), (32, 4))
    return [
        [
            # Who it was and what they said is Chinese in every language.
            Words(
                room,
                text,
                max(32, size) if at else size,
                "ink_900",
                bold=now and not at,
                leading=1.2,
                lines=lines,
            )
            for at, text in enumerate(said)
        ]
        for size, lines in sizes
    ]


def _when(step: StepRow, look: Look) -> str:
    """From – to."""
    begun, ended = step.started_at, step.ended_at
    zh = look.language == "zh"
    if begun and ended and begun != ended:
        if begun.date() == ended.date():
            return f"{_moment(begun, zh=zh)} – {ended:%H:%M}"
        return f"{_moment(begun, zh=zh)} – {_moment(ended, zh=zh)}"
    if begun and not ended:
        return f"{_moment(begun, zh=zh)} 开始" if zh else f"Since {_moment(begun, zh=zh)}"
    at = ended or begun
    return _moment(at, zh=zh) if at else ""


def _moment(at: datetime, *, zh: bool) -> str:
    return f"{at.month}月{at.day}日 {at:%H:%M}" if zh else f"{at.day} {at:%b %H:%M}"


def _who(step: StepRow, look: Look) -> str:
    """Who did it, with their number, and what they said (PR-03)."""
    who = " ".join(filter(None, (step.officer_name, step.officer_no)))
    opinion = look.main(Text(f"意见：{step.opinion}", f"Opinion: {step.opinion}")) if step.opinion else ""
    return " · ".join(filter(None, (step.special, who, opinion)))
