"""The pixels of an X display and a finger on it, through Xlib: too quick to disturb what it looks at.

Xlib's functions and structures: https://www.x.org/releases/current/doc/libX11/libX11/libX11.html
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from benchmarks.front_end import CannotMeasure

ALL_PLANES: Final = 0xFFFFFFFF
Z_PIXMAP: Final = 2
LOOK_SECONDS: Final = 0.001
FAR_COLOUR: Final = 6
"""Drawing rounds colours a little."""


class Place(NamedTuple):
    """Some pixels of the screen."""

    x: int
    y: int
    width: int = 24
    height: int = 24


class _Image(ctypes.Structure):
    """The beginning of ``XImage``."""

    _fields_ = (
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("xoffset", ctypes.c_int),
        ("format", ctypes.c_int),
        ("data", ctypes.c_void_p),
        ("byte_order", ctypes.c_int),
        ("bitmap_unit", ctypes.c_int),
        ("bitmap_bit_order", ctypes.c_int),
        ("bitmap_pad", ctypes.c_int),
        ("depth", ctypes.c_int),
        ("bytes_per_line", ctypes.c_int),
    )


class Glass:
    """A connection to the display ``name``, for one thread. Raises ``CannotMeasure`` where there is none."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._x, self._test = _libraries()
        self._display = self._x.XOpenDisplay(name.encode())
        if not self._display:
            raise CannotMeasure(f"no X display {name}")
        self._root = self._x.XDefaultRootWindow(self._display)

    def close(self) -> None:
        """Hang up."""
        self._x.XCloseDisplay(self._display)

    def patch(self, place: Place) -> bytes:
        """These pixels as the server keeps them: blue, green, red and one byte more each."""
        image = self._x.XGetImage(self._display, self._root, *place, ALL_PLANES, Z_PIXMAP)
        if not image:
            raise CannotMeasure(f"no pixels at {place}")
        try:
            size = image.contents.bytes_per_line * image.contents.height
            return ctypes.string_at(image.contents.data, size)
        finally:
            self._x.XDestroyImage(image)

    def shows(self, place: Place, colour: int) -> bool:
        """Whether the first pixel has this colour, 0xRRGGBB, or nearly."""
        seen = self.patch(place)[:3]
        return all(abs(a - b) <= FAR_COLOUR for a, b in zip(seen, colour.to_bytes(3, "little"), strict=True))

    def until(self, true: Callable[[], bool], what: str, within: float = 20.0) -> float:
        """Look again and again; returns the moment (``time.monotonic()``). Raises ``CannotMeasure``."""
        end = time.monotonic() + within
        while True:
            if true():
                return time.monotonic()
            if time.monotonic() > end:
                raise CannotMeasure(f"waited {within:.0f} s for {what}")
            time.sleep(LOOK_SECONDS)

    def move(self, x: int, y: int) -> None:
        """Put the pointer there."""
        self._test.XTestFakeMotionEvent(self._display, -1, x, y, 0)
        self._x.XSync(self._display, 0)

    def press(self, *, down: bool) -> float:
        """A finger comes down, or goes up; returns the moment just before."""
        moment = time.monotonic()
        self._test.XTestFakeButtonEvent(self._display, 1, int(down), 0)
        self._x.XSync(self._display, 0)
        return moment


def _libraries() -> tuple[ctypes.CDLL, ctypes.CDLL]:
    try:
        x, test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
    except OSError as error:
        raise CannotMeasure(f"{error}: run `make packages`") from None
    pointer, number, count = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint
    told: list[tuple[Any, Any, list[Any]]] = [
        (x.XOpenDisplay, pointer, [ctypes.c_char_p]),
        (x.XCloseDisplay, number, [pointer]),
        (x.XDefaultRootWindow, ctypes.c_ulong, [pointer]),
        (
            x.XGetImage,
            ctypes.POINTER(_Image),
            [pointer, ctypes.c_ulong, number, number, count, count, ctypes.c_ulong, number],
        ),
        (x.XDestroyImage, number, [ctypes.POINTER(_Image)]),
        (x.XSync, number, [pointer, number]),
        (test.XTestFakeMotionEvent, number, [pointer, number, number, number, ctypes.c_ulong]),
        (test.XTestFakeButtonEvent, number, [pointer, count, number, ctypes.c_ulong]),
    ]
    for function, result, arguments in told:
        function.restype, function.argtypes = result, arguments
    return x, test
