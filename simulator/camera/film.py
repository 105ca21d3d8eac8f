"""A scene as a video file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import cv2

from simulator.camera.head import HEIGHT, WIDTH
from simulator.camera.live import Scene

RATE: Final = 15.0
PAUSE: Final = 20
"""Pictures between one action and the next."""


def record(scene: Scene, file: Path, actions: Iterable[str] = ()) -> None:
    """Write the scene, doing ``actions`` one after another, to ``file`` (Motion JPEG in ``.avi``)."""
    writer = cv2.VideoWriter(str(file), cv2.VideoWriter.fourcc(*"MJPG"), RATE, (WIDTH, HEIGHT))
    if not writer.isOpened():
        raise OSError(f"{file} cannot be written")
    try:
        for action in ("", *actions):
            if action:
                scene.do(action)
            for _ in range(PAUSE):
                writer.write(scene.frame())
    finally:
        writer.release()
