"""The reader that the library talks to: a module with a card, as over a serial line, and a cable."""

from __future__ import annotations

import contextlib
import socketserver
import struct
import threading
import time
from pathlib import Path
from typing import Final

from simulator.samv.core import GOOD, SamvCore

ANSWER: Final = struct.Struct("@iiIII")
"""``struct answer`` of sdt.c."""
ACTS: Final = {"segfault": 1, "abort": 2, "leave": 3, "hang": 4}
"""What the library may do in a call instead of answering it."""
NOT_OPEN: Final = 0x01
LENGTHS: Final = struct.Struct(">HH")


class SdtDevice(SamvCore):
    """A reader on the USB port ``number``. ``library`` is where the library stands that asks it."""

    def __init__(self, library: Path, number: int = 1001) -> None:
        super().__init__()
        self.number = number
        self.acts: dict[str, str] = {}
        """Commands (``open``, ``find``, ``read_base``) in which the library does one of ``ACTS`` instead."""
        self.lengths: tuple[int, int] | None = None
        """What the library claims of text and photo, whatever it read."""
        self.library = library
        self.plugged = True
        self._opened = False
        self._socket = library.with_name(f"{library.name}.sock")
        self._socket.unlink(missing_ok=True)
        self._server = _Server(str(self._socket), self)
        threading.Thread(target=self._server.serve_forever, name="sdt", daemon=True).start()

    def unplug(self) -> None:
        """Pull the cable."""
        self.plugged = self._opened = False
        self.forget()

    def plug(self) -> None:
        """Put the cable back."""
        self.plugged = True

    def close(self) -> None:
        """End for good."""
        self._server.shutdown()
        self._server.server_close()
        self._socket.unlink(missing_ok=True)

    def answer(self, name: str, port: int) -> bytes:
        """What the library is told of one call."""
        self.hear(name)
        if act := self.acts.get(name):
            return ANSWER.pack(ACTS[act], 0, 0, 0, 0)
        time.sleep(self.faults.slow)
        if self.reading(name) and self.faults.lift_during_read:
            self.lift()
        if self.reading(name) and self.faults.unplug_during_read:
            self.unplug()
        word, data = self._called(name, port)
        if name != "read_base" or word != GOOD:
            return ANSWER.pack(0, word, 0, 0, len(data)) + data
        text, photo = self.lengths or LENGTHS.unpack_from(data)
        return ANSWER.pack(0, word, text, photo, len(data) - LENGTHS.size) + data[LENGTHS.size :]

    def _called(self, name: str, port: int) -> tuple[int, bytes]:
        if not self.plugged or port != self.number:
            return NOT_OPEN, b""
        if name in {"open", "close"}:
            self._opened = name == "open"
            word = self.faults.word(name)
            return GOOD if word is None else word, b""
        return self.do(name) if self._opened else (NOT_OPEN, b"")


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, path: str, device: SdtDevice) -> None:
        self.device = device
        super().__init__(path, _Call)


class _Call(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        words = self.rfile.readline().decode().split()
        if len(words) == len(("name", "port")):
            with contextlib.suppress(BrokenPipeError):  # the library was ended meanwhile
                self.wfile.write(self.server.device.answer(words[0], int(words[1])))
