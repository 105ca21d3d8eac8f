"""A SAM_V security module with a card on it, or none."""

from __future__ import annotations

import struct
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from simulator.samv.card import SimCard
from simulator.samv.faults import Faults
from simulator.samv.protocol import Requests, reply
from simulator.wire import PacedPty

SAM_NUMBER: Final = struct.pack("<HHIII", 5, 3, 20260101, 1, 1)
"""Shown as 05.03-20260101-0000000001-0000000001."""
GOOD, FOUND, EMPTY, NONE, NOT_SELECTED, READ_FAILED = 0x90, 0x9F, 0x91, 0x80, 0x81, 0x41
BAD_SUM, BAD_COMMAND = 0x10, 0x21
EXTRA_ADDRESS_BYTES: Final = 70


class SamvModule:
    """Answers on ``path``. After a read it does not find the same card again until that was lifted."""

    def __init__(self, link: Path | str | None = None, *, baud: int = 115200, paced: bool = True) -> None:
        self.faults = Faults()
        self.asked: list[str] = []
        """Every command heard, in order."""
        self._card: SimCard | None = None
        self._found = self._selected = self._done = False
        self._lock = threading.Lock()
        self._news = threading.Condition()
        self._requests = Requests()
        self._commands: dict[str, Callable[[], tuple[int, bytes]]] = {
            "reset": self._reset,
            "status": lambda: (GOOD, b""),
            "sam_id": lambda: (GOOD, SAM_NUMBER),
            "find": self._find,
            "select": self._select,
            "read_base": lambda: self._read(fingerprints=False),
            "read_base_fp": lambda: self._read(fingerprints=True),
            "read_new_addr": self._extra_address,
            "?": lambda: (BAD_COMMAND, b""),
            "!": lambda: (BAD_SUM, b""),
        }
        self.line = PacedPty(self._heard, baud=baud, link=link, paced=paced)

    @property
    def path(self) -> str:
        """The port to open."""
        return self.line.path

    @property
    def card(self) -> SimCard | None:
        """The card that lies there."""
        return self._card

    def heard(self, name: str, *, times: int = 1, within: float = 20.0) -> None:
        """Block until a command came so often. Raises ``TimeoutError`` after ``within`` seconds."""
        with self._news:
            if not self._news.wait_for(lambda: self.asked.count(name) >= times, within):
                raise TimeoutError(name)

    def lay(self, card: SimCard) -> None:
        """Lay a card on the module, in place of any other."""
        with self._lock:
            self._card = card
            self._found = self._selected = self._done = False

    def lift(self) -> None:
        """Take the card away."""
        with self._lock:
            self._card = None
            self._found = self._selected = self._done = False

    def unplug(self) -> None:
        """Pull the cable. The card stays where it lies, the module forgets it."""
        self.line.unplug()
        self._requests = Requests()
        with self._lock:
            self._reset()

    def plug(self) -> None:
        """Put the cable back."""
        self.line.plug()

    def close(self) -> None:
        """End for good."""
        self.line.close()

    def _heard(self, data: bytes) -> None:
        for name in self._requests.feed(data):
            with self._news:
                self.asked.append(name)
                self._news.notify_all()
            if not self.faults.silent and name != self.faults.deaf_to:
                self._answer(name)

    def _answer(self, name: str) -> None:
        faults = self.faults
        if faults.slow:
            time.sleep(faults.slow)
        reading = name.startswith("read_base") and self._card is not None
        if reading and faults.lift_during_read:
            self.lift()
        frame = self._do(name)
        half = frame[: len(frame) // 2]
        if reading and (faults.lift_and_tear or faults.unplug_during_read):
            self.line.write(half)
            (self.lift if faults.lift_and_tear else self.unplug)()
        elif faults.torn and faults.only in {"", name}:
            faults.torn -= 1
            self.line.write(faults.garbage + half)
        else:
            self.line.write(faults.garbage + frame)

    def _do(self, name: str) -> bytes:
        word = self.faults.word(name)
        if word is not None:
            return reply(word)
        with self._lock:
            frame = reply(*self._commands[name]())
        if self.faults.checksum and self.faults.only in {"", name}:
            self.faults.checksum -= 1
            return frame[:-1] + bytes([frame[-1] ^ 0x5A])
        return frame

    def _reset(self) -> tuple[int, bytes]:
        self._found = self._selected = self._done = False
        return GOOD, b""

    def _find(self) -> tuple[int, bytes]:
        self._selected = False
        self._found = self._card is not None and not self._done
        return (FOUND, bytes(4)) if self._found else (NONE, b"")

    def _select(self) -> tuple[int, bytes]:
        self._selected = self._found and self._card is not None
        return (GOOD, bytes(8)) if self._selected else (NOT_SELECTED, b"")

    def _read(self, *, fingerprints: bool) -> tuple[int, bytes]:
        if self._card is None or not self._selected:
            return READ_FAILED, b""
        self._done = True
        lengths = [len(self._card.text), len(self._card.photo)] + [0] * fingerprints
        return GOOD, struct.pack(f">{len(lengths)}H", *lengths) + self._card.text + self._card.photo

    def _extra_address(self) -> tuple[int, bytes]:
        if self._card is None or not self._selected:
            return READ_FAILED, b""
        if not self._card.extra_address:
            return EMPTY, b""
        raw = self._card.extra_address.encode("utf-16-le")
        return GOOD, raw.ljust(EXTRA_ADDRESS_BYTES, b"\0")
