"""A call into the driver does not return: it is given up at its deadline, and the device begun anew."""

from __future__ import annotations

from tests.faults.fault import Fault
from tests.faults.trial import Trial

FAULT = Fault.HUNG


async def test_hung(trial: Trial) -> None:
    await trial.inflict()
    async with trial.running():
        await trial.is_told()
        await trial.mend()
        await trial.heals()
