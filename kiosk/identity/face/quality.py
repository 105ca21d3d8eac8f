"""Whether a picture is good enough to compare, and if not, what to do about it. For the worker only.

The limits are the terminal's own, for a camera of 640 × 480 at arm's length.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from kiosk.identity.face import geometry
from kiosk.identity.face.base import Hint
from kiosk.identity.face.engine import Face, Numbers, Pixels

SECOND: Final = 0.4
"""A second face counts from this share of the first one's width on."""
FAR: Final = 0.19
CLOSE: Final = 0.56
"""The face's width (YuNet's, three quarters of its height), of the picture's shorter side."""
ASIDE: Final = 0.3
"""How far the face's middle may be from the picture's, of the picture's width and height."""
FRONTAL: Final = 0.22
"""Largest offset of the nose, in distances between the eyes."""
LAID: Final = 0.35
"""Largest slope of the line through the eyes (about 20 degrees)."""
DARK: Final = 55.0
BACKLIT: Final = 60.0
"""Mean brightness of a face that is too dark; how much brighter all the rest may be."""
DIM: Final = 80.0
"""A face brighter than this is well seen before any light."""
SHARP: Final = 18.0
"""Variance of the Laplacian of the face at 128 pixels."""
SIDE: Final = 128


def sharpness(grey: Pixels, face: Face) -> float:
    """How sharp the face is: the variance of its Laplacian."""
    cut = crop(grey, face)
    return float(cv2.Laplacian(cv2.resize(cut, (SIDE, SIDE), interpolation=cv2.INTER_AREA), cv2.CV_64F).var())


def place(faces: list[Face], width: int, height: int) -> Hint | None:
    """What is wrong with who stands where."""
    if not faces:
        return Hint.NO_FACE
    left, top, wide, high = faces[0].box
    if len(faces) > 1 and faces[1].box[2] > SECOND * wide:
        return Hint.SEVERAL
    if wide < FAR * min(width, height):
        return Hint.TOO_FAR
    if wide > CLOSE * min(width, height):
        return Hint.TOO_CLOSE
    x, y = (left + wide / 2) / width - 0.5, (top + high / 2) / height - 0.5
    return Hint.OFF_CENTRE if max(abs(x), abs(y)) > ASIDE else None


def light(grey: Pixels, face: Face, points: Numbers, sharp: float) -> Hint | None:
    """What is wrong with the face itself."""
    bright = float(crop(grey, face).mean())
    if bright < DIM and float(grey.mean()) > bright + BACKLIT:
        return Hint.BACKLIT
    if bright < DARK:
        return Hint.DARK
    if abs(geometry.offset(points)) > FRONTAL or abs(geometry.roll(points)) > LAID:
        return Hint.NOT_FRONTAL
    return Hint.BLURRED if sharp < SHARP else None


def crop(grey: Pixels, face: Face) -> Pixels:
    """The face's part of the picture, one pixel at least."""
    left, top, wide, high = face.box
    rows = np.clip([top, top + high], 0, grey.shape[0]).astype(int)
    columns = np.clip([left, left + wide], 0, grey.shape[1]).astype(int)
    cut = grey[rows[0] : max(rows[1], rows[0] + 1), columns[0] : max(columns[1], columns[0] + 1)]
    return cut if cut.size else grey[:1, :1]
