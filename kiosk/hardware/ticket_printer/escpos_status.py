"""The printer's own word on how it is: ``DLE EOT`` 1 to 4 (real-time) and ``GS r 1`` (in turn).

Bits after Epson's ESC/POS reference, which other makers follow. Every answer of ``DLE EOT`` has bits 0 and 7
off, 1 and 4 on; the answer of ``GS r`` has bits 4 and 7 off. So neither is taken for the other, nor noise
for either, unless it looks alike.
"""

from __future__ import annotations

from enum import IntFlag
from time import monotonic
from typing import Final

from kiosk.hardware.device import DeviceState, DeviceStatus, Paper
from kiosk.hardware.ticket_printer.escpos_faults import fault, status_of
from kiosk.hardware.ticket_printer.escpos_wire import Wire

BARRIER: Final = b"\x1dr\x01"
"""``GS r 1``: answered in turn, so when all before it is done."""
QUIET_SECONDS: Final = 0.02
"""An answer that belongs to an earlier question shows as one byte too many, within this time."""


class Printer(IntFlag):
    """``DLE EOT 1``."""

    OFFLINE = 0x08


class Offline(IntFlag):
    """``DLE EOT 2``: why it is offline."""

    COVER = 0x04
    PAPER_END = 0x20
    ERROR = 0x40


class Failure(IntFlag):
    """``DLE EOT 3``."""

    MECHANICAL = 0x04
    CUTTER = 0x08
    UNRECOVERABLE = 0x20
    HOT = 0x40


class Roll(IntFlag):
    """``DLE EOT 4``. Either bit of a pair will do: cheap printers set one."""

    NEAR_END = 0x0C
    END = 0x60


def question(number: int) -> bytes:
    """``DLE EOT n``."""
    return bytes((0x10, 0x04, number))


def is_status(byte: int) -> bool:
    """Whether ``byte`` can be an answer to ``DLE EOT``."""
    return byte & 0x93 == 0x12


def is_barrier(byte: int) -> bool:
    """Whether ``byte`` can be an answer to ``GS r``."""
    return byte & 0x90 == 0


def stopped(offline: int) -> bool:
    """Whether an answer to ``DLE EOT 2`` says that printing stands still."""
    return bool(offline & (Offline.COVER | Offline.PAPER_END | Offline.ERROR))


def examine(wire: Wire, seconds: float) -> DeviceStatus:
    """Ask all four questions; ``seconds`` is the wait for each answer. Silence is offline, never fine.

    Raises ``DeviceFault`` when the wire is gone.
    """
    for _ in range(2):
        wire.drop_input()
        answers: list[int] = []
        for number in (1, 2, 3, 4):
            wire.send(question(number))
            answer = _answer(wire, seconds)
            if isinstance(answer, str):
                return status_of(fault(answer, f"DLE EOT {number}"))
            answers.append(answer)
        if wire.receive(QUIET_SECONDS) is None:
            return read(*answers)
    return status_of(fault("garbled", "more answers than questions"))


def _answer(wire: Wire, seconds: float) -> int | str:
    end = monotonic() + seconds
    silence = "no_answer"
    while (left := end - monotonic()) > 0:
        byte = wire.receive(left)
        if byte is not None and is_status(byte):
            return byte
        if byte is not None:
            silence = "garbled"
    return silence


def read(printer: int, offline: int, failure: int, roll: int) -> DeviceStatus:
    """The meaning of the four answers; the worst comes first."""
    worst = (
        (failure & Failure.UNRECOVERABLE, "unrecoverable"),
        (failure & Failure.CUTTER, "cutter_jam"),
        (failure & Failure.MECHANICAL, "mechanical"),
        (offline & Offline.COVER, "cover_open"),
        (roll & Roll.END or offline & Offline.PAPER_END, "paper_out"),
        (failure & Failure.HOT, "head_hot"),
        (offline & Offline.ERROR, "mechanical"),
        (printer & Printer.OFFLINE, "not_ready"),
    )
    for bits, code in worst:
        if bits:
            return status_of(fault(code))
    return DeviceStatus(DeviceState.ONLINE, paper=Paper.LOW if roll & Roll.NEAR_END else Paper.FULL)
