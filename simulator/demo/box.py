"""The hall in a box: platform, reader, slip printer, scanner and dock, started and ended together."""

from __future__ import annotations

import errno
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from simulator.demo.programs import KIOSK, answer, last_words, running
from simulator.demo.trouble import CannotShow
from simulator.dock import Dock
from simulator.escpos import EscposPrinter
from simulator.samv import SamvModule
from simulator.scanner import SimScanner

CODE: Final = "SAMPLE7K2M9Q"
"""Activates K03 once; see simulator/data/hall.toml."""
START_SECONDS: Final = 20.0
LOOK_SECONDS: Final = 0.05


@dataclass(frozen=True, slots=True)
class Box:
    """A hall that waits for its terminal. Its devices: ``idcard``, ``ticket`` and ``qr`` in ``folder``."""

    folder: Path
    platform_url: str
    """``http://127.0.0.1:PORT``"""
    reader: SamvModule
    printer: EscposPrinter
    scanner: SimScanner
    dock: Dock

    def activate(self, config: Path) -> None:
        """Spend the code: the terminal's secret is written where ``config`` says."""
        answer((*KIOSK, "activate", CODE, "--config", str(config)))

    @contextmanager
    def terminal(
        self,
        config: Path,
        window: str,
        *,
        display: str | None = None,
        alsa: Path | None = None,
    ) -> Iterator[subprocess.Popen[bytes]]:
        """The terminal itself, in a window.

        ``display`` is an X display other than this process's own, ``alsa`` a configuration of ALSA.
        """
        env: Mapping[str, str] = {"KIOSK_TOUCH_MAP": str(self.touch_map)}
        if display is not None:
            env = {**env, "DISPLAY": display, "SDL_VIDEODRIVER": "x11"}
        if alsa is not None:
            env = {**env, "ALSA_CONFIG_PATH": str(alsa)}
        command = (*KIOSK, "run", "--config", str(config), "--window", window)
        with running(command, self.folder / "kiosk.out", env=env) as program:
            yield program

    @property
    def touch_map(self) -> Path:
        """Where the terminal tells what it draws; see ``kiosk.screens.touch_map``."""
        return self.folder / "touch-map.json"


@contextmanager
def opened(folder: Path, *, dock_port: int = 0, platform_port: int = 0) -> Iterator[Box]:
    """Open the box in an empty ``folder``; port 0 takes a free one. Raises ``CannotShow``."""
    with ExitStack() as held:
        platform_url = held.enter_context(_platform(folder, platform_port))
        reader = held.enter_context(closing(SamvModule(folder / "idcard")))
        printer = held.enter_context(closing(EscposPrinter(folder / "ticket")))
        scanner = held.enter_context(closing(SimScanner(folder / "qr")))
        dock = held.enter_context(Dock(reader, printer, scanner, platform_url, port=dock_port))
        yield Box(folder, platform_url, reader, printer, scanner, dock)


def check_free(port: int, needed_by: str) -> None:
    """Raises ``CannotShow`` when another program has this port."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        why = f"port {port} is taken, the {needed_by} needs it: end the program that has it, then try again"
        raise CannotShow(why) from None


@contextmanager
def _platform(folder: Path, port: int) -> Iterator[str]:
    log = folder / "platform.out"
    command = (
        sys.executable,
        "-m",
        "simulator.platform",
        "--port",
        str(port),
        "--db",
        str(folder / "platform.db"),
    )
    with running(command, log) as program:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and program.poll() is None:
            if ready := re.search(r"^platform: (http://[^/\s]+)", log.read_text("utf-8"), re.MULTILINE):
                yield ready[1]
                return
            time.sleep(LOOK_SECONDS)
        raise CannotShow(f"the platform did not start:\n{last_words(log)}")
