"""A photograph as a resident card's chip keeps it: 102 × 126 pixels in a kilobyte."""

from __future__ import annotations

import functools
import io
from pathlib import Path
from typing import Final

import face_recognition
import numpy as np
from PIL import Image, ImageOps

from simulator.camera.head import NoFace

SIZE: Final = (102, 126)
BYTES: Final = 1024
ROOM: Final = 1.7
"""Width of the portrait, in widths of the face."""
ABOVE: Final = 0.75
"""Room above the face, likewise."""


@functools.cache
def chip_photo(file: Path) -> bytes:
    """The face in ``file`` as a WebP of at most 1024 bytes. Raises ``NoFace``."""
    with Image.open(file) as opened:
        image = ImageOps.exif_transpose(opened).convert("RGB")
    found = face_recognition.face_locations(np.asarray(image))
    if not found:
        raise NoFace(str(file))
    top, right, _, left = max(found, key=lambda place: place[2] - place[0])
    face, middle = right - left, (left + right) / 2
    width = ROOM * face
    height = width * SIZE[1] / SIZE[0]
    over = top - ABOVE * face
    box = [round(v) for v in (middle - width / 2, over, middle + width / 2, over + height)]
    small = image.crop((box[0], box[1], box[2], box[3])).resize(SIZE, Image.Resampling.LANCZOS)
    for quality in range(90, -1, -5):
        packed = io.BytesIO()
        small.save(packed, "WEBP", quality=quality, method=6)
        if len(packed.getvalue()) <= BYTES:
            return packed.getvalue()
    raise ValueError("no quality is small enough")
