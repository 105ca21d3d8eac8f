"""The card's side of the wire, with a hand-made reader at the other end."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from simulator.pcsc import Slot
from simulator.pcsc.cards import SAMPLES
from simulator.pcsc.slot import ATR, RESET
from simulator.pcsc.social_security import T0_ATR

SELECT = bytes.fromhex("00A404000F7378312E73682EC9E7BBE1B1A3D5CF")
DESCRIBE = bytes.fromhex("00C0000013")


@dataclass
class HandReader:
    """Listens as vpcd does."""

    door: socket.socket
    slot: Slot

    def accept(self) -> socket.socket:
        line, _ = self.door.accept()
        line.settimeout(10)
        return line


def ask(line: socket.socket, message: bytes) -> bytes:
    line.sendall(len(message).to_bytes(2, "big") + message)
    return hear(line)


def hear(line: socket.socket) -> bytes:
    size = int.from_bytes(line.recv(2, socket.MSG_WAITALL), "big")
    return line.recv(size, socket.MSG_WAITALL)


@pytest.fixture
def reader() -> Iterator[HandReader]:
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(10)
        slot = Slot(door.getsockname()[1])
        yield HandReader(door, slot)
        slot.pull()


def test_a_card_tells_its_atr_and_answers(reader: HandReader) -> None:
    reader.slot.insert(SAMPLES["social_security"]())
    with reader.accept() as line:
        assert ask(line, bytes((ATR,))) == T0_ATR
        assert ask(line, SELECT) == bytes.fromhex("6113")
        assert ask(line, DESCRIBE)[-2:] == bytes.fromhex("9000")
    assert reader.slot.heard == [SELECT, DESCRIBE]


def test_a_reset_forgets_what_was_selected(reader: HandReader) -> None:
    reader.slot.insert(SAMPLES["social_security"]())
    with reader.accept() as line:
        ask(line, SELECT)
        line.sendall(b"\x00\x01" + bytes((RESET,)))
        assert ask(line, bytes.fromhex("00B2012C12")) == bytes.fromhex("6985")


def test_a_card_that_is_pulled_hangs_up(reader: HandReader) -> None:
    reader.slot.insert(SAMPLES["social_security"]())
    with reader.accept() as line:
        assert ask(line, bytes((ATR,))) == T0_ATR
        reader.slot.pull()
        assert line.recv(1) == b""


def test_a_card_that_lies_there_comes_back_to_a_new_reader(reader: HandReader) -> None:
    reader.slot.insert(SAMPLES["social_security"]())
    for _ in range(2):
        with reader.accept() as line:
            assert ask(line, bytes((ATR,))) == T0_ATR


def test_faults_act_after_so_many_commands(reader: HandReader) -> None:
    reader.slot.faults.word, reader.slot.faults.after = 0x6F00, 1
    reader.slot.insert(SAMPLES["social_security"]())
    with reader.accept() as line:
        assert ask(line, SELECT) == bytes.fromhex("6113")
        assert ask(line, DESCRIBE) == bytes.fromhex("6F00")
        reader.slot.faults.clear()
        assert ask(line, SELECT) == bytes.fromhex("6113")


@pytest.mark.parametrize(
    ("fault", "answer"), [("garbage", b"xyz"), ("half", b"\x61"), ("checksum", b"\x61\x13")]
)
def test_what_a_fault_makes_of_an_answer(reader: HandReader, fault: str, answer: bytes) -> None:
    setattr(reader.slot.faults, fault, b"xyz" if fault == "garbage" else True)
    reader.slot.insert(SAMPLES["social_security"]())
    with reader.accept() as line:
        assert ask(line, SELECT) == answer
