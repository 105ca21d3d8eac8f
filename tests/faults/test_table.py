"""The table is whole: every device says something of every fault, and little of it is that there is none."""

from __future__ import annotations

import pytest

from tests.faults.fault import Cannot, Fault
from tests.faults.rig import Rig
from tests.faults.rigs import RIGS


@pytest.mark.parametrize("rig", RIGS, ids=[rig.name for rig in RIGS])
def test_every_device_speaks_of_every_fault(rig: type[Rig]) -> None:
    assert set(rig.cells) == set(Fault)
    cannot = [cell for cell in rig.cells.values() if isinstance(cell, Cannot)]
    assert len(cannot) <= 1
    assert all(len(cell.why) > 20 for cell in cannot)


def test_no_device_stands_there_twice() -> None:
    assert len({rig.name for rig in RIGS}) == len(RIGS)
