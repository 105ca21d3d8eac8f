"""Pictures of a sheet as SVG: QR codes, and photographs put inside."""

from __future__ import annotations

import base64
import io
from typing import Final

import qrcode
from PIL import Image, UnidentifiedImageError
from qrcode.exceptions import DataOverflowError

from kiosk.errors import PressFailed

MODULE_MM: Final = 0.55
"""6.5 dots at 300 dpi; from 5 on a phone reads a code off a laser print."""
QUIET: Final = 4
"""Modules of white around (ISO/IEC 18004)."""
SMALLEST_MM: Final = 24.0
"""A code that an older phone finds at once."""
PICTURES: Final = frozenset({"image/png", "image/jpeg"})


def qr(payload: str) -> tuple[str, float]:
    """A QR code and its width in millimetres. Raises ``PressFailed`` when there is too much for one."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET)
    code.add_data(payload)
    try:
        rows = code.get_matrix()
    except (ValueError, DataOverflowError):
        raise PressFailed("too much for a QR code") from None
    size = len(rows)
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{dark}"/></svg>'
    return svg, max(size * MODULE_MM, SMALLEST_MM)


def embedded(media_type: str, data: str) -> str:
    """A PNG or JPEG (base64) as a drawing of the same shape. Raises ``PressFailed`` for anything else."""
    if media_type not in PICTURES:
        raise PressFailed("not a picture that can be printed")
    try:
        with Image.open(
            io.BytesIO(base64.b64decode(data, validate=True)), formats=("PNG", "JPEG")
        ) as picture:
            width, height = picture.size
    except (ValueError, OSError, UnidentifiedImageError, Image.DecompressionBombError):
        raise PressFailed("not a picture") from None
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:{media_type};base64,{data}"/></svg>'
    )
