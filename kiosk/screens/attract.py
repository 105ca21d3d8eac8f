"""Nobody is here (mock-up 20): a window of lattice whose panes light up. Any touch only wakes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views import Home
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Align, Bars, Box, Icon, Part, Words
from kiosk.screens.screen import Now, Screen
from kiosk.screens.widgets.words import stack

TITLE: Final = Text("碰一下屏幕，开始办事", "Touch anywhere to start")
HERE: Final = Text("碰这里", "Touch")
PANES: Final[tuple[tuple[str, str, Text] | None, ...]] = (
    ("check_in", "ticket", Text("取号排队", "Ticket")),
    ("track", "progress", Text("查进度", "Track")),
    ("certificates", "cert", Text("打证明", "Print")),
    ("apply", "apply", Text("填表申请", "Apply")),
    None,
    ("correct", "upload", Text("补材料", "Add")),
    ("guides", "guide", Text("看指南", "Guide")),
    ("my_matters", "my", Text("我的事项", "Mine")),
    ("guides", "search", Text("搜事项", "Search")),
)
ORDER: Final = (0, 5, 7, 2, 3, 8, 1, 6)
"""The order in which panes light up; as many are always lit as in the mock-up."""
LIT = 3
CORNER, HALF_W, HALF_H, LINE = 46, 104, 112, 5


class AttractScreen(Screen[Home]):
    """What the terminal can do, seen from across the hall."""

    beat_seconds = 1.6

    def parts(self, view: Home, look: Look, now: Now) -> Iterator[Part]:
        """Draw it."""
        stage = look.stage
        yield Box(stage, "dai_800")
        if look.landscape:
            window = Rect(stage.right - 40 - 1120, stage.y + 40, 1120, stage.h - 80)
            words = Rect(40, stage.y + 120, stage.w - 1120 - 140, stage.h - 240)
        else:
            window = Rect(40, stage.y + 272, 1000, stage.h - 272 - 196)
            words = Rect(40, stage.y + 56, 1000, 200)
        align: Align = "left" if look.landscape else "centre"
        yield from stack(
            words,
            [
                Words(
                    words,
                    look.main(TITLE),
                    96,
                    "on_dai",
                    bold=True,
                    align=align,
                    leading=1.2,
                    least=64,
                    lines=2,
                ),
                Words(words, look.second(TITLE), 36, "on_dai_2", align=align),
            ],
            gap=8,
            valign="top",
        )
        yield from _window(view, window, look, now)
        yield from _until(view, stage, look)


def _window(view: Home, window: Rect, look: Look, now: Now) -> Iterator[Part]:
    cells = window.grid(3, 3, 0)
    bars: list[Rect] = []
    for number, cell in enumerate(cells):
        if PANES[number] is not None:
            bars += _bars(cell)
    bars += [Rect(window.x, cell.y - 2, window.w, LINE) for cell in cells[::3]]
    bars += [Rect(cell.x - 2, window.y, LINE, window.h) for cell in cells[:3]]
    bars += [
        window.top(10).moved(0, -5),
        window.low(10).moved(0, 5),
        window.left(10).moved(-5, 0),
        window.tail(10).moved(5, 0),
    ]
    yield Bars(window.inset(-5), tuple(bars), "hair")
    lit = {ORDER[(now.beat + i * 3) % len(ORDER)] for i in range(LIT)} if now.beat else {0, 5, 7}
    here = {c.id for c in view.services}
    for number, cell in enumerate(cells):
        pane = PANES[number]
        if pane is None:
            yield from _middle(cell, look)
        elif not here or pane[0] in here:
            yield from _pane(cell, pane, look, lit=number in lit)


def _bars(cell: Rect) -> list[Rect]:
    cx, cy = cell.centre
    k, half_w, half_h = CORNER, min(HALF_W, cell.w * 0.36), min(HALF_H, cell.h * 0.38)
    bars = []
    for x, inner_x in ((cell.x, cell.x + k), (cell.right - k, cell.right - k)):
        for y, inner_y in ((cell.y, cell.y + k), (cell.bottom - k, cell.bottom - k)):
            bars += [Rect(inner_x - 2, y, LINE, k), Rect(x, inner_y - 2, k, LINE)]
    bars += [
        Rect(cx - 2, cell.y, LINE, cy - half_h - cell.y),
        Rect(cx - 2, cy + half_h, LINE, cell.bottom - cy - half_h),
        Rect(cell.x, cy - 2, cx - half_w - cell.x, LINE),
        Rect(cx + half_w, cy - 2, cell.right - cx - half_w, LINE),
    ]
    return bars


def _pane(cell: Rect, pane: tuple[str, str, Text], look: Look, *, lit: bool) -> Iterator[Part]:
    _, icon, label = pane
    square = cell.sized(2 * min(HALF_W, cell.w * 0.36), 2 * min(HALF_H, cell.h * 0.38))
    ink = "amber_800" if lit else "on_dai"
    yield Box(
        square,
        "amber_100" if lit else "dai_700",
        0,
        ("amber" if look.theme.name == "high" else "amber_100") if lit else "hair",
        LINE,
    )
    side = min(104.0, square.h - 108)
    yield Icon(Rect(cell.centre[0] - side / 2, square.y + 28, side, side), icon, ink)
    words = Rect(square.x + 6, square.bottom - 72, square.w - 12, 56)
    yield Words(
        words, look.main(label), 40, ink, bold=True, align="centre", least=32 if look.language == "zh" else 28
    )


def _middle(cell: Rect, look: Look) -> Iterator[Part]:
    yield Box(cell, "amber")
    side = min(184.0, cell.h - 130)
    yield Icon(
        Rect(cell.centre[0] - side / 2, cell.y + (cell.h - side - 76) / 2, side, side), "touch", "on_amber"
    )
    words = Rect(cell.x + 8, cell.y + (cell.h + side - 76) / 2, cell.w - 16, 76)
    yield Words(words, look.main(HERE), 56, "on_amber", bold=True, align="centre", least=40)


def _until(view: Home, stage: Rect, look: Look) -> Iterator[Part]:
    told = Text(view.notice) if view.notice else None
    if told is None and view.closes:
        told = Text(f"今天办到 {view.closes}", f"Open until {view.closes}")
    if told is None:
        return
    size = max(40, look.size("min"))
    wide = min(fonts.width(look.main(told), size) + 4, 900)
    second = look.second(told) if look.language == "zh" else ""
    wide_second = fonts.width(second, look.em(24)) + 2 if second else 0
    y = stage.bottom - 44 - 56
    if look.landscape:
        x = 40.0
        second = ""
        wide = min(wide, 620)
    else:
        x = (stage.w - 44 - 20 - wide - (20 + wide_second if second else 0)) / 2
    yield Icon(Rect(x, y + 4, 48, 48), "clock", "on_dai")
    yield Words(Rect(x + 64, y, wide, 56), look.main(told), size, "on_dai", least=look.size("min"), lines=2)
    if second:
        yield Words(Rect(x + 64 + wide + 20, y, wide_second, 56), second, look.em(24), "on_dai_2")
