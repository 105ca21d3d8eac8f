"""What a SAM_V security module does with a card, whatever carries the questions to it."""

from __future__ import annotations

import struct
import threading
from collections.abc import Callable
from typing import Final

from simulator.samv.card import SimCard
from simulator.samv.faults import Faults

SAM_NUMBER: Final = struct.pack("<HHIII", 5, 3, 20260101, 1, 1)
"""Shown as 05.03-20260101-0000000001-0000000001."""
GOOD, FOUND, EMPTY, NONE, NOT_SELECTED, READ_FAILED = 0x90, 0x9F, 0x91, 0x80, 0x81, 0x41
BAD_SUM, BAD_COMMAND = 0x10, 0x21
EXTRA_ADDRESS_BYTES: Final = 70


class SamvCore:
    """A module with a card on it, or none. A card that was read is not found again until it was lifted."""

    def __init__(self) -> None:
        self.faults = Faults()
        self.asked: list[str] = []
        """Every command heard, in order."""
        self._card: SimCard | None = None
        self._found = self._selected = self._done = False
        self._lock = threading.Lock()
        self._news = threading.Condition()
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
            self._reset()

    def lift(self) -> None:
        """Take the card away."""
        with self._lock:
            self._card = None
            self._reset()

    def forget(self) -> None:
        """Lose power: the card stays where it lies, the module knows nothing of it."""
        with self._lock:
            self._reset()

    def hear(self, name: str) -> None:
        """Take note of a command."""
        with self._news:
            self.asked.append(name)
            self._news.notify_all()

    def reading(self, name: str) -> bool:
        """Whether this command reads a card that lies there."""
        return name.startswith("read_base") and self._card is not None

    def do(self, name: str) -> tuple[int, bytes]:
        """Do a command: its status word (SW3) and what follows it."""
        word = self.faults.word(name)
        if word is not None:
            return word, b""
        with self._lock:
            return self._commands[name]()

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
