"""The window lattice 窗棂: square modules with four corner squares, four mid-bars and a centre pane."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Bars, Box, Part

MODULE = 132
LINE = 3
CORNER, PANE = 0.26, 0.165
"""A corner square's side and half a pane's, in modules."""


def lattice(  # noqa: PLR0913 what may differ is told by keyword
    clip: Rect,
    at: tuple[float, float],
    columns: int,
    rows: int,
    look: Look,
    *,
    lit: tuple[int, ...] = (),
    module: float = MODULE,
) -> Iterator[Part]:
    """A lattice from ``at``, cut off at ``clip``. ``lit``: panes in reading order. None in high contrast."""
    if not look.theme.lattices:
        return
    yield Bars(clip, _bars(at, columns, rows, module), "lattice")
    for pane in lit:
        yield Box(_pane(at, module, pane % columns, pane // columns).inset(-LINE / 2), "amber")


@lru_cache(maxsize=16)
def _bars(at: tuple[float, float], columns: int, rows: int, m: float) -> tuple[Rect, ...]:
    x0, y0 = at
    bars = [_line(x0, y0 + r * m, x0 + columns * m, y0 + r * m) for r in range(rows + 1)]
    bars += [_line(x0 + c * m, y0, x0 + c * m, y0 + rows * m) for c in range(columns + 1)]
    for row in range(rows):
        for column in range(columns):
            bars += _module(x0 + column * m, y0 + row * m, m)
    return tuple(bars)


def _module(x: float, y: float, m: float) -> list[Rect]:
    k, h, far_x, far_y, cx, cy = m * CORNER, m * PANE, x + m, y + m, x + m / 2, y + m / 2
    corners = [
        line
        for side_x, to_x in ((x, x + k), (far_x, far_x - k))
        for side_y, to_y in ((y, y + k), (far_y, far_y - k))
        for line in (_line(to_x, side_y, to_x, to_y), _line(side_x, to_y, to_x, to_y))
    ]
    mid = [
        _line(cx, y, cx, cy - h),
        _line(cx, cy + h, cx, far_y),
        _line(x, cy, cx - h, cy),
        _line(cx + h, cy, far_x, cy),
    ]
    pane = [
        _line(cx - h, cy - h, cx + h, cy - h),
        _line(cx - h, cy + h, cx + h, cy + h),
        _line(cx - h, cy - h, cx - h, cy + h),
        _line(cx + h, cy - h, cx + h, cy + h),
    ]
    return corners + mid + pane


def _line(x0: float, y0: float, x1: float, y1: float) -> Rect:
    left, top = min(x0, x1) - LINE / 2, min(y0, y1) - LINE / 2
    return Rect(left, top, abs(x1 - x0) + LINE, abs(y1 - y0) + LINE)


def _pane(at: tuple[float, float], m: float, column: int, row: int) -> Rect:
    cx, cy, h = at[0] + (column + 0.5) * m, at[1] + (row + 0.5) * m, m * PANE
    return Rect(cx - h, cy - h, 2 * h, 2 * h)
