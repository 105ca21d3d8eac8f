"""The two daemons, each with its protocol, and what can be wrong with them."""

from __future__ import annotations

import struct
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator

from simulator.escpos.tcp import TcpPort
from simulator.ups.supply import Supply


class UpsDaemon(ABC):
    """Answers on ``path``. Faults act on the answers that follow."""

    def __init__(self, port: int = 0) -> None:
        self.supply = Supply()
        self.silent = False
        self.garbage = b""
        """Said instead of an answer."""
        self.half = False
        """Answers stop half-way."""
        self.closes = False
        """Hangs up instead of answering; with ``half``, after half an answer."""
        self.slow = 0.0
        """Seconds before each answer."""
        self.asked: list[str] = []
        self._news = threading.Condition()
        self._rest = b""
        self.line = TcpPort(self._received, port)

    @property
    def path(self) -> str:
        """Where to connect."""
        return self.line.path

    def wait_for(self, so: Callable[[], object], within: float = 20.0) -> None:
        """Block until something is so after a question was heard. Raises ``TimeoutError``."""
        with self._news:
            if not self._news.wait_for(so, within):
                raise TimeoutError(f"after {self.asked[-5:]}")

    def close(self) -> None:
        """End for good."""
        self.line.close()

    @abstractmethod
    def questions(self, data: bytes) -> tuple[list[str], bytes]:
        """The whole questions in these bytes, and what is left."""

    @abstractmethod
    def answer(self, question: str) -> bytes:
        """What the daemon says to it."""

    def _received(self, data: bytes) -> None:
        questions, self._rest = self.questions(self._rest + data)
        for question in questions:
            with self._news:
                self.asked.append(question)
                self._news.notify_all()
            self._say(self.garbage or self.answer(question))

    def _say(self, answer: bytes) -> None:
        if self.silent:
            return
        time.sleep(self.slow)
        if self.half:
            self.line.write(answer[: len(answer) // 2])
        elif not self.closes:
            self.line.write(answer)
        if self.closes:
            self._rest = b""
            self.line.hang_up()


class ApcupsdDaemon(UpsDaemon):
    """apcupsd's network information server."""

    def questions(self, data: bytes) -> tuple[list[str], bytes]:
        """See ``UpsDaemon``."""
        found = []
        while len(data) >= 2 and len(data) >= 2 + (length := struct.unpack_from(">H", data)[0]):
            found.append(data[2 : 2 + length].decode("ascii", "replace"))
            data = data[2 + length :]
        return found, data

    def answer(self, question: str) -> bytes:
        """See ``UpsDaemon``."""
        lines = [*self._lines()] if question == "status" else ["Invalid command"]
        return b"".join(struct.pack(">H", len(line) + 1) + line.encode() + b"\n" for line in lines) + bytes(2)

    def _lines(self) -> Iterator[str]:
        now = self.supply
        yield "APC      : 001,027,0656"
        yield "HOSTNAME : kiosk"
        yield "UPSNAME  : demo"
        words = (
            "ONLINE" if now.mains else "ONBATT",
            "LOWBATT" * now.low,
            "OVERLOAD" * now.overloaded,
            "REPLACEBATT" * now.replace_battery,
            "SHUTTING DOWN" * now.ending,
        )
        yield f"STATUS   : {'COMMLOST' if now.lost else ' '.join(filter(None, words))} "
        yield "LINEV    : 230.0 Volts" if now.mains else "LINEV    : 0.0 Volts"
        if now.charge is not None:
            yield f"BCHARGE  : {now.charge:.1f} Percent"
        if now.runtime is not None:
            yield f"TIMELEFT : {now.runtime / 60:.1f} Minutes"
        yield "END APC  : 2026-03-12 10:24:00 +0800"


class NutDaemon(UpsDaemon):
    """NUT's upsd with one UPS. ``refuses`` answers every question with that error."""

    name = "ups"
    refuses = ""

    def questions(self, data: bytes) -> tuple[list[str], bytes]:
        """See ``UpsDaemon``."""
        *lines, rest = data.split(b"\n")
        return [line.decode("ascii", "replace") for line in lines], rest

    def answer(self, question: str) -> bytes:
        """See ``UpsDaemon``."""
        match question.split():
            case _ if self.refuses:
                said = f"ERR {self.refuses}"
            case ["GET", "VAR", name, _] if name != self.name:
                said = "ERR UNKNOWN-UPS"
            case ["GET", "VAR", _, _] if self.supply.lost:
                said = "ERR DATA-STALE"
            case ["GET", "VAR", name, variable]:
                value = self._values().get(variable)
                said = "ERR VAR-NOT-SUPPORTED" if value is None else f'VAR {name} {variable} "{value}"'
            case _:
                said = "ERR UNKNOWN-COMMAND"
        return said.encode() + b"\n"

    def _values(self) -> dict[str, str | None]:
        now = self.supply
        words = (
            "OL CHRG" if now.mains else "OB DISCHRG",
            "LB" * now.low,
            "RB" * now.replace_battery,
            "OVER" * now.overloaded,
            "FSD" * now.ending,
        )
        return {
            "ups.status": " ".join(filter(None, words)),
            "battery.charge": None if now.charge is None else f"{now.charge:g}",
            "battery.runtime": None if now.runtime is None else f"{now.runtime:g}",
        }
