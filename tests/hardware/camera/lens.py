"""A scene through a lens that may be out of focus."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from simulator.camera.head import Frame
from simulator.document_scanner import Desk

NOISE: Final = np.random.default_rng(20)


class Scene:
    """A printed page on its tray, seen through a lens that is ``off`` focus by so many pixels of 640."""

    def __init__(self, off: float, *, dark: bool = False, wide: int = 1280) -> None:
        frame = cv2.resize(Desk().frame(), (wide, wide * 3 // 4), interpolation=cv2.INTER_AREA)
        seen = cv2.GaussianBlur(frame, (0, 0), off * wide / 640) if off else frame
        self._seen = (seen // 80 if dark else seen).astype(np.float32)

    def frame(self) -> Frame:
        noisy = self._seen + NOISE.normal(0, 2, self._seen.shape)
        return np.asarray(np.clip(noisy, 0, 255), np.uint8)

    def do(self, action: str) -> None:
        raise AssertionError(action)
