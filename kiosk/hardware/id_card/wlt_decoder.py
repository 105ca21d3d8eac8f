"""Runs a vendor's photo library on one block, stdin to stdout: a crash ends only this process.

Started as a file with ``python -I``, so it imports nothing of the program. Two published interfaces:
``int unpack(char *wlt, char *bgr, int mode)`` (also under its C++ name; 1 = good; 38,556 bytes BGR) and
``int DecodingPhotos(char *wlt, int, char *bmp, int)`` (returns the size, 38,862). The value of ``mode`` and
the order of rows are not published: not tried with a vendor's library.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Final

RAW_BYTES: Final = 102 * 126 * 3
BMP_BYTES: Final = 38862
ROOM: Final = 65536
UNPACK_MODE: Final = 708
UNPACK_NAMES: Final = ("unpack", "_Z6unpackPcS_i")


def decode(block: bytes, path: str) -> bytes:
    """Return BGR or a BMP file, empty when the library refuses. Raises ``OSError`` without a library."""
    library = ctypes.CDLL(path)
    wlt = ctypes.create_string_buffer(block, len(block))
    out = ctypes.create_string_buffer(ROOM)
    if hasattr(library, "DecodingPhotos"):
        good = library.DecodingPhotos(wlt, len(block), out, BMP_BYTES) == BMP_BYTES
        return out.raw[:BMP_BYTES] if good else b""
    for name in UNPACK_NAMES:
        if hasattr(library, name):
            return out.raw[:RAW_BYTES] if getattr(library, name)(wlt, out, UNPACK_MODE) == 1 else b""
    return b""


if __name__ == "__main__":
    sys.stdout.buffer.write(decode(sys.stdin.buffer.read(), sys.argv[1]))
