"""Find the page in a picture: the four corners of what is paper, and what keeps it from being whole.

Paper is brighter and paler than the tray (and than a hand). Where that tells nothing, any bright shape, then
any outline of edges, is tried. A dark tray is what makes it work: on a light table less than half are found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]
Corners = NDArray[np.float32]
"""Four points, clockwise from the upper left, in pixels."""

WORK_SIDE: Final = 900
"""Pixels of the long side that is looked at: finer only adds noise."""
LEAST_SHARE: Final = 0.12
"""Of the picture; anything smaller is no page."""
LEAST_FILL: Final = 0.80
"""Of the four-sided figure around it; anything hollower is no page."""
COVERED_DEPTH: Final = 0.02
"""A dent in an edge, in diagonals of the page: a fingertip is deeper."""
COVERED_CORNER: Final = 0.035
"""A corner that is missing, likewise."""
PALE: Final = 70
"""Saturation, of 255: skin and wood have more."""
BAND: Final = 15
"""Pixels that are compared on either side of the outline, and how much brighter paper must be."""
STEP: Final = 8
RIM: Final = 3
"""Pixels: as near to the picture's edge a corner has left it."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A page in a picture."""

    corners: Corners
    covered: bool
    cut_off: bool


def find(frame: Frame) -> Outline | None:
    """The page in ``frame`` (blue, green, red), or ``None``."""
    scale = WORK_SIDE / max(frame.shape[:2])
    small = cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    best: Outline | None = None
    for mask in _masks(np.asarray(small, np.uint8)):
        outline = _of_mask(mask)
        if outline is None or not _paler_inside(np.asarray(small, np.uint8), outline.corners):
            continue
        if best is None or (best.covered and not outline.covered):
            best = outline
        if not best.covered:
            break
    return None if best is None else Outline(best.corners / np.float32(scale), best.covered, best.cut_off)


def _masks(small: Frame) -> Iterator[Frame]:
    """Where paper may be, the surest way first."""
    hsv = cv2.cvtColor(cv2.GaussianBlur(small, (5, 5), 0), cv2.COLOR_BGR2HSV)
    _, bright = cv2.threshold(hsv[:, :, 2], 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    _, pale = cv2.threshold(hsv[:, :, 1], PALE, 255, cv2.THRESH_BINARY_INV)
    yield _closed(cv2.bitwise_and(bright, pale))
    yield _closed(bright)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    middle = float(np.median(grey))
    edges = cv2.Canny(cv2.GaussianBlur(grey, (5, 5), 0), 0.4 * middle, 0.9 * middle)
    yield _closed(edges)


def _closed(mask: Any) -> Frame:  # noqa: ANN401 whatever OpenCV returns
    """Without the holes that print makes, and without specks."""
    kernel = np.ones((7, 7), np.uint8)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel), np.uint8)


def _of_mask(mask: Frame) -> Outline | None:
    found, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    height, width = mask.shape
    for contour in sorted(found, key=cv2.contourArea, reverse=True)[:2]:
        area = cv2.contourArea(contour)
        if area < LEAST_SHARE * width * height:
            return None
        if area > 0.98 * width * height:
            continue  # the tray itself, or nothing but paper
        around = cv2.approxPolyN(cv2.convexHull(contour), 4, ensure_convex=True)
        corners = _clockwise(np.asarray(around, np.float32).reshape(4, 2))
        if area < LEAST_FILL * cv2.contourArea(corners) or not _like_a_page(corners):
            continue
        cut_off = _leaves(contour, width, height)
        return Outline(corners, _covered(contour, corners), cut_off)
    return None


def _paler_inside(small: Frame, corners: Corners) -> bool:
    """Whether it is brighter just inside than just outside: a page, and no block of print on one."""
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    inside = cv2.fillConvexPoly(np.zeros_like(grey), corners.astype(np.int32), 255)
    wide = np.ones((BAND, BAND), np.uint8)
    within = cv2.subtract(cv2.erode(inside, np.ones((5, 5), np.uint8)), cv2.erode(inside, wide))
    beyond = cv2.subtract(cv2.dilate(inside, wide), cv2.dilate(inside, np.ones((5, 5), np.uint8)))
    if not beyond.any():
        return True
    return float(np.median(grey[within > 0])) > float(np.median(grey[beyond > 0])) + STEP


def _clockwise(points: Corners) -> Corners:
    middle = points.mean(axis=0)
    angles = np.arctan2(points[:, 1] - middle[1], points[:, 0] - middle[0])
    around = points[np.argsort(angles)]
    first = int(np.argmin(around.sum(axis=1)))
    return np.asarray(np.roll(around, -first, axis=0), np.float32)


def _like_a_page(corners: Corners) -> bool:
    """Opposite sides of like length, none very short: a page seen from above."""
    sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    alike = all(min(sides[i], sides[i + 2]) > 0.6 * max(sides[i], sides[i + 2]) for i in (0, 1))
    return alike and float(sides.min()) > 0.3 * float(sides.max())


def _leaves(contour: Any, width: int, height: int) -> bool:  # noqa: ANN401
    """Whether a good part of its outline runs along the picture's edge."""
    points = contour.reshape(-1, 2)
    far = np.array([width - 1 - RIM, height - 1 - RIM])
    touching = ((points <= RIM) | (points >= far)).any(axis=1)
    return bool(touching.sum() > 0.02 * len(points))


def _covered(contour: Any, corners: Corners) -> bool:  # noqa: ANN401
    """Whether the paper's outline has a dent, or a corner of it is not there."""
    diagonal = float(np.linalg.norm(corners[2] - corners[0]))
    hull = cv2.convexHull(contour, returnPoints=False)
    hull[::-1].sort(axis=0)
    dents = cv2.convexityDefects(contour, hull)
    if dents is not None and float(dents[:, 0, 3].max()) / 256 > COVERED_DEPTH * diagonal:
        return True
    away = [cv2.pointPolygonTest(contour, (float(x), float(y)), measureDist=True) for x, y in corners]
    return -min(away) > COVERED_CORNER * diagonal
