"""How far one is: dots over a title, or a bar of named steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from kiosk.domain.words import Text
from kiosk.journeys.view import Progress, View
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Icon, Part, Words

State = Literal["done", "now", "to do"]
NODE = 48
FEW = 6
STEPS_HEIGHT = 44
STEPS_GAP = 12


def dots(rect: Rect, done: int, total: int, look: Look) -> Iterator[Part]:
    """第 1 步，共 2 步, with a short bar for each step; on dark, about 44 px high."""
    told = Text(f"第 {done} 步，共 {total} 步", f"Step {done} of {total}")
    yield from how_far(rect, Progress(done, total, told), look)


def how_far(rect: Rect, progress: Progress, look: Look) -> Iterator[Part]:
    """A short bar for each of a few, and in words; on dark, about 44 px high."""
    room = rect
    if progress.total <= FEW:
        for number in range(progress.total):
            bar = Rect(rect.x + number * 68, rect.y + (rect.h - 12) / 2, 56, 12)
            yield Box(bar, "amber" if number < progress.done else "hair", 6)
        room = rect.after(progress.total * 68 + 8)
    size = look.size("min") if look.language == "zh" else look.em(28)
    yield Words(room, look.main(progress.text), size, "on_dai", leading=1.2, least=24)


def steps_told(rect: Rect, view: View, look: Look) -> tuple[list[Part], Rect]:
    """How far a view says one is, the present step lit, and the room under it; all where none is."""
    told = view.progress
    if told is None:
        return [], rect
    lit = replace(told, done=told.done + 1)
    return list(how_far(rect.top(STEPS_HEIGHT), lit, look)), rect.below(STEPS_HEIGHT + STEPS_GAP)


def step_bar(rect: Rect, steps: Sequence[tuple[Text, State]], look: Look) -> Iterator[Part]:
    """Named steps side by side, on white: done with a tick, now with an amber ring, to do hollow."""
    cells = rect.columns(*[1] * len(steps), gap=0)
    y = rect.y + 8 + NODE / 2
    for before, (cell, (_, state)) in zip(cells, list(zip(cells, steps, strict=True))[1:], strict=False):
        colour = "bar_track" if state == "to do" and look.theme.name == "normal" else "line_touch"
        track = Rect(before.centre[0], y - 3, cell.centre[0] - before.centre[0], 6)
        yield Box(track, "blue_600" if state != "to do" else colour)
    for cell, (name, state) in zip(cells, steps, strict=True):
        yield from _node(Rect(cell.centre[0] - NODE / 2, y - NODE / 2, NODE, NODE), state)
        room = Rect(cell.x + 4, y + NODE / 2 + 14, cell.w - 8, rect.bottom - y - NODE / 2 - 14)
        yield Words(
            room,
            look.main(name),
            look.size("min") if look.language == "zh" else look.em(26),
            "ink_600" if state == "to do" else "ink_900",
            bold=state == "now",
            align="centre",
            valign="top",
            leading=1.25,
            lines=2,
            least=24 if look.language == "en" else 32,
        )


def _node(rect: Rect, state: State) -> Iterator[Part]:
    if state == "to do":
        yield Box(rect, "surface", NODE / 2, "line_touch", 4)
        return
    if state == "now":
        yield Box(rect.inset(-8), "amber", NODE / 2 + 8)
    yield Box(rect, "blue_600", NODE / 2)
    if state == "done":
        yield Icon(rect.sized(30, 30), "check_bold", "on_primary")
    else:
        yield Box(rect.sized(18, 18), "on_primary", 9)
