"""What a slip printer tells of itself by ``GS I``, and those that tell nothing or nonsense."""

from __future__ import annotations

import pytest

from kiosk.hardware.about import LONGEST, About
from kiosk.hardware.ticket_printer.escpos_about import ask
from kiosk.hardware.ticket_printer.escpos_serial import EscposSerialPrinter
from simulator.escpos import EscposPrinter

KNOWN = About("SIMULATED", "SLIP-80", "1.02", "S0000001")


async def test_a_self_test_ends_with_who_it_is(driver: EscposSerialPrinter, printer: EscposPrinter) -> None:
    status = await driver.self_test()
    assert status.usable
    assert status.about == KNOWN
    assert len(printer.slips) == 1
    assert (await driver.status()).about is None, "not asked at every look"


@pytest.mark.parametrize(
    ("identity", "about"),
    [
        ({}, About()),
        ({67: b"SLIP-80"}, About(model="SLIP-80")),
        ({67: b"A\x07B", 65: b"\xff"}, About(model="A B", firmware="�")),
        ({67: b"", 68: b"7"}, About(serial="7")),
    ],
)
async def test_what_is_not_answered_is_not_known(
    driver: EscposSerialPrinter, printer: EscposPrinter, identity: dict[int, bytes], about: About
) -> None:
    printer.faults.identity = identity
    status = await driver.self_test()
    assert status.usable, "a printer need not know who it is"
    assert status.about == about
    assert (await driver.self_test()).usable, "nothing of it is left in the wire"
    assert len(printer.slips) == 2


async def test_an_answer_without_an_end_is_cut_off(
    driver: EscposSerialPrinter, printer: EscposPrinter
) -> None:
    printer.faults.identity = {67: b"x" * 3000}
    status = await driver.self_test()
    assert status.about is not None
    assert set(status.about.model) == {"x"}
    assert (await driver.status()).usable


async def test_one_unplugged_while_it_is_asked_is_lost(
    driver: EscposSerialPrinter, printer: EscposPrinter
) -> None:
    assert (await driver.self_test()).usable
    printer.unplug()
    assert not (await driver.self_test()).usable


class Talker:
    """A wire on which these bytes come after each question, then nothing, or for ever the last one."""

    def __init__(self, answer: bytes, *, endless: bool = False) -> None:
        self.asked: list[bytes] = []
        self.received = 0
        self._answer, self._endless = answer, endless
        self._left: list[int] = []

    def send(self, data: bytes) -> None:
        self.asked.append(data)
        self._left = list(self._answer)

    def receive(self, seconds: float) -> int | None:
        self.received += 1
        if not self._left:
            return self._answer[-1] if self._endless and self.received < 10_000 else None
        return self._left.pop(0)

    def drop_input(self) -> None:
        self._left.clear()

    def close(self) -> None: ...


def test_another_kind_of_answer_is_none_and_nothing_more_is_asked() -> None:
    wire = Talker(b"\x12SLIP-80\0")
    assert ask(wire, 0.1) == About()
    assert wire.asked == [b"\x1dI\x43"]


def test_a_printer_that_never_stops_talking_is_heard_for_a_moment() -> None:
    wire = Talker(b"_xx", endless=True)
    assert ask(wire, 0.1).model == "x" * LONGEST
    assert wire.received < 1000
