"""One virtual slot: the card's side of vpcd's wire.

A message is its length in two bytes, big endian, and so many bytes. One byte alone is a word to the slot:
0 power off, 1 power on, 2 reset, 4 the ATR, please. Everything else is a command, answered by one message.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import Final, Protocol

from simulator.pcsc.faults import Faults

OFF, ON, RESET, ATR = 0, 1, 2, 4
AGAIN_SECONDS: Final = 0.02


class Card(Protocol):
    """What lies in a slot."""

    atr: bytes

    def reset(self) -> None:
        """Forget what was selected and agreed."""
        ...

    def answer(self, command: bytes) -> bytes:
        """Answer one command: data and status word."""
        ...


class Slot:
    """A slot at ``port`` of this machine. A card that lies in it comes back when pcscd does."""

    def __init__(self, port: int) -> None:
        self.faults = Faults()
        self.heard: list[bytes] = []
        """Every command since the card was last laid."""
        self._port = port
        self._card: Card | None = None
        self._line: socket.socket | None = None
        self._since_power = 0
        self._news = threading.Condition()
        self._thread: threading.Thread | None = None

    @property
    def card(self) -> Card | None:
        """The card that lies there."""
        return self._card

    def insert(self, card: Card) -> None:
        """Lay a card, in place of any other."""
        self.pull()
        card.reset()
        self.heard = []
        self._card = card
        self._thread = threading.Thread(target=self._lie, args=(card,), daemon=True)
        self._thread.start()

    def pull(self) -> None:
        """Take the card away."""
        self._card = None
        line = self._line
        if line is not None:
            with contextlib.suppress(OSError):  # pcscd may have hung up
                line.shutdown(socket.SHUT_RDWR)
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join()

    def wait_heard(self, count: int, *, within: float = 20.0) -> None:
        """Block until so many commands came. Raises ``TimeoutError`` after ``within`` seconds."""
        with self._news:
            if not self._news.wait_for(lambda: len(self.heard) >= count, within):
                raise TimeoutError(f"{len(self.heard)} of {count}")

    def _lie(self, card: Card) -> None:
        while self._card is card:
            try:
                with socket.create_connection(("127.0.0.1", self._port)) as line:
                    self._line = line
                    self._serve(line, card)
            except OSError:  # pcscd is away, or its slot is still taken
                time.sleep(AGAIN_SECONDS)
            finally:
                self._line = None

    def _serve(self, line: socket.socket, card: Card) -> None:
        while self._card is card and (message := _message(line)) is not None:
            if len(message) > 1:
                self._command(line, card, message)
            elif message[0] == ATR:
                _say(line, card.atr)
            else:
                card.reset()
                self._since_power = 0

    def _command(self, line: socket.socket, card: Card, command: bytes) -> None:
        faults = self.faults
        acts = self._since_power >= faults.after
        self._since_power += 1
        if acts and faults.slow:
            time.sleep(faults.slow)
        if acts and faults.pull:
            self._note(command)
            self.pull()
            return
        answer = card.answer(command)
        # Before it is answered: whoever waits for the command may change what the next one meets.
        self._note(command)
        if acts:
            if faults.silent:
                return
            answer = _spoilt(answer, faults)
        _say(line, answer)

    def _note(self, command: bytes) -> None:
        with self._news:
            self.heard.append(command)
            self._news.notify_all()


def _spoilt(answer: bytes, faults: Faults) -> bytes:
    if faults.garbage is not None:
        return faults.garbage
    if faults.word is not None:
        return faults.word.to_bytes(2, "big")
    if faults.half:
        return answer[: len(answer) // 2]
    if faults.checksum and len(answer) > 2:
        return answer[:-3] + bytes((answer[-3] ^ 0x01,)) + answer[-2:]
    return answer


def _say(line: socket.socket, message: bytes) -> None:
    line.sendall(len(message).to_bytes(2, "big") + message)


def _message(line: socket.socket) -> bytes | None:
    """The next message; ``None`` when the other side hung up."""
    head = _exactly(line, 2)
    return None if head is None else _exactly(line, int.from_bytes(head, "big"))


def _exactly(line: socket.socket, size: int) -> bytes | None:
    data = b""
    while len(data) < size:
        # vpcd sends length and payload apart: without this the second waits 40 ms for our word on the first.
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        more = line.recv(size - len(data))
        if not more:
            return None
        data += more
    return data
