"""The device is not there when the terminal starts, and comes later."""

from __future__ import annotations

from tests.faults.fault import Fault
from tests.faults.trial import Trial

FAULT = Fault.ABSENT


async def test_absent_at_start(trial: Trial) -> None:
    await trial.inflict()
    async with trial.running():
        await trial.is_told()
        await trial.use_fails()
        await trial.mend()
        await trial.heals()
