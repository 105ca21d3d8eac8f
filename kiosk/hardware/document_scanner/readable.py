"""Make a page readable: cut out by its corners, upright, its light evened; and say how good it is."""

from __future__ import annotations

import io
from typing import Final

import cv2
import numpy as np
from PIL import Image

from kiosk.hardware.document_scanner.base import Reason
from kiosk.hardware.document_scanner.outline import Corners, Frame, Outline

A4_INCHES: Final = (8.27, 11.69)
A4_RATIO: Final = A4_INCHES[1] / A4_INCHES[0]
A4_TOLERANCE: Final = 0.10
"""A page whose sides' ratio is so near is A4: seen aslant, ratios err."""
DPI: Final = (200, 300)
"""What a page is made: the finer where the picture holds it."""
LEAST_DPI: Final = 130
SHARP_SIDE: Final = 1240
"""The width at which sharpness is measured, and its limit there: the Laplacian's variance."""
SHARP_AT: Final = 20.0
SHARP_ENOUGH: Final = 0.5
GLARE_LEVEL: Final = 250
GLARE_SHARE: Final = 0.01
DARK_LEVEL: Final = 80
"""What is brightest on a page (paper), of 255; below, noise is as strong as print."""
BLACK_LEVEL: Final = 12
"""The same where no page was found: a dark tray alone is brighter."""
PAPER: Final = 245
"""How bright paper becomes."""
QUALITY: Final = 88


def cut_out(frame: Frame, corners: Corners) -> tuple[Frame, int]:
    """The page alone, its long side upright, and its dots an inch if it is A4."""
    upright = np.roll(corners, 1, axis=0) if _lies(corners) else corners
    across, down = _sides(upright)
    seen = down / A4_INCHES[1]
    dpi = DPI[1] if seen >= (DPI[0] + DPI[1]) / 2 else DPI[0]
    height = round(A4_INCHES[1] * dpi)
    ratio = down / across
    is_a4 = abs(ratio / A4_RATIO - 1) < A4_TOLERANCE
    width = round(A4_INCHES[0] * dpi) if is_a4 else round(height / ratio)
    square = np.array([[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]], np.float32)
    matrix = cv2.getPerspectiveTransform(np.asarray(upright, np.float32), square)
    page = cv2.warpPerspective(
        frame, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(page, np.uint8), round(min(dpi, seen))


def evened(page: Frame) -> Frame:
    """The page under even, white light: divided by what its paper looks like here and there.

    Large dark fields (a photograph, a coloured cover) stay as they are: no paper is that dark.
    """
    side = max(page.shape[:2])
    small = cv2.resize(page, None, fx=300 / side, fy=300 / side, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    paper = cv2.GaussianBlur(cv2.medianBlur(paper, 15), (31, 31), 0)
    level = np.percentile(paper, 75, axis=(0, 1))
    light = np.maximum(paper, 0.45 * level).astype(np.uint8)
    whole = cv2.resize(light, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(page, whole, scale=PAPER), np.uint8)


def sharpness(page: Frame) -> float:
    """From 0 to 1: how steep its edges are. The sensor's own noise is taken out first."""
    scale = SHARP_SIDE / page.shape[1]
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = cv2.medianBlur(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=way), 3)
    steep = float(cv2.Laplacian(small, cv2.CV_64F).var())
    return steep / (steep + SHARP_AT)


def reasons(outline: Outline | None, page: Frame, *, sharp: float, dpi: int) -> tuple[Reason, ...]:
    """What is wrong with a page, as it was seen (not evened)."""
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)[::3, ::3]
    told = {
        Reason.TOO_DARK: float(np.percentile(grey, 90)) < (BLACK_LEVEL if outline is None else DARK_LEVEL),
        Reason.NO_PAGE: outline is None,
        Reason.COVERED: outline is not None and outline.covered,
        Reason.CUT_OFF: outline is not None and outline.cut_off,
        Reason.GLARE: float((grey >= GLARE_LEVEL).mean()) > GLARE_SHARE,
        Reason.TOO_FAR: outline is not None and dpi < LEAST_DPI,
        Reason.BLURRED: outline is not None and sharp < SHARP_ENOUGH,
    }
    return tuple(reason for reason, holds in told.items() if holds)


def packed(page: Frame, dpi: int) -> bytes:
    """A JPEG file that says its dots an inch."""
    file = io.BytesIO()
    rgb = cv2.cvtColor(page, cv2.COLOR_BGR2RGB)
    Image.fromarray(np.asarray(rgb)).save(file, "JPEG", quality=QUALITY, dpi=(dpi, dpi))
    return file.getvalue()


def _sides(corners: Corners) -> tuple[float, float]:
    """How wide and how high it is: the longer of each two opposite sides, which the camera sees best."""
    sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    return max(float(sides[0]), float(sides[2])), max(float(sides[1]), float(sides[3]))


def _lies(corners: Corners) -> bool:
    across, down = _sides(corners)
    return across > down
