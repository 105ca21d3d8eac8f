"""The plug is pulled in the middle of a card, a slip, a picture: nothing is claimed that did not happen."""

from __future__ import annotations

from tests.faults.fault import Fault
from tests.faults.trial import Trial

FAULT = Fault.LOST


async def test_unplugged_in_use(trial: Trial) -> None:
    async with trial.running():
        await trial.is_well()
        await trial.lost_in_use()
        await trial.is_told()
        await trial.mend()
        await trial.heals()
