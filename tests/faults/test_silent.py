"""The device is there and says nothing."""

from __future__ import annotations

from tests.faults.fault import Fault
from tests.faults.trial import Trial

FAULT = Fault.SILENT


async def test_silent(trial: Trial) -> None:
    async with trial.running():
        await trial.is_well()
        await trial.inflict()
        await trial.is_told()
        await trial.use_fails()
        await trial.mend()
        await trial.heals()
