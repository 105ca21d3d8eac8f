"""The device says what makes no sense."""

from __future__ import annotations

from tests.faults.fault import Fault
from tests.faults.trial import Trial

FAULT = Fault.GARBAGE


async def test_garbage(trial: Trial) -> None:
    async with trial.running():
        await trial.is_well()
        await trial.inflict()
        await trial.is_told()
        await trial.use_fails()
        await trial.mend()
        await trial.heals()
