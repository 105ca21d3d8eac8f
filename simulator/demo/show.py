"""``make demo``: with a screen, the hall is open until the window is closed; without, it plays a check-in."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

from simulator.demo import display
from simulator.demo.box import Box, check_free, opened
from simulator.demo.finger import Finger
from simulator.demo.play import Album, check_in
from simulator.demo.programs import ROOT, last_words
from simulator.demo.trouble import CannotShow

CONFIG: Final = Path("config/kiosk.toml")
FOLDER: Final = Path("out/demo")
DOCK_PORT: Final = 8800
PLATFORM_PORT: Final = 8801
INTERRUPTED: Final = 130
ENDS: Final = (signal.SIGTERM, signal.SIGHUP)


def run() -> int:
    """Show it. Returns 0 when it went well, 1 after saying why not, 130 when it was interrupted."""
    try:
        with _ending_in_order():
            check_free(DOCK_PORT, "dock")
            check_free(PLATFORM_PORT, "platform")
            _fresh(ROOT / FOLDER)
            with opened(ROOT / FOLDER, dock_port=DOCK_PORT, platform_port=PLATFORM_PORT) as box:
                box.activate(ROOT / CONFIG)
                _say(f"dock: {box.dock.url}")
                return _open_hall(box) if display.there_is_one() else _play(box)
    except CannotShow as why:
        sys.stderr.write(f"demo: {why}\n")
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED


def _open_hall(box: Box) -> int:
    """Until the window is closed, or Ctrl-C."""
    with box.terminal(ROOT / CONFIG, display.window_that_fits()) as terminal:
        _say("close the window or press Ctrl-C to end")
        try:
            status = terminal.wait()
        except KeyboardInterrupt:
            return 0
    if status:
        raise CannotShow(f"the terminal ended with status {status}:\n{last_words(box.folder / 'kiosk.out')}")
    return 0


def _play(box: Box) -> int:
    _say("no screen here: a check-in is played on one of its own")
    with (
        display.own_screen(box.folder / "xvfb.out") as screen,
        box.terminal(ROOT / CONFIG, f"{display.WIDTH}x{display.HEIGHT}", display=screen) as terminal,
    ):
        number = check_in(box, Finger(terminal, box.touch_map, screen), Album(screen, box.folder, _say))
    slip = box.folder / "ticket.png"
    slip.write_bytes(box.printer.slips[0].png)
    _say(f"{os.path.relpath(slip)}  the slip that was printed and cut: {number}")
    return 0


def _fresh(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Let a request to end take the way of Ctrl-C, so that nothing we started is left."""
    before = {number: signal.signal(number, _interrupt) for number in ENDS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
