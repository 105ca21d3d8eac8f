"""Holds a reader vendor's SDT library: when that crashes, hangs or is killed, only this process is lost.

Started as a file with ``python -I``, so it imports nothing of the program. It first says whether it could
load the library, then answers calls one by one. A question is ``QUESTION`` (a ``Call``, the port's number),
an answer ``ANSWER`` (the function's own result, or a ``Loaded``; bytes of data) and the data. A good ``READ``
carries two lengths, then text and photo, as a module sends them over a serial line.

The functions are those of the vendors' common header (cdecl). ``ifOpen`` 0: the port was opened before.
"""

from __future__ import annotations

import ctypes
import os
import queue
import resource
import signal
import struct
import sys
import threading
from enum import IntEnum
from typing import Final

QUESTION: Final = struct.Struct(">Bi")
ANSWER: Final = struct.Struct(">iI")
LENGTHS: Final = struct.Struct(">HH")
ROOM: Final = 4096
"""More than the text's 256 and the photo's 1024 bytes: a library that writes too much spoils nothing else."""
MOST: Final = LENGTHS.size + 2 * ROOM
"""Bytes of data in the longest answer."""
OK: Final = 0x90
NO_SUCH_FUNCTION: Final = -1


class Call(IntEnum):
    """What can be asked of the library."""

    OPEN = 0
    CLOSE = 1
    STATUS = 2
    RESET = 3
    SAM_ID = 4
    FIND = 5
    SELECT = 6
    READ = 7


class Loaded(IntEnum):
    """How the loading went."""

    GOOD = 0
    UNUSABLE = 1
    OTHER_ABI = 2


FUNCTIONS: Final = {
    Call.OPEN: "SDT_OpenPort",
    Call.CLOSE: "SDT_ClosePort",
    Call.STATUS: "SDT_GetSAMStatus",
    Call.RESET: "SDT_ResetSAM",
    Call.FIND: "SDT_StartFindIDCard",
    Call.SELECT: "SDT_SelectIDCard",
    Call.READ: "SDT_ReadBaseMsg",
}
"""These must be there; ``SDT_GetSAMID`` may be missing."""
SAM_ID: Final = "SDT_GetSAMID"
SAM_ID_BYTES: Final = 16
HANDLES: Final = "SDT_EnumDevice"
"""Tells the library that has the same names, but hands out handles where others take a port's number."""


class Library:
    """A loaded library. Raises ``OSError`` when it is not usable, ``LookupError`` with another ABI."""

    def __init__(self, path: str) -> None:
        self._library = ctypes.CDLL(path)
        if hasattr(self._library, HANDLES):
            raise LookupError(HANDLES)
        missing = [name for name in FUNCTIONS.values() if not hasattr(self._library, name)]
        if missing:
            raise OSError(f"without {', '.join(missing)}")

    def call(self, call: Call, port: int) -> tuple[int, bytes]:
        """Call one function: its result, and what it wrote."""
        if call in {Call.OPEN, Call.CLOSE}:
            return self._function(FUNCTIONS[call])(port), b""
        if call in {Call.STATUS, Call.RESET}:
            return self._function(FUNCTIONS[call])(port, 0), b""
        if call is Call.READ:
            return self._read(port)
        name = FUNCTIONS.get(call, SAM_ID)
        if not hasattr(self._library, name):
            return NO_SUCH_FUNCTION, b""
        out = ctypes.create_string_buffer(ROOM)
        word = self._function(name)(port, out, 0)
        return word, out.raw[:SAM_ID_BYTES] if call is Call.SAM_ID and word == OK else b""

    def _read(self, port: int) -> tuple[int, bytes]:
        parts = ctypes.create_string_buffer(ROOM), ctypes.create_string_buffer(ROOM)
        sizes = ctypes.c_uint(0), ctypes.c_uint(0)
        word = self._function(FUNCTIONS[Call.READ])(
            port, parts[0], ctypes.byref(sizes[0]), parts[1], ctypes.byref(sizes[1]), 0
        )
        if word != OK:
            return word, b""
        told = [min(size.value, 0xFFFF) for size in sizes]
        return word, LENGTHS.pack(*told) + b"".join(
            part.raw[:size] for part, size in zip(parts, told, strict=True)
        )

    def _function(self, name: str) -> ctypes._NamedFuncPointer:
        found: ctypes._NamedFuncPointer = getattr(self._library, name)
        return found


def main(path: str, load_seconds: int) -> None:
    """Answer until nobody asks any more. A library that is not loaded in time ends the process."""
    # A core file would hold somebody's card.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    questions, answers = _own_channel()
    asked: queue.SimpleQueue[tuple[int, int]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(questions, asked), daemon=True).start()
    signal.alarm(load_seconds)  # loading lets no other thread run, the one that listens neither
    try:
        library = Library(path)
    except OSError as error:
        return _say(answers, Loaded.UNUSABLE, str(error).encode()[:ROOM])
    except LookupError:
        return _say(answers, Loaded.OTHER_ABI, HANDLES.encode())
    signal.alarm(0)
    _say(answers, Loaded.GOOD, b"")
    while True:
        call, port = asked.get()
        _say(answers, *library.call(Call(call), port))


def _own_channel() -> tuple[int, int]:
    """Take the pipes away from standard input and output: such libraries print there."""
    own = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    return own


def _listen(questions: int, asked: queue.SimpleQueue[tuple[int, int]]) -> None:
    """Take in questions, and end when the asker is gone, even while the library hangs."""
    while len(question := os.read(questions, QUESTION.size)) == QUESTION.size:
        asked.put(QUESTION.unpack(question))
    os._exit(0)


def _say(answers: int, word: int, data: bytes) -> None:
    os.write(answers, ANSWER.pack(word, len(data)) + data)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
