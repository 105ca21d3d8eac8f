"""Answers that belong to no question, or to an earlier one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from kiosk.hardware.id_card.samv_frame import Command, Reply
from kiosk.hardware.id_card.samv_module import Damaged, Silent
from kiosk.hardware.id_card.samv_port import SamvPort
from kiosk.hardware.worker import Stopped
from simulator.samv.protocol import reply
from simulator.wire import PacedPty

NEVER = threading.Event()
Plug = Callable[[bytes], SamvPort]


@pytest.fixture
def plug() -> Iterator[Plug]:
    """Make a port whose module answers every question with the same bytes."""
    lines: list[PacedPty] = []

    def plugged(answer: bytes) -> SamvPort:
        def heard(_: bytes) -> None:
            lines[0].write(answer)

        lines.append(PacedPty(heard))
        port = SamvPort(lines[0].path, 115200)
        port.open(NEVER)
        return port

    yield plugged
    lines[0].close()


def test_answer_to_another_question_is_passed_over(plug: Plug) -> None:
    port = plug(reply(0x90) + reply(0x90, bytes(8)) + reply(0x90, bytes(range(16))))
    assert port.ask(Command.SAM_ID, NEVER) == Reply(0x90, bytes(range(16)))


def test_only_answers_to_another_question(plug: Plug) -> None:
    port = plug(reply(0x90, bytes(8)))
    with pytest.raises(Damaged):
        port.ask(Command.SAM_ID, NEVER)


def test_second_answer_is_not_kept_for_the_next_question(plug: Plug) -> None:
    port = plug(reply(0x9F, bytes(4)) + reply(0x80))
    assert port.ask(Command.FIND, NEVER).word == 0x9F
    assert port.ask(Command.FIND, NEVER).word == 0x9F


def test_noise_without_end(plug: Plug) -> None:
    port = plug(bytes(20_000))
    with pytest.raises(Damaged):
        port.ask(Command.STATUS, NEVER)


def test_silence(plug: Plug) -> None:
    with pytest.raises(Silent):
        plug(b"").ask(Command.STATUS, NEVER)


def test_stopped_before_it_begins(plug: Plug) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Stopped):
        plug(b"").ask(Command.STATUS, stop)


def test_closing_twice(plug: Plug) -> None:
    port = plug(b"")
    port.close()
    port.close()
    assert not port.is_open
