"""``python -m benchmarks.faulted_window CONFIG FLIPS``: the terminal on its screen, a clock on its frames.

A small square moves in each frame, so that each one is drawn whole. The moment of every flip
(``time.monotonic()``, a native double) goes to the file ``FLIPS``.
"""

from __future__ import annotations

import struct
import sys
import threading
import time
from pathlib import Path
from typing import Final

MOMENT: Final = struct.Struct("=d")
LOOK_SECONDS: Final = 0.05
SIDE: Final = 12
SPAN: Final = 400


def main() -> int:
    """Be the terminal."""
    from kiosk.on_screen import run

    threading.Thread(target=watch, args=(Path(sys.argv[2]),), daemon=True).start()
    return run(Path(sys.argv[1]))


def watch(file: Path) -> None:
    """Wait until Kivy's window is up, which this thread must not open, then have it watched."""
    while not hasattr(sys.modules.get("kiosk.screens.window"), "KioskWindow"):
        time.sleep(LOOK_SECONDS)
    from kivy.clock import Clock

    Clock.schedule_once(lambda _dt: clocked(file))


def clocked(file: Path) -> None:
    """Put clock and square into the window."""
    from kivy.clock import Clock
    from kivy.core.window import Window
    from kivy.graphics import Color, Rectangle

    flips = file.open("ab", buffering=0)
    with Window.canvas.after:
        Color(0.5, 0.5, 0.5)
        square = Rectangle(size=(SIDE, SIDE))

    def move(_elapsed: float) -> None:
        square.pos = (time.monotonic() * 200 % SPAN, 0)

    def flipped(_window: object) -> None:
        flips.write(
            MOMENT.pack(time.monotonic())
        )  # and nothing is returned: Kivy would take it for "seen to"

    Clock.schedule_interval(move, 0)
    Window.bind(on_flip=flipped)


def moments(file: Path) -> list[float]:
    """Every flip so far."""
    raw = file.read_bytes()
    return [moment for (moment,) in MOMENT.iter_unpack(raw[: len(raw) // MOMENT.size * MOMENT.size])]


if __name__ == "__main__":
    sys.exit(main())
