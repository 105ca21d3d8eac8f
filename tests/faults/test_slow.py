"""The device answers late, but it answers: nothing is lost, and what it does is done."""

from __future__ import annotations

from tests.faults.fault import Fault
from tests.faults.trial import Trial

FAULT = Fault.SLOW


async def test_slow(trial: Trial) -> None:
    async with trial.running():
        await trial.is_well()
        await trial.inflict()
        await trial.use_fails()
        await trial.is_told()
        await trial.mend()
        await trial.heals()
