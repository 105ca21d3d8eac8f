"""Commands to a card and its answers (ISO/IEC 7816-4, short lengths)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, NamedTuple, Protocol

OK: Final = 0x9000
MAX_DATA: Final = 255
MAX_ANSWER: Final = 256


class Answer(NamedTuple):
    """What a card said: data and status word."""

    data: bytes
    word: int


@dataclass(frozen=True, slots=True)
class Command:
    """One command. ``expected``: how many bytes it may answer (1-256); ``None`` where it answers none."""

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = b""
    expected: int | None = None

    @property
    def header(self) -> bytes:
        """CLA INS P1 P2."""
        return bytes((self.cla, self.ins, self.p1, self.p2))

    def encode(self) -> bytes:
        """As it goes over the wire."""
        if len(self.data) > MAX_DATA:
            raise ValueError(f"{len(self.data)} bytes do not fit a short command")
        length = bytes((len(self.data),)) + self.data if self.data else b""
        expected = b"" if self.expected is None else bytes((self.expected % MAX_ANSWER,))
        return self.header + length + expected

    def expecting(self, expected: int | None) -> Command:
        """The same command for another length of answer."""
        return replace(self, expected=expected)


class Talk(Protocol):
    """Whoever carries commands to a card: the bare channel, or secure messaging on top of it."""

    def transmit(self, command: Command) -> Answer:
        """Ask once. Raises ``CardLifted``, ``CardUnreadable`` or ``DeviceFault``."""
        ...


def select_application(identifier: bytes, *, p2: int = 0x0C) -> Command:
    """SELECT by DF name. ``p2`` 0x0C asks for no answer data, 0x00 for the card's own description."""
    return Command(0x00, 0xA4, 0x04, p2, identifier, None if p2 == 0x0C else MAX_ANSWER)


def select_file(identifier: int) -> Command:
    """SELECT an elementary file under the current application, no answer data."""
    return Command(0x00, 0xA4, 0x02, 0x0C, identifier.to_bytes(2, "big"))
