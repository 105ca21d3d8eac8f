"""What befalls any wire: a serial port denied or held, a TCP port with somebody else at it."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from tests.faults.fault import Fault
from tests.faults.rig import Rig
from tests.hardware.ports import allow, as_owner_nobody

HOLD: Final = """
import fcntl, os, sys, termios
port = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY)
fcntl.flock(port, fcntl.LOCK_EX | fcntl.LOCK_NB)
fcntl.ioctl(port, termios.TIOCEXCL)
print("held", flush=True)
sys.stdin.read()
fcntl.ioctl(port, termios.TIOCNXCL)
"""
"""Another program at the port, locked in both ways that programs know."""
TALK: Final = """
import socket, sys
host, port = sys.argv[1].split(":")
with socket.create_connection((host, int(port))):
    print("held", flush=True)
    sys.stdin.read()
"""
"""Another program on the printer's one connection."""


class Other:
    """Another process that holds something until ``close``."""

    def __init__(self, program: str, *words: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", program, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"held\n"

    def close(self) -> None:
        self._process.communicate()


class Impostor:
    """Somebody else at a TCP port: does ``act`` with whoever connects, and hangs up."""

    def __init__(self, port: int, act: Callable[[socket.socket], object]) -> None:
        self._act = act
        self._server = socket.create_server(("127.0.0.1", port))
        self._server.settimeout(0.05)
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="impostor")
        self._thread.start()

    def close(self) -> None:
        self._end.set()
        self._thread.join()
        self._server.close()

    def _serve(self) -> None:
        while not self._end.is_set():
            with contextlib.suppress(TimeoutError, OSError):
                peer, _ = self._server.accept()
                with peer:
                    peer.settimeout(1.0)
                    self._act(peer)


def full_house(port: int) -> Callable[[], None]:
    """A server that accepts nobody, its queue full: connecting takes for ever. Returns what ends it."""
    server = socket.create_server(("127.0.0.1", port), backlog=0)
    waiting = []
    for _ in range(4):
        one = socket.socket()
        one.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            one.connect(("127.0.0.1", port))
        waiting.append(one)

    def end() -> None:
        for one in (*waiting, server):
            one.close()

    return end


class SerialRig(Rig):
    """A device on a pseudo-terminal. ``device`` is the simulator; what its words suffer, subclasses know."""

    device: Any
    """Has ``path``, ``plug()``, ``unplug()`` and ``close()``."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._held = ExitStack()

    def inflict(self, fault: Fault) -> None:
        match fault:
            case Fault.ABSENT | Fault.UNPLUGGED | Fault.RECOVERS:
                self.device.unplug()
            case Fault.DENIED:
                path = str(Path(self.device.path).resolve())
                self._held.callback(allow, path, 0o600)
                self._held.enter_context(as_owner_nobody(path))
                allow(path, 0)
            case Fault.BUSY:
                self._held.callback(Other(HOLD, self.device.path).close)
            case _:
                self.spoil(fault)

    def mend(self, fault: Fault) -> None:
        match fault:
            case Fault.ABSENT | Fault.UNPLUGGED | Fault.LOST | Fault.RECOVERS:
                self.heal()
                self.device.plug()
            case Fault.DENIED | Fault.BUSY:
                self._held.close()
            case _:
                self.heal()

    def close(self) -> None:
        self._held.close()
        self.device.close()

    def spoil(self, fault: Fault) -> None:
        """Produce ``SILENT``, ``GARBAGE``, ``SLOW`` or ``HUNG``."""
        raise NotImplementedError(fault)

    def heal(self) -> None:
        """End all that ``spoil`` and ``lose`` did to the device's words."""
        raise NotImplementedError
