"""A SAM_V module behind a vendor's SDT library. Blocking; lives in a worker thread."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kiosk.errors import DeviceFault
from kiosk.hardware.id_card.samv_frame import Command, Reply
from kiosk.hardware.id_card.samv_module import Damaged, Silent
from kiosk.hardware.id_card.samv_words import OK, fault
from kiosk.hardware.id_card.sdt_child import Call
from kiosk.hardware.id_card.sdt_process import SdtProcess

USB_PORTS: Final = range(1001, 1017)
ANY_PORT: Final = "usb"
CALLS: Final = {
    Command.STATUS: Call.STATUS,
    Command.RESET: Call.RESET,
    Command.SAM_ID: Call.SAM_ID,
    Command.FIND: Call.FIND,
    Command.SELECT: Call.SELECT,
    Command.READ_BASE: Call.READ,
}
SECONDS: Final = dict.fromkeys(Call, 2.0) | {Call.OPEN: 3.0, Call.RESET: 3.0, Call.READ: 4.0, Call.CLOSE: 1.0}
"""How long the library may take over each call. Over a serial line they take 0.2 s at most."""
NOT_OPEN, SILENT, DAMAGED = 0x01, 0x02, 0x03
"""What the library itself says of the way to the module."""


class SdtPort:
    """Implements ``Module``. A process that was lost is replaced at the next question."""

    wire_seconds = 0.0

    def __init__(self, library: str, port: str, seconds: Mapping[Call, float] = SECONDS) -> None:
        self._library = Path(library).absolute()  # a bare name would be looked for elsewhere
        self._ports = USB_PORTS if port == ANY_PORT else range(int(port), int(port) + 1)
        self._seconds = seconds
        self._process: SdtProcess | None = None
        self._number = 0
        self._lost = False

    @property
    def is_open(self) -> bool:
        """See ``Module``."""
        return self._process is not None

    @property
    def pid(self) -> int | None:
        """The process that holds the library now."""
        return self._process.pid if self._process is not None else None

    def open(self, stop: threading.Event) -> None:
        """See ``Module``. Takes the first port that has a reader."""
        try:
            if not self._library.is_file():
                raise fault("library_missing", str(self._library))
        except PermissionError as error:  # of a folder on the way
            raise fault("library_unusable", str(error)) from error
        process = SdtProcess(str(self._library))
        try:
            process.loaded(stop)
            self._number = self._first(process, stop)
        except BaseException:
            process.end()
            raise
        self._process, self._lost = process, False

    def close(self) -> None:
        """See ``Module``."""
        held, self._process, self._lost = self._process, None, False
        if held is not None:
            held.close_port(self._number, self._seconds[Call.CLOSE])
            held.end()

    def ask(self, command: Command, stop: threading.Event) -> Reply:
        """See ``Module``."""
        if self._lost:
            self.open(stop)
        if self._process is None:
            raise fault("closed")
        call = CALLS[command]
        try:
            word, data = self._process.ask(call, self._number, self._seconds[call], stop)
        except DeviceFault:
            self._lose()
            raise
        if word == NOT_OPEN:
            self._lose()
            raise fault("unplugged")
        if word == SILENT:
            raise Silent
        if word == DAMAGED:
            raise Damaged
        return Reply(word, data)

    def _first(self, process: SdtProcess, stop: threading.Event) -> int:
        word = NOT_OPEN
        for number in self._ports:
            word, _ = process.ask(Call.OPEN, number, self._seconds[Call.OPEN], stop)
            if word == OK:
                return number
        raise fault("port_missing", f"SDT_OpenPort {word:02X}")

    def _lose(self) -> None:
        held, self._process, self._lost = self._process, None, True
        if held is not None:
            held.end()
