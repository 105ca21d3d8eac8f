"""The queue on the home screen: how many wait, how long, until when the hall is open. Unknown is left out."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.domain.words import Text
from kiosk.journeys.views import Home
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Icon, Part
from kiosk.screens.widgets.words import inline

Figure = tuple[Text, str, Text]


def place(told: Rect, look: Look) -> Rect:
    """Where the queue stands in the look zone."""
    if look.landscape:
        return Rect(told.x, told.bottom - 384, told.w, 164)
    if look.elder:
        return Rect(told.x, told.bottom - 28 - 128, told.w, 128)
    return Rect(told.x, told.bottom - 32 - 132, told.w, 132)


def queue(view: Home, rect: Rect, look: Look) -> Iterator[Part]:
    """The figures, under a hairline."""
    figures = _figures(view, look)
    if not figures:
        return
    yield Box(rect.top(2), "hair")
    if look.elder and look.language == "zh" and not look.landscape:
        yield from _sentence(view, rect)
        return
    for number, (figure, cell) in enumerate(
        zip(figures, rect.columns(*[1] * len(figures), gap=34), strict=True)
    ):
        yield from _figure(figure, cell, look)
        if number:
            yield Box(Rect(cell.x - 34, rect.y + 22, 2, rect.h - 28), "hair")


def _figures(view: Home, look: Look) -> list[Figure]:
    figures: list[Figure] = []
    if view.waiting is not None:
        figures.append(
            (
                Text("现在排队", "In queue" if not look.landscape else "Queue"),
                str(view.waiting),
                Text("人", "people"),
            )
        )
    if view.wait_minutes is not None and not look.landscape:
        figures.append((Text("大约要等", "Wait"), str(view.wait_minutes), Text("分钟", "min")))
    if view.closes is not None:
        figures.append(
            (Text("今天办到", "Open until" if not look.landscape else "Until"), view.closes, Text("", ""))
        )
    return figures[:2] if look.elder else figures


def _figure(figure: Figure, cell: Rect, look: Look) -> Iterator[Part]:
    label, value, unit = figure
    small = look.size("min")
    top = cell.y + (12 if look.elder else 20)
    runs: list[tuple[str, float, str, bool]] = [(look.main(label), small, "on_dai", False)]
    second = look.second(label)
    room = cell.w - fonts.width(look.main(label), small) - 12
    if look.language == "zh" and not look.elder and fonts.width(second, 24) <= room:
        runs.append((second, 24.0, "on_dai_2", False))
    yield from inline(cell.x, top + small * 1.034, *runs)
    large = 60
    values: list[tuple[str, float, str, bool]] = [(value, large, "on_dai", True)]
    wide = fonts.width(value, large, bold=True) + 16 + fonts.width(look.main(unit), small)
    if look.main(unit) and wide <= cell.w:
        values.append((look.main(unit), small, "on_dai", False))
    yield from inline(cell.x, top + small * 1.2 + large * 1.01, *values, gap=16)


def _sentence(view: Home, rect: Rect) -> Iterator[Part]:
    """Elder mode: said in words."""
    baseline = rect.y + 14 + (rect.h - 14) / 2 + 17
    runs: list[tuple[str, float, str, bool]] = []
    if view.waiting is not None:
        runs += [
            ("前面排了", 45, "on_dai", False),
            (str(view.waiting), 72, "on_dai", True),
            ("人，" if view.wait_minutes is not None else "人", 45, "on_dai", False),
        ]
    if view.wait_minutes is not None:
        runs += [
            ("大约等", 45, "on_dai", False),
            (str(view.wait_minutes), 72, "on_dai", True),
            ("分钟", 45, "on_dai", False),
        ]
    if not runs and view.closes is not None:
        runs = [("今天办到", 45, "on_dai", False), (view.closes, 72, "on_dai", True)]
    yield Icon(Rect(rect.x, rect.y + 14 + (rect.h - 14 - 64) / 2, 64, 64), "people", "on_dai")
    yield from inline(rect.x + 84, baseline, *runs, gap=18)
