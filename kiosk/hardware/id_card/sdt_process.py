"""A vendor's library in a process of its own, seen from this side. Blocking; lives in a worker thread."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kiosk.errors import DeviceFault
from kiosk.hardware.id_card.samv_words import fault
from kiosk.hardware.id_card.sdt_child import ANSWER, MOST, QUESTION, Call, Loaded
from kiosk.hardware.serial_line import WAKE_SECONDS
from kiosk.hardware.worker import Stopped

CHILD: Final = Path(__file__).with_name("sdt_child.py")
LOAD_SECONDS: Final = 8
END_SECONDS: Final = 1.0
PIPE_BYTES: Final = 65536
REFUSALS: Final[Mapping[int, str]] = {
    Loaded.UNUSABLE: "library_unusable",
    Loaded.OTHER_ABI: "library_other_abi",
}


class SdtProcess:
    """One process from its start to its end. Not for two threads at once. Raises ``DeviceFault`` for none."""

    def __init__(self, library: str) -> None:
        command = [sys.executable, "-I", str(CHILD), library, str(LOAD_SECONDS)]
        theirs, self._questions = os.pipe()
        self._answers, into = os.pipe()
        try:
            self._child = subprocess.Popen(  # noqa: S603 the library is the administrator's own choice
                command,
                stdin=theirs,
                stdout=into,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the terminal alone, which then ends the rest in order
            )
        except OSError as error:
            os.close(self._questions)
            os.close(self._answers)
            raise fault("library_crashed", str(error)) from error
        finally:
            os.close(theirs)
            os.close(into)
        self._come = bytearray()
        self._due: float | None = None
        """Until when the answer that is owed must be there."""
        self._look = select.poll()
        self._look.register(self._answers, select.POLLIN)

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._child.pid

    def loaded(self, stop: threading.Event) -> None:
        """Wait until the library is loaded. Raises ``DeviceFault`` (``library_…``) or ``Stopped``."""
        self._due = time.monotonic() + LOAD_SECONDS
        how, why = self._answer(stop)
        if how != Loaded.GOOD:
            raise fault(REFUSALS.get(how, "library_unusable"), why.decode("utf-8", "replace"))

    def ask(self, call: Call, port: int, seconds: float, stop: threading.Event) -> tuple[int, bytes]:
        """Call a function: its result and its data. Raises ``DeviceFault`` when the process is lost.

        After ``Stopped`` the library is still at it: the next call first waits for that to end.
        """
        if self._due is not None:
            self._answer(stop)
        try:
            os.write(self._questions, QUESTION.pack(call, port))
        except OSError:
            raise self._gone() from None
        self._due = time.monotonic() + seconds
        return self._answer(stop)

    def close_port(self, port: int, seconds: float) -> None:
        """Let go of the port, if the library can be brought to it in this time. Never raises."""
        if self._due is not None:
            self._due = min(self._due, time.monotonic() + seconds)
        with contextlib.suppress(DeviceFault):
            self.ask(Call.CLOSE, port, seconds, threading.Event())

    def end(self) -> None:
        """End the process, whatever it does. Never raises."""
        os.close(self._questions)
        try:
            self._child.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._child.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):  # a driver may hold it in the kernel
                self._child.wait(END_SECONDS)
        os.close(self._answers)

    def _answer(self, stop: threading.Event) -> tuple[int, bytes]:
        while not stop.is_set():
            if (answer := self._whole()) is not None:
                self._due = None
                return answer
            left = (self._due or 0) - time.monotonic()
            if left <= 0:
                self._child.kill()
                raise fault("library_hung")
            if self._look.poll(1000 * min(left, WAKE_SECONDS)):
                piece = os.read(self._answers, PIPE_BYTES)
                if not piece:
                    raise self._gone()
                self._come += piece
        raise Stopped

    def _whole(self) -> tuple[int, bytes] | None:
        """Take the answer at the front, once all of it is there."""
        if len(self._come) < ANSWER.size:
            return None
        word, size = ANSWER.unpack_from(self._come)
        if size > MOST:
            self._child.kill()
            raise fault("library_crashed", f"{size} bytes announced")
        if len(self._come) < ANSWER.size + size:
            return None
        data = bytes(self._come[ANSWER.size : ANSWER.size + size])
        del self._come[: ANSWER.size + size]
        return word, data

    def _gone(self) -> DeviceFault:
        self._child.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.wait(END_SECONDS)
        return fault("library_crashed", f"ended with {self._child.returncode}")
