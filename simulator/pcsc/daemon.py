"""A real pcscd of one's own, with two virtual slots, beside any other on this machine.

pcscd keeps its socket in ``/run``: this one sees another folder there (its own mount namespace, which needs
root or user namespaces). Programs find it by ``PCSCLITE_CSOCK_NAME``, read once a process. Its slots listen
on all interfaces without authentication: for tests only.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import Final

SOCKET_VARIABLE: Final = "PCSCLITE_CSOCK_NAME"
DRIVER: Final = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"
READER: Final = "Virtual PCD"
READY: Final = "daemon ready"
READY_SECONDS: Final = 20.0
AGAIN_SECONDS: Final = 0.01
CONNECTED: Final = "03"
HIDE_RUN: Final = 'mount --bind "$1" /run && exec /usr/sbin/pcscd --foreground --info --config "$2"'


class Pcscd:
    """One daemon; started when made. ``port`` is its first slot's, the second slot has the next one."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="pcscd-"))
        self._run = self._folder / "run"
        self._config = self._folder / "reader.conf.d"
        self._run.mkdir()
        self._config.mkdir()
        self._process: subprocess.Popen[str] | None = None
        self._log: list[str] = []
        self.port = _free_pair()
        self.plug()
        self.start()

    @property
    def socket(self) -> str:
        """What ``PCSCLITE_CSOCK_NAME`` must say."""
        return str(self._run / "pcscd" / "pcscd.comm")

    @property
    def clients(self) -> int:
        """How many programs it is talking to."""
        if self._process is None:
            return 0
        held = set()
        for fd in Path(f"/proc/{self._process.pid}/fd").iterdir():
            with contextlib.suppress(OSError):  # closed in this moment
                held.add(str(fd.readlink()))
        lines = Path("/proc/net/unix").read_text("ascii", "replace").splitlines()[1:]
        talks = [fields for fields in map(str.split, lines) if len(fields) > 7 and fields[5] == CONNECTED]
        return sum(f"socket:[{fields[6]}]" in held for fields in talks if fields[7].endswith("pcscd.comm"))

    def start(self) -> None:
        """Start it, unless it runs, and wait until it is ready. Raises ``OSError``."""
        if self._process is not None:
            return
        shutil.rmtree(self._run / "pcscd", ignore_errors=True)  # what a killed one left
        own = [] if os.geteuid() == 0 else ["--map-root-user"]
        hide = ["sh", "-c", HIDE_RUN, "pcscd", str(self._run), str(self._config)]
        self._process = subprocess.Popen(  # noqa: S603 our own words
            ["unshare", "--mount", *own, *hide],  # noqa: S607
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        ready = threading.Event()
        threading.Thread(target=self._listen, args=(self._process, ready), daemon=True).start()
        if not ready.wait(READY_SECONDS) or not self._listens():
            log = "".join(self._log[-5:])
            self.kill()
            raise OSError(f"pcscd does not start: {log}")

    def kill(self) -> None:
        """End it as the kernel does when memory is short."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as a package update does."""
        self._end(signal.SIGTERM)

    def freeze(self) -> None:
        """Let it hear and say nothing any more."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def unplug(self) -> None:
        """Take the reader away: it is missing from the daemon's next start on."""
        (self._config / "vpcd").unlink(missing_ok=True)

    def plug(self) -> None:
        """Put the reader back, for the next start."""
        (self._config / "vpcd").write_text(
            f'FRIENDLYNAME "{READER}"\nDEVICENAME /dev/null:{self.port:#X}\n'
            f"LIBPATH {DRIVER}\nCHANNELID {self.port:#X}\n",
            "ascii",
        )

    def close(self) -> None:
        """End for good."""
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _listen(self, process: subprocess.Popen[str], ready: threading.Event) -> None:
        for line in process.stdout or ():
            self._log.append(line)
            if READY in line:
                ready.set()
        ready.set()  # it ended

    def _listens(self) -> bool:
        """Wait for the socket: it comes a moment after the word that all is ready."""
        until = time.monotonic() + READY_SECONDS
        while self._process is not None and self._process.poll() is None and time.monotonic() < until:
            with socket.socket(socket.AF_UNIX) as line, contextlib.suppress(OSError):
                line.connect(self.socket)
                return True
            time.sleep(AGAIN_SECONDS)
        return False

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)

    def _end(self, number: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(signal.SIGCONT)
            process.send_signal(number)
            process.wait()


def _free_pair() -> int:
    """Two free ports side by side."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("", port + 1))
            except (OSError, OverflowError):
                continue
            return port
