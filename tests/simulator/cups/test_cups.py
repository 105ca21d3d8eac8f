"""The private print server does what its orders say, and leaves no trace."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from simulator.cups import FAULTS, PrivateCups
from simulator.cups.__main__ import HELP, obey


def test_it_removes_every_trace_of_itself() -> None:
    cups = PrivateCups()
    home = Path(cups.socket).parents[1]
    assert home.exists()
    cups.close()
    assert not home.exists()


def test_two_at_once_do_not_meet() -> None:
    first, second = PrivateCups(), PrivateCups()
    assert first.port != second.port
    first.close()
    second.close()


def test_a_server_that_cannot_start_says_why() -> None:
    with pytest.raises(RuntimeError, match="did not start"):
        PrivateCups(only={"No-Such-Operation>\n<Limit": "nobody"})


def test_orders() -> None:
    cups = PrivateCups()
    assert obey(cups, "media-empty 1") == "ok"
    assert obey(cups, "papers") == ""
    assert obey(cups, "burn") == HELP
    assert all(name in HELP for name in FAULTS)
    assert [obey(cups, order) for order in ("freeze", "thaw", "kill", "restart")] == ["ok"] * 4
    with pytest.raises(KeyError):
        cups.fault("burn")
    cups.close()


def test_as_a_program() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "simulator.cups"],
        input="slow\npapers\nquit\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    first, *answers = run.stdout.splitlines()
    assert first.startswith("cups: server = '127.0.0.1:")
    assert answers == ["ok", ""]
