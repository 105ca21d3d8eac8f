"""A running platform and a terminal of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from simulator.platform.running import RunningPlatform
from tests.simulator.platform.terminal import NOW, Terminal


@pytest.fixture
def platform() -> Iterator[RunningPlatform]:
    running = RunningPlatform(now=NOW)
    yield running
    running.stop(wait=False)


@pytest.fixture
def terminal(platform: RunningPlatform) -> Iterator[Terminal]:
    terminal = Terminal(platform)
    yield terminal
    terminal.http.close()
