"""The photo block of a card (1024 bytes), told by its first bytes.

``WLf`` is the closed WLT compression: only a reader vendor's library opens it, and that runs in a process
of its own, because such libraries crash. ``RIFF…WEBP`` is an open picture, as simulated cards carry it.
"""

from __future__ import annotations

import io
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Final

import structlog
from PIL import Image

WLT: Final = b"WLf"
SIZE: Final = (102, 126)
"""Pixels of a card's photo, width and height."""
RAW_BYTES: Final = SIZE[0] * SIZE[1] * 3
BMP_BYTES: Final = 38862
DECODER: Final = Path(__file__).with_name("wlt_decoder.py")
SECONDS: Final = 3.0
LOOK_SECONDS: Final = 0.05
RIFF_HEAD: Final = 8

log = structlog.get_logger()


def decode(block: bytes, *, library: str = "", stop: threading.Event) -> bytes | None:
    """Return the photo as a WebP, PNG or BMP file, ``None`` where it cannot be had: a card is good without.

    ``library`` is the path of the vendor's decoder, ``""`` for none. Ends soon after ``stop`` is set.
    """
    if block[:4] == b"RIFF" and block[8:12] == b"WEBP":
        return block[: RIFF_HEAD + int.from_bytes(block[4:8], "little")]
    if block.startswith(WLT) and library:
        return _picture(_run(block, library, stop))
    return None


def _run(block: bytes, library: str, stop: threading.Event) -> bytes:
    """What the vendor's library made of the block; empty when it failed, crashed or hung."""
    command = [sys.executable, "-I", str(DECODER), library]
    until = time.monotonic() + SECONDS
    with subprocess.Popen(  # noqa: S603 the library is the administrator's own choice
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        given: bytes | None = block
        while not stop.is_set() and time.monotonic() < until:
            try:
                out, _ = child.communicate(given, timeout=LOOK_SECONDS)
            except subprocess.TimeoutExpired:
                given = None
            else:
                if child.returncode != 0:
                    log.warning("photo.ended", status=child.returncode)
                return out if child.returncode == 0 else b""
        child.kill()
    log.warning("photo.overdue")
    return b""


def _picture(made: bytes) -> bytes | None:
    if len(made) == BMP_BYTES and made.startswith(b"BM"):
        return made
    if len(made) != RAW_BYTES:
        return None
    file = io.BytesIO()
    Image.frombytes("RGB", SIZE, made, "raw", "BGR").save(file, "PNG")
    return file.getvalue()
