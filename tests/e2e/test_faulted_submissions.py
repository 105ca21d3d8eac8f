"""A hundred of the thousand of ``make faults``: real processes, killed and cut off at every step."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.faulted.fate import SHARES
from simulator.faulted.run import run


@pytest.mark.req("DX-08")
def test_whatever_fails_nothing_is_lost_and_nothing_arrives_twice(tmp_path: Path) -> None:
    said: list[str] = []
    outcome = run(tmp_path, 100, 3, said.append)
    assert (outcome.lost, outcome.duplicated) == (0, 0)
    assert outcome.judgement.wrong == []
    assert outcome.untrue == []
    assert outcome.good
    # It was an ordeal: every kind of fault struck, and nearly everything had its receipt all the same.
    assert set(outcome.faults) == set(SHARES)
    assert sum(outcome.faults.values()) >= 95
    assert len(outcome.kept) >= 90
    assert outcome.copies == outcome.faults["power loss"]
    assert outcome.drained
    *_, last = outcome.lines()
    assert last.endswith("0 lost, 0 duplicated")
