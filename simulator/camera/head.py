"""A photograph as a head: where its features are, and how it looks turned or with its eyes shut.

The turn is a warp over depth: a rounded head with a ridge of a nose on it, so that the nose moves against
eyes and mouth as no flat picture can make it (a rotation about the vertical axis, orthographic).
"""

from __future__ import annotations

import math
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import cv2
import face_recognition
import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]
Points = NDArray[np.float64]

WIDTH: Final = 640
HEIGHT: Final = 480
FACE_WIDTH: Final = 190
"""Pixels of the face in the picture, as somebody at arm's length of a terminal."""
HEAD_DEPTH: Final = 1.0
NOSE_DEPTH: Final = 0.42
NOSE_WIDTH: Final = 0.22
"""All in distances between the eyes."""
ROUNDS: Final = 12
LID_REACH: Final = 1.3
"""How far above an eye its lid is stretched from, in heights of the eye."""


class NoFace(Exception):
    """The photograph shows no face."""


class Head:
    """The photograph ``file``, laid into a picture of 640 × 480 with its face in the middle."""

    def __init__(self, file: Path, *, face_width: float = FACE_WIDTH) -> None:
        image = cv2.imread(str(file))
        if image is None:
            raise NoFace(str(file))
        found = face_recognition.face_locations(cv2.cvtColor(image, cv2.COLOR_BGR2RGB))
        if not found:
            raise NoFace(str(file))
        top, right, bottom, left = found[0]
        scale = face_width / (right - left)
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=way)
        move = np.array(
            [[1, 0, WIDTH / 2 - scale * (left + right) / 2], [0, 1, HEIGHT / 2 - scale * (top + bottom) / 2]]
        )
        self.still: Frame = _bytes(
            cv2.warpAffine(image, move, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
        )
        half = int(face_width / 2)
        y, x = HEIGHT // 2, WIDTH // 2
        marks = face_recognition.face_landmarks(
            cv2.cvtColor(self.still, cv2.COLOR_BGR2RGB), [(y - half, x + half, y + half, x - half)]
        )[0]
        self._marks = {name: np.array(points, np.float64) for name, points in marks.items()}

    @cached_property
    def eye_distance(self) -> float:
        """Pixels from eye to eye."""
        return float(np.linalg.norm(self._eye("right_eye") - self._eye("left_eye")))

    def pose(self, yaw: float = 0.0, lids: float = 0.0) -> Frame:
        """The head turned by ``yaw`` degrees (positive: to its own left), lids closed from 0 to 1."""
        image = self._lids(self.still, lids) if lids else self.still
        return self._turned(image, yaw) if yaw else image

    def _eye(self, name: str) -> Points:
        return np.asarray(self._marks[name].mean(axis=0))

    def _turned(self, image: Frame, yaw: float) -> Frame:
        angle, unit = math.radians(yaw), self.eye_distance
        eyes = (self._eye("left_eye") + self._eye("right_eye")) / 2
        centre = (eyes + self._marks["bottom_lip"].mean(axis=0)) / 2
        bridge, tip = self._marks["nose_bridge"][0], self._marks["nose_bridge"][-1]
        y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
        down = np.clip((y - bridge[1]) / (tip[1] - bridge[1]), 0, 1)
        ridge = NOSE_DEPTH * unit * down * (1 - np.clip((y - tip[1]) / (0.25 * unit), 0, 1))

        def moved(at: Any) -> Any:  # noqa: ANN401 arrays
            """How far the point drawn at column ``at`` has come by the turn."""
            skull = np.clip(
                1 - ((at - centre[0]) / (1.35 * unit)) ** 2 - ((y - centre[1]) / (1.9 * unit)) ** 2, 0, 1
            )
            depth = HEAD_DEPTH * unit * skull + ridge * np.exp(-(((at - tip[0]) / (NOSE_WIDTH * unit)) ** 2))
            turned = (at - centre[0]) * (math.cos(angle) - 1) + depth * math.sin(angle)
            return np.clip(3 * skull, 0, 1) * turned

        source = x
        for _ in range(ROUNDS):
            source = x - moved(source)
        return _bytes(cv2.remap(image, source.astype(np.float32), y, cv2.INTER_LINEAR))

    def _lids(self, image: Frame, closed: float) -> Frame:
        y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
        source = y.copy()
        for name in ("left_eye", "right_eye"):
            eye = self._marks[name]
            upper, lower = eye[[0, 1, 2, 3]], eye[[0, 5, 4, 3]]
            columns = np.arange(math.floor(eye[0, 0]), math.ceil(eye[3, 0]) + 1)
            above = np.interp(columns, upper[:, 0], upper[:, 1]) - 1
            below = np.interp(columns, lower[:, 0], lower[:, 1]) + 1
            reach = LID_REACH * (below - above).max()
            for column, top, bottom in zip(columns, above, below, strict=True):
                edge = top + min(closed, 0.98) * (bottom - top)
                rows = y[:, column]
                inside = (rows > top - reach) & (rows < bottom)
                source[inside, column] = np.interp(
                    rows[inside], [top - reach, edge, bottom], [top - reach, top, bottom]
                )
        return _bytes(cv2.remap(image, x, source, cv2.INTER_LINEAR))


def _bytes(image: Any) -> Frame:  # noqa: ANN401 whatever OpenCV returns
    return np.asarray(image, np.uint8)
