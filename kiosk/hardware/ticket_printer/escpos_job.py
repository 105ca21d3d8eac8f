"""One slip over the wire: send it, wait for the printer's word, say what is known. Blocking."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from time import monotonic
from typing import Final

from kiosk.errors import DeviceFault
from kiosk.hardware.device import DeviceStatus
from kiosk.hardware.printed import Printed
from kiosk.hardware.ticket_printer.escpos_faults import STOPS, fault, status_of
from kiosk.hardware.ticket_printer.escpos_slip import CUT, RESET, Job
from kiosk.hardware.ticket_printer.escpos_status import (
    BARRIER,
    examine,
    is_barrier,
    is_status,
    question,
    stopped,
)
from kiosk.hardware.ticket_printer.escpos_wire import Wire

CHUNK: Final = 256
BITS_A_BYTE: Final = 10
DOTS_A_MM: Final = 8
SLOWEST: Final = 50
"""mm of paper a second; printers do 80 to 300."""
LOOK_SECONDS: Final = 0.4
"""While waiting for the barrier: how often to ask whether printing stands still."""
CLEAR: Final = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""``DLE DC4`` 8: empty the receive and print buffers, at once, even out of paper."""
CLEARED: Final = b"\x37\x25\x00"
OFFLINE_CAUSE: Final = 2


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait: for an answer, for a write to be taken, and for a slip beyond its own time."""

    answer: float = 1.0
    write: float = 2.0
    finish: float = 3.0


def deliver(wire: Wire, job: Job, patience: Patience, baud: int | None) -> tuple[Printed, DeviceStatus]:
    """Send ``job`` and wait until the printer is through with it. Returns how it is afterwards, too.

    Raises ``DeviceFault`` only when the slip surely is not whole: its end was not sent, or printing stopped.
    """
    end = len(job.data) - CHUNK
    for start in range(0, end, CHUNK):
        _send(wire, job.data[start : start + CHUNK], patience)
    try:
        wire.send(job.data[-(len(job.data) % CHUNK or CHUNK) :])
        wire.drop_input()  # so that nothing older is taken for the barrier's answer
        wire.send(BARRIER)
        confirmed = _confirmed(wire, _seconds(job, baud) + patience.finish)
        after = examine(wire, patience.answer)
    except DeviceFault as lost:
        return Printed.UNKNOWN, status_of(lost)
    if confirmed and after.usable:
        return Printed.DONE, after
    if not confirmed and after.code in STOPS:
        raise fault(after.code)
    return Printed.UNKNOWN, after


def _send(wire: Wire, chunk: bytes, patience: Patience) -> None:
    try:
        wire.send(chunk)
    except DeviceFault as problem:
        if problem.code != "stalled":
            raise
        # Printers stop taking bytes when something else is wrong: that says more.
        cause = examine(wire, patience.answer).code
        raise (fault(cause) if cause in STOPS else problem) from problem


def _seconds(job: Job, baud: int | None) -> float:
    on_the_wire = len(job.data) * BITS_A_BYTE / baud if baud else 0.0
    return on_the_wire + job.rows / DOTS_A_MM / SLOWEST


def _confirmed(wire: Wire, seconds: float) -> bool:
    """Whether the barrier was answered, before ``seconds`` are over and before printing stood still."""
    end = monotonic() + seconds
    while (left := end - monotonic()) > 0:
        byte = wire.receive(min(LOOK_SECONDS, left))
        if byte is None:
            wire.send(question(OFFLINE_CAUSE))
        elif is_barrier(byte):
            return True
        elif is_status(byte) and stopped(byte):
            return False
    return False


def clear(wire: Wire, seconds: float) -> None:
    """Make the printer forget what it has not printed, and wait for its word on that, if it gives one."""
    with contextlib.suppress(DeviceFault):  # where the wire is gone too, the next look at it finds out
        wire.drop_input()
        wire.send(CLEAR)
        heard = bytearray()
        end = monotonic() + seconds
        while CLEARED not in heard and (left := end - monotonic()) > 0:
            byte = wire.receive(left)
            if byte is not None:
                heard.append(byte)


def cut_off(wire: Wire, seconds: float) -> None:
    """Cut off what an unfinished slip left in the mouth. Raises ``DeviceFault`` when the wire is gone."""
    clear(wire, seconds)
    wire.send(RESET + CUT)
