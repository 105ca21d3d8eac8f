"""A SAM_V security module on a serial line."""

from __future__ import annotations

import time
from pathlib import Path

from simulator.samv.core import SamvCore
from simulator.samv.protocol import Requests, reply
from simulator.wire import PacedPty


class SamvModule(SamvCore):
    """Answers on ``path``. After a read it does not find the same card again until that was lifted."""

    def __init__(self, link: Path | str | None = None, *, baud: int = 115200, paced: bool = True) -> None:
        super().__init__()
        self._requests = Requests()
        self.line = PacedPty(self._heard, baud=baud, link=link, paced=paced)

    @property
    def path(self) -> str:
        """The port to open."""
        return self.line.path

    def unplug(self) -> None:
        """Pull the cable. The card stays where it lies, the module forgets it."""
        self.line.unplug()
        self._requests = Requests()
        self.forget()

    def plug(self) -> None:
        """Put the cable back."""
        self.line.plug()

    def close(self) -> None:
        """End for good."""
        self.line.close()

    def _heard(self, data: bytes) -> None:
        for name in self._requests.feed(data):
            self.hear(name)
            if not self.faults.silent and name != self.faults.deaf_to:
                self._answer(name)

    def _answer(self, name: str) -> None:
        faults = self.faults
        if faults.slow:
            time.sleep(faults.slow)
        reading = self.reading(name)
        if reading and faults.lift_during_read:
            self.lift()
        frame = self._frame(name)
        half = frame[: len(frame) // 2]
        if reading and (faults.lift_and_tear or faults.unplug_during_read):
            self.line.write(half)
            (self.lift if faults.lift_and_tear else self.unplug)()
        elif faults.torn and faults.only in {"", name}:
            faults.torn -= 1
            self.line.write(faults.garbage + half)
        else:
            self.line.write(faults.garbage + frame)

    def _frame(self, name: str) -> bytes:
        frame = reply(*self.do(name))
        if self.faults.checksum and self.faults.only in {"", name}:
            self.faults.checksum -= 1
            return frame[:-1] + bytes([frame[-1] ^ 0x5A])
        return frame
