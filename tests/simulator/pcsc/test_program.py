"""``python -m simulator.pcsc``: a pcscd of its own, asked by another program."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ASK = """
import time
from smartcard import scard
wanted, context = {wanted!r}, scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)[1]
reader = scard.SCardListReaders(context, [])[1][0]
state = 0
for _ in range(50):
    _, [[_, state, _]] = scard.SCardGetStatusChange(context, 500, [(reader, state)])
    if bool(state & scard.SCARD_STATE_PRESENT) == wanted:
        print(reader)
        break
"""


class Program:
    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "simulator.pcsc"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.socket = self.line().removeprefix("pcsc: PCSCLITE_CSOCK_NAME=")
        self.csca_dir = self.line().removeprefix("csca_dir: ")

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def say(self, order: str) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(order + "\n")
        self.process.stdin.flush()
        return self.line()

    def card_seen(self, *, wanted: bool) -> str:
        environment = os.environ | {"PCSCLITE_CSOCK_NAME": self.socket}
        script = ASK.format(wanted=wanted)
        done = subprocess.run(
            [sys.executable, "-c", script],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        return done.stdout.strip()


@pytest.fixture
def program() -> Iterator[Program]:
    made = Program()
    yield made
    made.process.communicate("quit\n", timeout=30)
    assert made.process.returncode == 0
    assert not Path(made.csca_dir).exists()


def test_orders(program: Program) -> None:
    assert [file.name for file in Path(program.csca_dir).iterdir()] == ["csca.cer"]
    assert "passport" in program.say("cards").split()
    assert "silent" in program.say("faults").split()
    assert program.say("insert passport") == "ok"
    assert program.card_seen(wanted=True) == "Virtual PCD 00 00"
    assert program.say("pull") == "ok"
    assert program.card_seen(wanted=False) == "Virtual PCD 00 00"
    for order in ("fault silent", "mend", "kill", "restart"):
        assert program.say(order) == "ok"
    assert program.say("insert nobody").startswith("insert NAME")
