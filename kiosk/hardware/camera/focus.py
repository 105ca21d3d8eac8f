"""How sharp a picture is, and a picture small enough to draw. Imports OpenCV: for a thread that has it.

The score is the variance of the Laplacian (Pech-Pacheco and others, ICPR 2000) of the sharpest sixteenth of
the picture at 640 pixels across: a wall behind a sharp face is no fault of the lens. A median of 3 first, for
the noise of a sensor has edges too.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from kiosk.domain.picture import Picture
from kiosk.hardware.look import SHARP_FROM, Focus, Glance, Judgement

WIDTH: Final = 640
CONTRAST: Final = 6.0
"""Standard deviation of the grey, of 255: with less, as under a cap, there is nothing to judge."""
PARTS: Final = 4
DRAWN_SIDE: Final = 960
"""Pixels of a drawn picture's long side at most."""


def glance(picture: Picture) -> Glance:
    """The picture as it can be drawn, and how sharp it is."""
    frame = np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 3)
    scale = min(1.0, DRAWN_SIDE / max(frame.shape[:2]))
    small = cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    height, width = small.shape[:2]
    return Glance(Picture(width, height, small.tobytes(), picture.number), focus(picture))


def focus(picture: Picture) -> Focus:
    """How sharp it is."""
    frame = np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 3)
    scale = WIDTH / picture.width
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    grey = cv2.resize(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), None, fx=scale, fy=scale, interpolation=way)
    if float(grey.std()) < CONTRAST:
        return Focus(0.0, Judgement.NOTHING_SEEN)
    edges = cv2.Laplacian(cv2.medianBlur(grey, 3), cv2.CV_64F)
    rows = np.array_split(edges, PARTS)
    score = max(float(part.var()) for row in rows for part in np.array_split(row, PARTS, axis=1))
    return Focus(round(score, 1), Judgement.SHARP if score >= SHARP_FROM else Judgement.BLURRED)
