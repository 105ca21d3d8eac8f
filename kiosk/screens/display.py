"""How large the screen is, asked before a window exists."""

from __future__ import annotations

import ctypes


def size() -> tuple[int, int] | None:
    """Pixels of the X server's screen, or ``None`` where there is no X server to ask."""
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return None
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if not display:
        return None
    screen = x11.XDefaultScreen(display)
    found = x11.XDisplayWidth(display, screen), x11.XDisplayHeight(display, screen)
    x11.XCloseDisplay(display)
    return found
