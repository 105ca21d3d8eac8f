"""One pcscd a process, for all tests that want one: the PC/SC library reads where it is once a process."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from simulator.pcsc.daemon import SOCKET_VARIABLE, Pcscd


@pytest.fixture(scope="session")
def running_daemon() -> Iterator[Pcscd]:
    made = Pcscd()
    os.environ[SOCKET_VARIABLE] = made.socket
    yield made
    made.close()
