"""The portrait of a chip: 102 × 126 pixels on a resident card, strongly compressed. For the worker only."""

from __future__ import annotations

import io
from typing import Final

import cv2
import numpy as np
from PIL import Image

from kiosk.identity.face.engine import Engine, Numbers, Pixels

LARGEST: Final = 4_000_000
"""Pixels; what claims more is no chip's portrait, and is not unpacked."""
SMALL: Final = 300
"""Pictures narrower than this are enlarged, so that the detectors find the face."""
ENLARGED: Final = 2


def decode(file: bytes) -> Pixels | None:
    """The picture in blue, green, red, enlarged if it is small; ``None`` when it cannot be read."""
    image = unpack(file)
    if image is None or image.shape[1] >= SMALL:
        return image
    size = (image.shape[1] * ENLARGED, image.shape[0] * ENLARGED)
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_CUBIC), np.uint8)


def unpack(file: bytes) -> Pixels | None:
    """The picture as it is."""
    try:
        with Image.open(io.BytesIO(file)) as opened:
            if opened.width * opened.height > LARGEST:
                return None
            rgb = np.asarray(opened.convert("RGB"), np.uint8)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return np.ascontiguousarray(rgb[:, :, ::-1])


def describe(engine: Engine, file: bytes) -> tuple[Numbers, Numbers] | None:
    """What dlib and SFace say of the face in the portrait; ``None`` where there is none."""
    image = decode(file)
    if image is None:
        return None
    faces = engine.faces(image)
    described = (engine.dlib(image, faces[0]), engine.sface(image, faces[0])) if faces else None
    image.fill(0)
    return described
