"""The console's side of the hatch. Blocking: for a command, which has nothing else to do."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from kiosk.errors import KioskError
from kiosk.staff.hatch.opening import place
from kiosk.staff.hatch.words import ORDER_SECONDS, Order, Reply, folder_of

SECONDS: Final = ORDER_SECONDS + 10
"""A little more than the terminal gives itself: then it can still say that it was late."""
MOST: Final = 1_000_000


class HatchShut(KioskError):
    """The running terminal did not reply; the argument says what is known, and what to do."""


def asked(state_dir: Path, order: Order, *, seconds: float = SECONDS) -> Reply:
    """Hand an order to the running terminal and wait for its reply. Raises ``HatchShut``."""
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with line:
        line.settimeout(seconds)
        _connect(line, state_dir)
        try:
            with suppress(BrokenPipeError):  # refused unheard: the reply is there all the same
                line.sendall(msgspec.json.encode(order) + b"\n")
            told = _line(line)
        except TimeoutError:
            raise HatchShut(f"the terminal did not answer in {seconds:g} s; {LOOK}") from None
        except OSError:
            told = b""
    if not told:
        raise HatchShut(f"the terminal ended before it answered: whether it was done is not known; {LOOK}")
    try:
        return msgspec.json.decode(told, type=Reply)
    except msgspec.DecodeError:
        raise HatchShut("the terminal's answer makes no sense: is it of another version?") from None


LOOK: Final = "look with run_kiosk.py log tail"


def _connect(line: socket.socket, state_dir: Path) -> None:
    try:
        folder = os.open(folder_of(state_dir), os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise HatchShut(_shut(error)) from None
    try:
        line.connect(place(folder))
    except OSError as error:
        raise HatchShut(_shut(error)) from None
    finally:
        os.close(folder)


def _shut(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "the running terminal belongs to another account: use sudo"
    return "the terminal runs, but takes no commands now: it begins or ends; try again in a moment"


def _line(line: socket.socket) -> bytes:
    told = bytearray()
    while not told.endswith(b"\n") and len(told) < MOST:
        part = line.recv(65536)
        if not part:
            return b""
        told += part
    return bytes(told)
