"""The two that are compared: this terminal, and a browser that shows the same picture as a page."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.front_end import CannotMeasure
from benchmarks.glass import Glass, Place
from benchmarks.hall import Hall
from simulator.demo.display import HEIGHT, WIDTH
from simulator.demo.programs import running

PAGE: Final = Path(__file__).with_name("attract.html")
MIDDLE: Final = Place(400, 800, 2, 2)
"""In the pane 碰这里, beside its icon and words."""
AMBER: Final = 0xFFC34D


@dataclass(frozen=True, slots=True)
class Peer:
    """A program that fills the screen."""

    name: str
    command: Sequence[str]
    log: Path
    env: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    """A program whose first picture is up."""

    program: subprocess.Popen[bytes]
    seconds: float
    """From its start to that picture."""


def kiosk(hall: Hall, display: str) -> Peer:
    """This terminal, its devices and its platform at hand."""
    env = {
        "DISPLAY": display,
        "SDL_VIDEODRIVER": "x11",
        # Python keeps what it compiled, as it does unless told otherwise: the browser is compiled too.
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(hall.folder / "bytecode"),
        "KIOSK_TOUCH_MAP": str(hall.folder / "touch-map.json"),
    }
    return Peer("kiosk", hall.command("run"), hall.folder / "kiosk.out", env)


@contextmanager
def chromium(display: str) -> Iterator[Peer]:
    """The browser, with a profile of its own that it keeps from run to run. Raises ``CannotMeasure``."""
    found = shutil.which("chromium")
    if found is None:
        raise CannotMeasure("chromium is missing: run `make packages`")
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-", ignore_cleanup_errors=True) as profile:
        command = [
            found,
            "--kiosk",
            f"--window-size={WIDTH},{HEIGHT}",
            "--window-position=0,0",
            "--no-first-run",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-features=Translate",
            "--password-store=basic",
            f"--user-data-dir={profile}/profile",
            *(["--no-sandbox"] if os.geteuid() == 0 else []),
            PAGE.as_uri(),
        ]
        yield Peer("chromium", command, Path(profile) / "chromium.out", {"DISPLAY": display})


@contextmanager
def shown(peer: Peer, glass: Glass) -> Iterator[Shown]:
    """Start it on an empty screen and wait for its first picture; it ends with the block."""
    glass.until(lambda: not glass.shows(MIDDLE, AMBER), "an empty screen")
    start = time.monotonic()
    with running(peer.command, peer.log, env=peer.env) as program:
        there = glass.until(lambda: glass.shows(MIDDLE, AMBER), f"the first picture of {peer.name}")
        yield Shown(program, there - start)
