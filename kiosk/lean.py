"""Keeps the process small. Import it before anything else of the program.

httpx and structlog import a console's worth of modules (rich, pygments) wherever they happen to be
installed, 12 MB that a terminal never uses. glibc keeps freed memory in large pieces; told to return it, the
process is 9 MB smaller.

msgspec asks for typing_extensions and does without it just as well: 30 ms less before the first picture.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from typing import Final

UNUSED: Final = ("rich", "pygments")
OPTIONAL: Final = "typing_extensions"
"""To msgspec, whatever needs it later still finds it."""
M_TRIM_THRESHOLD: Final = -1
M_MMAP_THRESHOLD: Final = -3
M_ARENA_MAX: Final = -8
"""``mallopt(3)``."""
PIECE: Final = 65536


def settle() -> None:
    """Give back what starting up left behind; call it once everything is up."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _keep_small() -> None:
    for name in (*UNUSED, OPTIONAL):
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # None: importing it is an ImportError
    import msgspec  # noqa: F401, PLC0415

    if sys.modules[OPTIONAL] is None:
        del sys.modules[OPTIONAL]
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except AttributeError:
        return  # another C library, with other habits
    for option, value in ((M_ARENA_MAX, 2), (M_TRIM_THRESHOLD, PIECE), (M_MMAP_THRESHOLD, PIECE)):
        mallopt(option, value)


_keep_small()
