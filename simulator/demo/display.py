"""The screen: the one that is there, or one of our own that nobody sees."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PIL import Image, ImageGrab

from simulator.demo.programs import answer, last_words, running
from simulator.demo.trouble import CannotShow

WIDTH: Final = 1080
HEIGHT: Final = 1920
SPARE: Final = 0.88
"""The share of a desk screen's height that is left between its bars."""


def there_is_one() -> bool:
    """Whether this process has a screen to show a window on."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def window_that_fits() -> str:
    """``1080x1920``, or as large as the screen that is there allows."""
    try:
        height = int(answer(("xdotool", "getdisplaygeometry")).split()[1])
    except (CannotShow, IndexError, ValueError):
        return f"{WIDTH}x{HEIGHT}"  # a screen that cannot be asked: the window manager will have its way
    if height >= HEIGHT:
        return f"{WIDTH}x{HEIGHT}"
    fits = int(height * SPARE)
    return f"{fits * WIDTH // HEIGHT}x{fits}"


@contextmanager
def own_screen(log: Path) -> Iterator[str]:
    """An X server without a monitor; its name, as ``:99``. Raises ``CannotShow``."""
    read, write = os.pipe()
    size = f"{WIDTH}x{HEIGHT}x24"
    command = ("Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp")
    with os.fdopen(read) as told, os.fdopen(write, "w") as tell, running(command, log, keep=(write,)):
        tell.close()  # or a server that fails would leave us reading for ever
        number = told.readline().strip()
        if not number:
            raise CannotShow(f"Xvfb did not start:\n{last_words(log)}")
        yield f":{number}"


def picture(display: str) -> Image.Image:
    """What is on an X display now."""
    return ImageGrab.grab(xdisplay=display)
