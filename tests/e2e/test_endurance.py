"""A small share of `make endurance`: people come, things go wrong, and the judge counts the paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.endurance.run import Plan, run


@pytest.mark.req("CH-16", "BK-05")
def test_sixty_people_check_in_while_things_go_wrong(tmp_path: Path) -> None:
    outcome = run(tmp_path, Plan(60, seed=156, troubled=1 / 8), print)
    assert outcome.wrong == []
    assert outcome.visits == 60
    assert len(outcome.troubles) == 9, "nine kinds of them"
    assert outcome.judge.claimed.keys() == {True, False, "unknown"}
