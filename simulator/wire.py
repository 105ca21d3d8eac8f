"""A serial line without a device: a pseudo-terminal whose bytes take the time they take on a real wire."""

from __future__ import annotations

import contextlib
import errno
import os
import select
import threading
import time
import tty
from collections.abc import Callable
from pathlib import Path
from typing import Final, Self

BITS_A_BYTE: Final = 10
"""8N1: start bit, eight data bits, stop bit."""
SLICE_SECONDS: Final = 0.005
"""Bytes move in slices of this much wire time: small enough to tear a frame, large enough to sleep well."""
POLL_SECONDS: Final = 0.05


class PacedPty:
    """The device's end of a serial line; ``path`` is what the program under test opens.

    ``on_bytes`` gets what the program wrote, in slices, in this line's own thread; it may call ``write``
    and ``unplug``. ``write`` may be called from any thread. With ``paced=False`` bytes move at once.
    The line is plugged in when made; ``link`` is a symlink that follows it through unplugging and back.
    """

    def __init__(
        self,
        on_bytes: Callable[[bytes], None],
        *,
        baud: int = 115200,
        link: Path | str | None = None,
        paced: bool = True,
    ) -> None:
        self._on_bytes = on_bytes
        self._link = Path(link) if link is not None else None
        self._line: _Line | None = None
        self.baud = baud
        self.paced = paced
        self.plug()

    @property
    def path(self) -> str:
        """The name to open: the symlink where one was asked for, else the pty itself."""
        if self._link is not None:
            return str(self._link)
        if self._line is None:
            raise OSError(errno.ENODEV, "unplugged")
        return self._line.name

    @property
    def plugged(self) -> bool:
        """Whether the line is there."""
        return self._line is not None

    def seconds(self, count: int) -> float:
        """Wire time of so many bytes; 0 when not paced."""
        return count * BITS_A_BYTE / self.baud if self.paced else 0.0

    def plug(self) -> None:
        """Put the line there. A fresh pty: whoever held the old one must open again."""
        if self._line is None:
            self._line = _Line(self)
            if self._link is not None:
                point(self._link, self._line.name)

    def unplug(self) -> None:
        """Take the line away, as pulling the cable does: readers get an error, the name is gone."""
        line, self._line = self._line, None
        if line is None:
            return
        if self._link is not None:
            self._link.unlink(missing_ok=True)
        line.end()

    close = unplug

    def stall(self) -> None:
        """Stop taking bytes: the program's writes block once the line's buffer (about 4 kB) is full."""
        if self._line is not None:
            self._line.taking.clear()

    def resume(self) -> None:
        """Take bytes again."""
        if self._line is not None:
            self._line.taking.set()

    def write(self, data: bytes) -> bool:
        """Send ``data`` and return when its last byte is out. ``False``: the line went away on the way.

        Bytes that nobody fetches are lost once the buffer is full, as on a UART.
        """
        line = self._line
        return line is not None and line.send(data)

    def received(self, data: bytes) -> None:
        """Hand bytes from the program on (called by the line)."""
        self._on_bytes(data)

    def slice_size(self) -> int:
        """Bytes that move at once."""
        return max(1, int(self.baud / BITS_A_BYTE * SLICE_SECONDS)) if self.paced else 4096

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def point(link: Path, target: str) -> None:
    """Make ``link`` a symlink to ``target`` in one step. Never replaces anything but a symlink."""
    if link.exists() and not link.is_symlink():
        raise FileExistsError(errno.EEXIST, "not a symlink", str(link))
    fresh = link.with_name(f"{link.name}.{os.getpid()}")
    fresh.symlink_to(target)
    fresh.replace(link)


class _Line:
    """One pty from plugging in to unplugging, with the thread that reads it."""

    def __init__(self, owner: PacedPty) -> None:
        self._owner = owner
        # The slave stays open here too: else reading fails with EIO whenever the program has closed it.
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self.name = os.ttyname(self._slave)
        self.taking = threading.Event()
        self.taking.set()
        self._gone = threading.Event()
        self._fds = threading.Lock()
        self._thread = threading.Thread(target=self._run, name=f"wire {self.name}", daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._gone.set()
        self.taking.set()
        if threading.current_thread() is not self._thread:
            self._thread.join()
        with self._fds:
            os.close(self._master)
            os.close(self._slave)

    def send(self, data: bytes) -> bool:
        size = self._owner.slice_size()
        due = time.monotonic()
        for start in range(0, len(data), size):
            part = data[start : start + size]
            due += self._owner.seconds(len(part))
            if self._gone.wait(max(0.0, due - time.monotonic())) or not self._put(part):
                return False
        return True

    def _put(self, part: bytes) -> bool:
        with self._fds:
            if self._gone.is_set():
                return False
            with contextlib.suppress(BlockingIOError):  # nobody fetches: lost, as on a UART
                os.write(self._master, part)
            return True

    def _run(self) -> None:
        while not self._gone.is_set():
            if not self.taking.wait(POLL_SECONDS):
                continue
            ready, _, _ = select.select([self._master], [], [], POLL_SECONDS)
            if ready and not self._gone.is_set() and self.taking.is_set():
                self._take()

    def _take(self) -> None:
        data = os.read(self._master, self._owner.slice_size())
        if not self._gone.wait(self._owner.seconds(len(data))):
            self._owner.received(data)
