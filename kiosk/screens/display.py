"""The X server's screen and its graphics driver, before a window exists."""

from __future__ import annotations

import ctypes
import threading


def size() -> tuple[int, int] | None:
    """Pixels of the X server's screen, or ``None`` where there is no X server to ask."""
    x11 = _x11()
    display = ctypes.c_void_p(x11.XOpenDisplay(None)) if x11 else None
    if not x11 or not display:
        return None
    screen = x11.XDefaultScreen(display)
    found = x11.XDisplayWidth(display, screen), x11.XDisplayHeight(display, screen)
    x11.XCloseDisplay(display)
    return found


def warm() -> None:
    """Have the graphics driver loaded while Python imports: the window needs it 50 to 100 ms later.

    Where there is no X server or no GLX nothing happens, and the window finds its driver by itself.
    """
    x11 = _x11()
    if x11:
        x11.XInitThreads()
        threading.Thread(target=_load_driver, args=(x11,), name="driver", daemon=True).start()


def _load_driver(x11: ctypes.CDLL) -> None:
    try:
        gl = ctypes.CDLL("libGL.so.1")
    except OSError:
        return
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if display:
        # Asking for the screen's pixel formats loads the driver; closing the connection would unload it.
        found = ctypes.c_int()
        gl.glXGetFBConfigs(display, x11.XDefaultScreen(display), ctypes.byref(found))


def _x11() -> ctypes.CDLL | None:
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return None
    x11.XOpenDisplay.restype = ctypes.c_void_p
    return x11
