"""The board's answers, byte for byte as docs/panel-protocol.md has them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import serial

from simulator.panel import PanelBoard
from simulator.panel.__main__ import HELP, obey


@pytest.fixture
def board() -> Iterator[PanelBoard]:
    made = PanelBoard(paced=False)
    yield made
    made.close()


@pytest.fixture
def port(board: PanelBoard) -> Iterator[serial.Serial]:
    with serial.Serial(board.path, timeout=20) as held:
        yield held


def asked(port: serial.Serial, line: bytes) -> bytes:
    port.write(line)
    return bytes(port.readline())


def test_the_examples_of_the_document(board: PanelBoard, port: serial.Serial) -> None:
    state = b"$01 OK boot=1 door.front=closed door.back=closed present=0 help=0*42\n"
    assert asked(port, b"$01 STATE*5E\n") == state
    assert asked(port, b"$02 LIGHT reader blink*F5\n") == b"$02 OK*FE\n"
    assert board.lights["reader"] == "blink"
    assert asked(port, b"$03 LIGHT roof on*6B\n") == b"$03 NO unknown*DD\n"
    assert asked(port, b"$04 BEEP 80*E8\n") == asked(port, b"$04 BEEP 80*E8\n") == b"$04 OK*8A\n"
    assert board.beeps == ["80"]
    board.press_help()
    assert port.readline() == b"$! help=1*C2\n"


def test_a_damaged_question_is_not_answered(port: serial.Serial) -> None:
    port.write(b"$05 STATE*00\nnoise$05 STATE")
    assert asked(port, b"$06 LAMPS*00\n$07 LAMPS*75\n").startswith(b"$07 ")


def test_orders_by_hand(board: PanelBoard) -> None:
    assert obey(board, "open front") == "ok"
    assert obey(board, "come") == "ok"
    assert obey(board, "lights").startswith("reader=off")
    assert obey(board, "garbage") == obey(board, "mend") == obey(board, "restart") == "ok"
    assert obey(board, "unplug") == "ok"
    assert not board.line.plugged
    assert obey(board, "dance") == HELP
