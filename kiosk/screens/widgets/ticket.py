"""A queue ticket on the screen: notched paper with a number to be read from afar (mock-up 09b)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views import Ticket
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Part, Stroke, Words
from kiosk.screens.typeset import typeset
from kiosk.screens.widgets.told import fitting
from kiosk.screens.widgets.words import inline, stack

RADIUS, NOTCH = 28, 26
LEAST_FIGURE = 110
"""Rather than be lower than this, the number stands alone."""
STUB: Final = 0.36
"""The part of the ticket behind the perforation."""
NUMBER: Final = Text("您的号", "Your number")
WHERE: Final = Text("去哪里等", "Where to wait")
AHEAD: Final = Text("前面还有", "Ahead of you")
WAIT: Final = Text("大约等", "Wait about")
WALK_IN: Final = Text("现场取号", "Walk-in")


def ticket(rect: Rect, view: Ticket, look: Look) -> Iterator[Part]:
    """The ticket: beside the number where one waits and behind how many; upright in landscape."""
    yield Box(rect, "surface", RADIUS, "line" if look.theme.name == "high" else None, look.theme.outline)
    if look.landscape:
        y = round(rect.bottom - look.size("min") * 1.3 - look.size("h2") * 1.25 - 28)
        yield from _torn((rect.x, y), (rect.right, y))
        main, stub = rect.top(y - rect.y).inset(36, 12), rect.below(y - rect.y).inset(36, 12)
        yield from _number(main, view, look)
        yield from _queue_across(stub, view, look)
        return
    x = round(rect.x + rect.w * (1 - STUB))
    yield from _torn((x, rect.y), (x, rect.bottom))
    yield from _number(rect.left(x - rect.x).inset(48, 16), view, look)
    yield from _stub(rect.after(x - rect.x).inset(32, 20), view, look)


def windows(numbers: Sequence[str]) -> Text | None:
    """3–8 号窗口: numbers in a row are drawn together. ``None`` where no window is named."""
    if not numbers:
        return None
    runs: list[list[str]] = []
    for number in numbers:
        follows = (
            runs and number.isdigit() and runs[-1][-1].isdigit() and int(number) == int(runs[-1][-1]) + 1
        )
        if follows:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = [f"{run[0]}–{run[-1]}" if len(run) > 2 else "、".join(run) for run in runs]
    one = len(numbers) == 1
    return Text(
        f"{'、'.join(told)} 号窗口", f"Window{'' if one else 's'} {', '.join(told).replace('、', ', ')}"
    )


def _torn(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Part]:
    for x, y in (start, end):
        yield Box(Rect(x - NOTCH, y - NOTCH, 2 * NOTCH, 2 * NOTCH), "dai_800", NOTCH)
    down = start[0] == end[0]
    inset = NOTCH + 14
    points = (
        ((start[0], start[1] + inset), (end[0], end[1] - inset))
        if down
        else ((start[0] + inset, start[1]), (end[0] - inset, end[1]))
    )
    yield Stroke(points, 5, "line", (10, 6))


def _number(rect: Rect, view: Ticket, look: Look) -> Iterator[Part]:
    """The number; its name and the matter only as far as they leave it large."""
    label = look.size("body") if look.language == "zh" else look.em(30)
    head = rect.top(label * 1.3)
    matter = _matter(rect, view, look)
    foot = min((w.rect.y - 4 for w in matter), default=rect.bottom)
    if foot - rect.y < LEAST_FIGURE:
        matter, foot = [], rect.bottom
    named = foot - head.bottom >= LEAST_FIGURE
    top = head.bottom if named else rect.y
    if named:
        runs = [(look.main(NUMBER), label, "ink_900", False)]
        if look.language == "zh":
            runs.append((look.second(NUMBER), look.size("en"), "ink_600", False))
        yield from inline(head.x, head.y + label * 1.1, *runs)
    figure = min(look.size("figure"), foot - top)
    place = Rect(rect.x, top, rect.w, foot - top)
    yield Words(place, view.number, figure, "ink_900", bold=True, leading=1, least=min(72, figure))
    yield from matter


def _matter(rect: Rect, view: Ticket, look: Look) -> list[Words]:
    """What it is for: whole, or not at all."""
    item = Text(view.item_name) if view.item_name else WALK_IN
    small = look.size("min")
    lines = 4 if look.elder else 3
    low = rect.low(small * 1.2 * lines + 2)
    size = look.size("h3")
    words = Words(low, look.main(item), size, "ink_900", bold=True, leading=1.2, lines=lines, least=small)
    return [w for w in stack(low, [words], valign="bottom") if typeset(w).fits]


def _stub(rect: Rect, view: Ticket, look: Look) -> Iterator[Part]:
    """Where to wait and behind how many. Large type has room for the queue alone; the card says where."""
    if look.elder:
        yield from stack(rect, _queue(rect, view, look), gap=8)
        return
    upper, lower = rect.rows(1, 1, gap=26)
    yield from stack(upper, _where(upper, view, look))
    yield Box(Rect(rect.x, upper.bottom + 12, rect.w, 2), "line")
    yield from stack(lower, _queue(lower, view, look))


def _queue_across(rect: Rect, view: Ticket, look: Look) -> Iterator[Part]:
    told = [(AHEAD, Text(f"{view.ahead} 人", str(view.ahead)))]
    if view.wait_minutes is not None:
        told.append((WAIT, Text(f"{view.wait_minutes} 分钟", f"{view.wait_minutes} min")))
    for (name, value), cell in zip(told, rect.columns(*[1] * len(told)), strict=True):
        over, under = _small(cell, name, look, lines=1), _large(cell, look.main(value), look, lines=1)
        yield from fitting(
            cell, [over, under], [over, replace(under, size=look.size("h3"), leading=1.15)], gap=0
        )


def _where(rect: Rect, view: Ticket, look: Look) -> list[Words]:
    at = windows(view.windows)
    return [
        _small(rect, WHERE, look, lines=1),
        _large(rect, view.area, look, lines=2),
        *([_small(rect, at, look, lines=2)] if at else []),
    ]


def _queue(rect: Rect, view: Ticket, look: Look) -> list[Words]:
    minutes = view.wait_minutes
    wait = Text(f"大约等 {minutes} 分钟", f"About {minutes} min")
    return [
        _small(rect, AHEAD, look, lines=1),
        _large(rect, look.main(_people(view)), look, lines=1),
        *([_small(rect, wait, look, lines=2)] if minutes is not None else []),
    ]


def _people(view: Ticket) -> Text:
    return Text(f"{view.ahead} 人", f"{view.ahead} {'person' if view.ahead == 1 else 'people'}")


def _small(rect: Rect, text: Text, look: Look, *, lines: int) -> Words:
    size = look.size("min") if look.language == "zh" else look.em(28)
    least = size if look.language == "zh" else 24
    return Words(rect, look.main(text), size, "ink_900", lines=lines, least=least)


def _large(rect: Rect, text: str, look: Look, *, lines: int) -> Words:
    return Words(
        rect, text, look.size("h2"), "ink_900", bold=True, leading=1.25, lines=lines, least=look.size("min")
    )
