"""Cameras."""

from kiosk.hardware.camera.base import Camera

__all__ = ["Camera"]
