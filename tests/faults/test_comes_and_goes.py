"""A loose plug: each loss and each return is told once, and it works after every one of them."""

from __future__ import annotations

from tests.faults.fault import Fault
from tests.faults.trial import Trial

FAULT = Fault.RECOVERS


async def test_comes_and_goes(trial: Trial) -> None:
    trial.losses = 3
    async with trial.running():
        await trial.is_well()
        for _ in range(trial.losses):
            await trial.inflict()
            await trial.is_told()
            await trial.mend()
            await trial.heals()
