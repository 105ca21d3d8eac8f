"""Another process has the device, and lets go of it."""

from __future__ import annotations

from tests.faults.fault import Fault
from tests.faults.trial import Trial

FAULT = Fault.BUSY


async def test_held_by_another(trial: Trial) -> None:
    await trial.inflict()
    async with trial.running():
        await trial.is_told()
        await trial.use_fails()
        await trial.mend()
        await trial.heals()
