"""What the 68 points of a face say of its pose and its eyes. For the worker only.

The nose of a turned head leaves the plane of eyes and mouth; on a photograph, however it is held, it stays
where the homography of eyes and mouth puts it.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from kiosk.identity.face.engine import Numbers

RIGHT_EYE: Final = slice(36, 42)
LEFT_EYE: Final = slice(42, 48)
"""The person's own right is the picture's left."""
NOSE: Final = 30
MOUTH: Final = [48, 54]
PLANE: Final = [36, 39, 42, 45, 48, 54]
"""Corners of eyes and mouth: nearly in one plane on any face."""


def eye_distance(points: Numbers) -> float:
    """Pixels from eye to eye, at least 1."""
    return max(1.0, float(np.linalg.norm(_left(points) - _right(points))))


def offset(points: Numbers) -> float:
    """How far the nose is to the right of the middle between the eyes, in distances between them."""
    across = _left(points) - _right(points)
    middle = (_left(points) + _right(points)) / 2
    return float((points[NOSE] - middle) @ across) / eye_distance(points) ** 2


def residual(reference: Numbers, points: Numbers) -> float:
    """How far the nose is from where ``reference`` would have it if it were flat, likewise."""
    plane, _ = cv2.findHomography(reference[PLANE], points[PLANE], 0)
    if plane is None:
        return 0.0
    flat = cv2.perspectiveTransform(reference[NOSE].reshape(1, 1, 2), plane)[0, 0]
    return float(np.linalg.norm(flat - points[NOSE])) / eye_distance(points)


def openness(points: Numbers) -> float:
    """Mean height of both eyes, in distances from eyes to mouth: a nod shortens both alike."""
    heights = [
        np.linalg.norm(eye[upper] - eye[lower])
        for eye in (points[RIGHT_EYE], points[LEFT_EYE])
        for upper, lower in ((1, 5), (2, 4))
    ]
    down = points[MOUTH].mean(axis=0) - (_left(points) + _right(points)) / 2
    return float(np.mean(heights)) / max(1.0, float(np.linalg.norm(down)))


def roll(points: Numbers) -> float:
    """How far the head is laid to a side: the slope of the line through the eyes."""
    across = _left(points) - _right(points)
    return float(across[1]) / eye_distance(points)


def _right(points: Numbers) -> Numbers:
    return np.asarray(points[RIGHT_EYE].mean(axis=0))


def _left(points: Numbers) -> Numbers:
    return np.asarray(points[LEFT_EYE].mean(axis=0))
