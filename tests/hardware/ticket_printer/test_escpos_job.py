"""What is made of the printer's word, answer by answer."""

from __future__ import annotations

import pytest

from kiosk.errors import DeviceFault
from kiosk.hardware.ticket_printer import Line, Printed, Slip
from kiosk.hardware.ticket_printer.escpos_faults import fault
from kiosk.hardware.ticket_printer.escpos_job import Patience, deliver
from kiosk.hardware.ticket_printer.escpos_slip import encode_slip
from kiosk.hardware.ticket_printer.escpos_text import Charset

SHORT = encode_slip(Slip("short", (Line("一"),)), Charset.GBK, 576)
LONG = encode_slip(Slip("long", (Line("一" * 600),)), Charset.GBK, 576)
BARRIER, CUT = b"\x1dr\x01", b"\x1dVB\x00"
FINE, OUT, COVER = ([0x12, 0x12, 0x12, 0x12], [0x1A, 0x32, 0x12, 0x7E], [0x1A, 0x16, 0x12, 0x12])
PATIENCE = Patience(answer=0.05, write=0.05, finish=0.05)


class Script:
    """A wire with a printer behind it that answers by the book given to it."""

    def __init__(
        self,
        states: list[list[int]],
        *,
        barrier: int | None = 0,
        noise: bytes = b"",
        early: bytes = b"",
        lost_at: int | None = None,
    ) -> None:
        self._states = states
        self._barrier = barrier
        self._noise = noise
        self._early = early
        self._lost_at = lost_at
        self._input: list[int] = []
        self.sent: list[bytes] = []

    def send(self, data: bytes) -> None:
        if self._lost_at is not None and len(self.sent) >= self._lost_at:
            raise fault("unplugged")
        self.sent.append(data)
        if data.endswith(CUT):
            self._input += self._early
        if data == BARRIER:
            self._input += [*self._noise, *([] if self._barrier is None else [self._barrier])]
        elif data.startswith(b"\x10\x04") and self._states:
            self._input.append(self._states[0][data[2] - 1])
            if data[2] == 4 and len(self._states) > 1:
                del self._states[0]

    def receive(self, seconds: float) -> int | None:
        assert seconds >= 0
        return self._input.pop(0) if self._input else None

    def drop_input(self) -> None:
        self._input.clear()

    def close(self) -> None:
        raise AssertionError("the wire is not the job's to close")


@pytest.mark.parametrize(
    ("wire", "outcome"),
    [
        (Script([FINE]), Printed.DONE),
        (Script([FINE], barrier=0x03), Printed.DONE),
        (Script([FINE], noise=b"\x12\xff\x9a"), Printed.DONE),
        (Script([FINE], barrier=None), Printed.UNKNOWN),
        (Script([FINE], barrier=0xFF), Printed.UNKNOWN),
        (Script([FINE], barrier=0x12), Printed.UNKNOWN),
        (Script([FINE], barrier=None, early=b"\x00"), Printed.UNKNOWN),
        (Script([], barrier=None), Printed.UNKNOWN),
        (Script([]), Printed.UNKNOWN),
        (Script([OUT]), Printed.UNKNOWN),
        (Script([COVER]), Printed.UNKNOWN),
        (Script([FINE], lost_at=1), Printed.UNKNOWN),
        (Script([FINE], lost_at=2), Printed.UNKNOWN),
        (Script([OUT], barrier=None), "paper_out"),
        (Script([COVER], barrier=None), "cover_open"),
    ],
)
def test_done_only_by_the_barrier_and_a_printer_that_is_well(wire: Script, outcome: Printed | str) -> None:
    found: Printed | str
    try:
        found, _ = deliver(wire, SHORT, PATIENCE, 115200)
    except DeviceFault as problem:
        found = problem.code
    assert found == outcome
    assert b"".join(wire.sent).count(SHORT.data) <= 1


def test_the_end_was_never_sent_so_it_surely_is_not_whole() -> None:
    wire = Script([FINE], lost_at=1)
    with pytest.raises(DeviceFault, match="unplugged"):
        deliver(wire, LONG, PATIENCE, 115200)
    assert LONG.data.startswith(b"".join(wire.sent))
    assert len(LONG.data) > len(b"".join(wire.sent))


def test_a_printer_that_stands_still_is_not_waited_for() -> None:
    wire = Script([OUT], barrier=None)
    with pytest.raises(DeviceFault, match="paper_out"):
        deliver(wire, SHORT, PATIENCE, 115200)
    assert wire.sent.count(b"\x10\x04\x02") == 2  # once while waiting, once with all four


def test_every_byte_is_sent_once_and_in_order() -> None:
    wire = Script([FINE])
    deliver(wire, LONG, PATIENCE, 115200)
    assert b"".join(wire.sent).startswith(LONG.data + BARRIER)
