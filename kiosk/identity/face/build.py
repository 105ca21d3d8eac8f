"""Builds the face check of this terminal."""

from __future__ import annotations

from kiosk.config import Face
from kiosk.hardware.camera import Camera
from kiosk.identity.face.checker import LiveFaceChecker
from kiosk.identity.face.worker import FaceWorker


def build_checker(rules: Face, camera: Camera) -> LiveFaceChecker:
    """A checker over ``camera``. Its ``worker.run()`` runs beside it, from a moment after the start on."""
    return LiveFaceChecker(camera, FaceWorker(), rules)
