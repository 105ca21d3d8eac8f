"""A code for a phone's camera, dark on white in every theme."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import floor

from kiosk.screens.geometry import Rect
from kiosk.screens.parts import Bars, Box, Part

QUIET = 4
"""Modules of white around it (ISO/IEC 18004)."""


def qr_code(rect: Rect, payload: str, *, dark: str = "qr_dark", light: str = "qr_light") -> Iterator[Part]:
    """As large as ``rect`` allows, every module the same whole number of pixels."""
    rows = _matrix(payload)
    side = len(rows) + 2 * QUIET
    module = max(1, floor(min(rect.w, rect.h) / side))
    place = rect.sized(module * side, module * side)
    place = Rect(floor(place.x), floor(place.y), place.w, place.h)
    yield Box(place, light)
    yield Bars(
        place,
        tuple(
            Rect(place.x + (QUIET + x) * module, place.y + (QUIET + y) * module, module * wide, module)
            for y, row in enumerate(rows)
            for x, wide in _runs(row)
        ),
        dark,
    )


def _runs(row: tuple[bool, ...]) -> Iterator[tuple[int, int]]:
    """Dark modules side by side: where they begin, and how many."""
    at = 0
    while at < len(row):
        wide = 0
        while at + wide < len(row) and row[at + wide]:
            wide += 1
        if wide:
            yield at, wide
        at += max(1, wide)


@lru_cache(maxsize=4)
def _matrix(payload: str) -> tuple[tuple[bool, ...], ...]:
    from qrcode import QRCode  # only who takes a guide along pays for it
    from qrcode.constants import ERROR_CORRECT_M

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(payload)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())
