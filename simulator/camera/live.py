"""Somebody before the camera, who breathes and does what is asked."""

from __future__ import annotations

import math
import random
from collections import deque
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, Protocol

import cv2
import numpy as np

from simulator.camera.head import HEIGHT, WIDTH, Frame, Head

TURN: Final = (8, 16, 24, 29, *[32] * 12, 29, 24, 16, 8)
"""Degrees, picture by picture: somebody who was asked to turn stays so for most of a second."""
BLINK: Final = (0.5, 1.0, 1.0, 1.0, 1.0, 0.5)
REACTION: Final = 4
"""Pictures before anything is done."""
PAUSE: Final = 30
"""Pictures after which somebody who hears nothing new does it once more."""
PATIENCE: Final = 3
"""How often somebody does what was asked once."""
SWAY: Final = 1.5
"""Pixels that a head moves although it holds still."""
NOISE: Final = 2.0
"""The sensor's, of 255."""


class Scene(Protocol):
    """What the camera sees."""

    def frame(self) -> Frame:
        """The next picture."""

    def do(self, action: str) -> None:
        """React to what the terminal asks: ``blink``, ``turn_left`` or ``turn_right``."""


class Live:
    """A living person with the face of a photograph. ``backwards`` turns the other way than asked."""

    def __init__(self, file: Path, *, backwards: bool = False, obeys: bool = True) -> None:
        self._head = Head(file)
        self._side = -1 if backwards else 1
        self._obeys = obeys
        self._poses: deque[tuple[float, float]] = deque()
        self._asked, self._left = "", 0
        self._count = 0
        self._pose = cache(self._head.pose)
        self._sensor = Sensor()

    def do(self, action: str) -> None:
        """See ``Scene.do``."""
        if not self._obeys:
            return
        if self._left < PATIENCE - 1:
            self._poses.clear()  # what was begun once more is of no use now
        self._asked, self._left = action, PATIENCE - 1
        self._move(action, after=REACTION)

    def _move(self, action: str, *, after: int) -> None:
        self._poses.extend([(0.0, 0.0)] * after)
        if action == "blink":
            self._poses.extend((0.0, lids) for lids in BLINK)
        else:
            side = self._side * (1 if action == "turn_left" else -1)
            self._poses.extend((side * yaw, 0.0) for yaw in TURN)

    def frame(self) -> Frame:
        """See ``Scene.frame``."""
        self._count += 1
        if not self._poses and self._left:
            self._left -= 1
            self._move(self._asked, after=PAUSE)
        yaw, lids = self._poses.popleft() if self._poses else (0.0, 0.0)
        drift = SWAY * math.sin(self._count / 5), SWAY * math.sin(self._count / 8)
        return self._sensor.sees(shifted(self._pose(yaw, lids), drift))


class Sensor:
    """Puts a sensor's noise on a picture: the same few patterns, shifted anew each time."""

    def __init__(self) -> None:
        draw = np.random.default_rng(1)
        self._noise = draw.normal(0, NOISE, (HEIGHT, WIDTH, 3)).round().astype(np.int8)
        self._random = random.Random(1)

    def sees(self, image: Frame) -> Frame:
        """The picture as it comes out of the camera."""
        noise = np.roll(self._noise, self._random.randrange(HEIGHT * WIDTH))
        return np.asarray(cv2.add(image, noise, dtype=cv2.CV_8U), np.uint8)


def shifted(image: Frame, by: Sequence[float]) -> Frame:
    """The picture moved by so many pixels."""
    move: Any = np.array([[1, 0, by[0]], [0, 1, by[1]]])
    made = cv2.warpAffine(image, move, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(made, np.uint8)
