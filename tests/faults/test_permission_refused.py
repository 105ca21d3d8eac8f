"""The system does not let the terminal to the device, until an administrator does."""

from __future__ import annotations

from tests.faults.fault import Fault
from tests.faults.trial import Trial

FAULT = Fault.DENIED


async def test_permission_refused(trial: Trial) -> None:
    await trial.inflict()
    async with trial.running():
        await trial.is_told()
        await trial.use_fails()
        await trial.mend()
        await trial.heals()
