"""Where everyone starts (mock-ups 01 to 04)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice
from kiosk.journeys.views import Home
from kiosk.screens import home_queue
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Choose, Drawn, Icon, Part, Target, Words, sunk
from kiosk.screens.screen import Now, Screen
from kiosk.screens.widgets.lattice import lattice
from kiosk.screens.widgets.tiles import ELDER, HELP, hero, tile
from kiosk.screens.widgets.words import inline, stack
from kiosk.screens.widgets.zones import Zones, backdrop, zones

ICONS: Final = {
    "check_in": "ticket",
    "apply": "apply",
    "track": "progress",
    "certificates": "cert",
    "correct": "upload",
    "guides": "guide",
    "my_matters": "my",
    "feedback": "msg",
    "help": "bell",
}
ELDER_CHOICES: Final = ("check_in", "track", "certificates")
HELP_CHOICE: Final = Choice("help", Text("请人帮我", "Ask staff to help me"), hint=Text("工作人员马上过来"))
SEARCH: Final = Text("想办什么？搜一搜，比如“换身份证”", "Search: what do you need?")
GREY: Final = Text("灰色的：", "Grey ones: ")
CHOOSE: Final = Text("请选一项", "Choose one")
ELDER_TITLE: Final = Text("您要办什么？", "What do you need?")
ELDER_LINE: Final = Text("看不清，点“语音”，念给您听。", "Hard to read? Press Voice.")
PRESS_TOP = 640


class HomeScreen(Screen[Home]):
    """The services, the queue, and what to do."""

    def parts(self, view: Home, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002 the hour is the frame's
        """Draw it."""
        place = zones(look, PRESS_TOP)
        yield from backdrop(place, look)
        yield from _pattern(place, look)
        yield from _greeting(view, place, look)
        if look.elder:
            yield from _elder(view, place.content, look)
        elif look.landscape:
            yield from _landscape(view, place.content, look)
        else:
            yield from _portrait(view, place.content, look)


def _pattern(place: Zones, look: Look) -> Iterator[Part]:
    zone = place.look
    over = zone.above(zone.bottom - home_queue.place(place.told, look).y)
    if look.landscape:
        yield from lattice(zone, (zone.x - 30, zone.bottom + 70 - 267), 5, 2, look, lit=(3,))
    elif look.elder:
        if look.language == "zh":  # longer titles need the room
            yield from lattice(over, (zone.right - 227, zone.y - 57), 2, 3, look, lit=(2,))
    else:
        yield from lattice(over, (zone.right - 287, zone.y - 33), 3, 3, look, lit=(4,))


def _greeting(view: Home, place: Zones, look: Look) -> Iterator[Part]:
    told = place.told
    title, line = view.title, view.lines[0]
    if look.elder:
        title, line = ELDER_TITLE, ELDER_LINE if look.voice_ready else line
    if view.notice:
        line = Text(view.notice)
    queue = home_queue.place(told, look)
    pad = 48 if look.landscape else 44 if look.elder else 52
    # Under a notice the zone is lower than designed: give up air before words.
    room = told.below(min(pad, max(16, told.h - 396)))
    room = Rect(room.x, room.y, room.w, queue.y - room.y - 8)
    size = look.size("h0")
    lines = 1 if look.elder and look.language == "zh" else 2
    greeting = (
        look.main(title).replace("，", "，\n") if look.landscape and not look.elder else look.main(title)
    )
    yield from stack(
        room,
        [
            Words(room, greeting, size, "on_dai", bold=True, leading=1.2, lines=lines, least=48),
            Words(
                room,
                look.second(title),
                look.second_size(36 if look.elder else 28),
                "on_dai_2",
                least=24,
                lines=2,
            ),
            Words(
                room,
                look.main(line),
                look.size("body"),
                "on_dai",
                leading=1.35,
                lines=3 if look.landscape else 2,
                least=look.size("min"),
            ),
        ],
        gap=(4, 12) if look.elder else (16, 24) if look.landscape else (8, 20),
        valign="top",
    )
    yield from home_queue.queue(view, queue, look)


def _elder(view: Home, content: Rect, look: Look) -> Iterator[Part]:
    """At most four choices, one column."""
    found = {c.id: c for c in view.choices}
    chosen = [found[i] for i in ELDER_CHOICES if i in found]
    rows = content.rows(*[1] * 4)
    for choice, row in zip(chosen, rows, strict=False):
        yield (
            hero(row, choice, look, ICONS[choice.id])
            if choice.primary
            else tile(row, choice, look, ICONS[choice.id])
        )
    yield tile(rows[len(chosen)], HELP_CHOICE, look, "bell", sizes=ELDER, inks=HELP)


def _portrait(view: Home, content: Rect, look: Look) -> Iterator[Part]:
    first, others = _split(view)
    if first:
        yield hero(content.top(212), first, look, ICONS[first.id])
        content = content.below(212 + 24)
    yield _search(content.top(112), others, look)
    content = content.below(112 + 24)
    yield from _tiles(others, content.grid(2, max(3, -(-len(others) // 2))), look)


def _landscape(view: Home, content: Rect, look: Look) -> Iterator[Part]:
    first, others = _split(view)
    yield _search(content.top(112), others, look)
    content = content.below(112 + 24)
    yield from _heading(content.top(56), others, look)
    content = content.below(56 + 24)
    if first:
        yield hero(content.left(348), first, look, ICONS[first.id])
        content = content.after(348 + 24)
    yield from _tiles(others, content.grid(2, max(3, -(-len(others) // 2))), look)


def _heading(rect: Rect, others: tuple[Choice, ...], look: Look) -> Iterator[Part]:
    runs = [(look.main(CHOOSE), 40.0, "ink_900", True)]
    reasons = {c.why_not for c in others if not c.enabled and c.why_not}
    if len(reasons) == 1:  # the rows are too low to say it on each
        runs.append(
            (
                look.main(GREY) + look.main(reasons.pop()),
                32.0 if look.language == "zh" else 24.0,
                "ink_600",
                False,
            )
        )
    elif look.language == "zh":
        runs.append((look.second(CHOOSE), 24.0, "ink_600", False))
    yield from inline(rect.x, rect.y + 28 + 40 * 0.36, *runs, gap=16)


def _split(view: Home) -> tuple[Choice | None, tuple[Choice, ...]]:
    first = next((c for c in view.choices if c.primary), None)
    return first, tuple(c for c in view.choices if c is not first)


def _tiles(choices: tuple[Choice, ...], places: tuple[Rect, ...], look: Look) -> Iterator[Part]:
    for choice, place in zip(choices, places, strict=False):
        yield tile(place, choice, look, ICONS.get(choice.id, "info"))


def _search(rect: Rect, others: tuple[Choice, ...], look: Look) -> Target:
    """The way into the guides by a word; keeps its place where there are none."""
    guides = next((c for c in others if c.id == "guides"), None)
    ready = guides is not None and guides.enabled
    ink, quiet, tint = ("ink_900", "ink_600", "blue_600") if ready else ("dis_ink",) * 3
    line = "line_touch" if ready else "dis_ink" if look.theme.name == "high" else "dis_fill"
    box = Box(rect, "surface" if ready else "dis_fill", 28, line, max(3, look.theme.outline))
    icon = Rect(rect.x + 36, rect.y + (rect.h - 56) / 2, 56, 56)
    words = Rect(icon.right + 20, rect.y, rect.w - 92 - 56 - 100, rect.h)
    zh = look.language == "zh"
    face: tuple[Drawn, ...] = (
        box,
        Icon(icon, "search", tint),
        Words(words, look.main(SEARCH), 36, ink, least=32),
        *([Words(rect.tail(132).left(100), "Search", 24, quiet, align="right")] if zh else []),
    )
    if not ready:
        return Target(rect, face)
    return Target(rect, face, Choose("guides"), sunk(face, fill="blue_100"))
