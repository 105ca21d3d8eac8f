"""What somebody may hold before the camera instead of their face."""

from __future__ import annotations

import math
import random
from collections import deque
from pathlib import Path
from typing import Final, Literal

import cv2
import numpy as np

from simulator.camera.head import HEIGHT, WIDTH, Frame, Head
from simulator.camera.live import REACTION, Sensor, shifted

FOCAL: Final = 700.0
"""Pixels: a common webcam at this size."""
TILT: Final = (10, 20, 30, 40, 45, 45, 45, 40, 30, 20, 10)
"""Degrees, to the side and back."""
SHAKE: Final = 6.0
"""Pixels."""
Motion = Literal["still", "tilt", "nod", "shake"]


class Print:
    """A printed photograph: held still, turned to the side that is asked for, nodded, or shaken."""

    def __init__(self, file: Path, motion: Motion = "still") -> None:
        self._image = Head(file).still
        self._motion = motion
        self._angles: deque[float] = deque()
        self._sensor = Sensor()
        self._random = random.Random(2)

    def do(self, action: str) -> None:
        """See ``Scene.do``. A nod is tried where a blink is asked for, and a shake never ends."""
        self._angles.extend([0.0] * REACTION)
        if self._motion == "nod" or (self._motion == "tilt" and action != "blink"):
            side = -1 if action == "turn_left" else 1
            self._angles.extend(side * angle for angle in TILT)

    def frame(self) -> Frame:
        """See ``Scene.frame``."""
        angle = self._angles.popleft() if self._angles else 0.0
        image = tilted(self._image, angle, about_x=self._motion == "nod") if angle else self._image
        if self._motion == "shake":
            image = shifted(image, [self._random.gauss(0, SHAKE), self._random.gauss(0, SHAKE)])
        return self._sensor.sees(image)


class Frozen:
    """One picture fed in again and again, without a sensor in between."""

    def __init__(self, file: Path) -> None:
        self._image = Head(file).still

    def do(self, action: str) -> None:
        """See ``Scene.do``. It cannot."""

    def frame(self) -> Frame:
        """See ``Scene.frame``."""
        return self._image


def tilted(image: Frame, degrees: float, *, about_x: bool = False) -> Frame:
    """A flat picture, turned in space about its middle, in perspective."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    turn = (
        [[1, 0, 0], [0, cos, -sin], [0, sin, cos]] if about_x else [[cos, 0, sin], [0, 1, 0], [-sin, 0, cos]]
    )
    lens = np.array([[FOCAL, 0, WIDTH / 2], [0, FOCAL, HEIGHT / 2], [0, 0, 1]])
    paper = np.array(turn) @ np.array([[1, 0, -WIDTH / 2], [0, 1, -HEIGHT / 2], [0, 0, 0]])
    paper[2] += [0, 0, FOCAL]
    made = cv2.warpPerspective(image, lens @ paper, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(made, np.uint8)
