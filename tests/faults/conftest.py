"""Every test of a fault is played by every rig that knows that fault (see ``rigs``)."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.faults.census import Census
from tests.faults.fault import Fault, Told
from tests.faults.rig import Rig
from tests.faults.rigs import RIGS
from tests.faults.trial import Trial


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "trial" not in metafunc.fixturenames:
        return
    fault: Fault = metafunc.module.FAULT
    able = [rig for rig in RIGS if isinstance(rig.cells[fault], Told)]
    metafunc.parametrize("trial", [_param(rig) for rig in able], indirect=True)


def _param(rig: type[Rig]) -> object:
    # What shares something slow to start is played in one process.
    marks = [pytest.mark.xdist_group(rig.fixture)] if rig.fixture else []
    return pytest.param(rig, id=rig.name.replace(" ", "-"), marks=marks)


@pytest.fixture
async def trial(
    request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> AsyncIterator[Trial]:
    made: type[Rig] = request.param
    shared = request.getfixturevalue(made.fixture) if made.fixture else None
    before = Census()
    folder = tempfile.mkdtemp(prefix="rig")
    os.chmod(folder, 0o755)  # noqa: PTH101, S103 a port's own permissions are what counts
    rig = made(Path(folder))
    trial = Trial(rig, request.module.FAULT, before)
    try:
        await asyncio.to_thread(rig.share, shared)
        yield trial
        record_property("cell", [made.name, trial.fault.value, trial.ended, trial.recovery])
    finally:
        rig.close()
        shutil.rmtree(folder)
