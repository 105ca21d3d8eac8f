"""The module's answers, byte for byte as they were seen on real wires."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import serial

from simulator.samv import SamvModule
from simulator.samv.cards import sample_cards

CARD = sample_cards()["two_bookings"]
RESET, STATUS, SAM_ID = "AAAAAA9669000310FFEC", "AAAAAA9669000311FFED", "AAAAAA9669000312FFEE"
FIND, SELECT = "AAAAAA96690003200122", "AAAAAA96690003200221"
READ, READ_FP, EXTRA = "AAAAAA96690003300132", "AAAAAA96690003301023", "AAAAAA96690003300330"
GOOD, NONE = "AAAAAA9669000400009094", "AAAAAA9669000400008084"
FOUND, SELECTED = "AAAAAA9669000800009F0000000097", "AAAAAA9669000C00009000000000000000009C"
NOT_SELECTED, READ_FAILED = "AAAAAA9669000400008185", "AAAAAA9669000400004145"


class Wire:
    """A program that speaks bytes."""

    def __init__(self, port: serial.Serial) -> None:
        self._port = port

    def ask(self, frame: str) -> bytes:
        self._port.write(bytes.fromhex(frame))
        head: bytes = self._port.read(7)
        body: bytes = self._port.read(int.from_bytes(head[5:], "big"))
        return head + body

    def hex(self, frame: str) -> str:
        return self.ask(frame).hex().upper()


@pytest.fixture
def module() -> Iterator[SamvModule]:
    made = SamvModule(paced=False)
    yield made
    made.close()


@pytest.fixture
def wire(module: SamvModule) -> Iterator[Wire]:
    with serial.Serial(module.path, timeout=20) as port:
        yield Wire(port)


def test_without_a_card(wire: Wire) -> None:
    asked = [wire.hex(frame) for frame in (RESET, STATUS, FIND, SELECT, READ)]
    assert asked == [GOOD, GOOD, NONE, NOT_SELECTED, READ_FAILED]


def test_sam_id(wire: Wire) -> None:
    assert wire.hex(SAM_ID) == "AAAAAA96690014000090" + "0500030005253501" + "0100000001000000" + "96"


def test_a_card_from_found_to_read(module: SamvModule, wire: Wire) -> None:
    module.lay(CARD)
    assert wire.hex(FIND) == FOUND
    assert wire.hex(SELECT) == SELECTED
    answer = wire.ask(READ)
    assert len(answer) == 1295
    assert answer[7:14].hex() == "00009001000400"
    assert answer[14:-1] == CARD.text + CARD.photo


def test_fingerprints_and_extra_address(module: SamvModule, wire: Wire) -> None:
    module.lay(CARD)
    wire.ask(FIND)
    wire.ask(SELECT)
    assert len(wire.ask(READ_FP)) == 1297
    assert wire.ask(EXTRA)[9] == 0x91


def test_a_read_card_is_found_again_only_after_lifting(module: SamvModule, wire: Wire) -> None:
    module.lay(CARD)
    for frame in (FIND, SELECT, READ):
        wire.ask(frame)
    assert wire.hex(FIND) == NONE
    module.lift()
    assert wire.hex(FIND) == NONE
    module.lay(CARD)
    assert wire.hex(FIND) == FOUND


def test_select_needs_find_and_read_needs_select(module: SamvModule, wire: Wire) -> None:
    module.lay(CARD)
    assert wire.hex(SELECT) == NOT_SELECTED
    wire.ask(FIND)
    assert wire.hex(READ) == READ_FAILED


def test_what_it_does_not_understand(wire: Wire) -> None:
    assert wire.ask("AAAAAA96690003777703")[9] == 0x21
    assert wire.ask("AAAAAA96690003200123")[9] == 0x10


def test_request_behind_noise(wire: Wire) -> None:
    assert wire.hex("00FFAAAAAA9669FFFF" + STATUS) == GOOD
