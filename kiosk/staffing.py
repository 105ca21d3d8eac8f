"""Build the desk for staff from the configuration, where accounts were given."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.config import Config
from kiosk.domain.words import Text
from kiosk.staff.accounts import read_accounts
from kiosk.staff.desk import Desk, Finding, StaffTerms, Witness
from kiosk.staff.lockout import Lockout
from kiosk.staff.network_path import walk
from kiosk.staff.shift import shift

if TYPE_CHECKING:
    from kiosk.hardware.supervisor import Supervisor
    from kiosk.journeys.hall import Hall
    from kiosk.platform.client import PlatformSettings
    from kiosk.telemetry.counters import Counters


def furnish(  # noqa: PLR0913 what a desk needs of a terminal
    config: Config,
    hall: Hall,
    supervisor: Supervisor,
    settings: PlatformSettings,
    *,
    counters: Counters,
    witness: Witness,
    close: Callable[[Text | None], None],
    restart: Callable[[], None],
) -> Desk | None:
    """The desk, and the hall's way to it; ``None`` where nobody has an account. Raises ``ConfigError``."""
    wanted = config.staff
    if not wanted.accounts_file:
        return None

    async def network() -> Finding:
        steps = await walk(settings.endpoint, hall.platform.hall_status)
        last = steps[-1]
        facts = (last.fact, *(step.fact for step in steps[-2::-1]))
        return Finding(last.ok, facts, hall.clock())

    desk = Desk(
        hall,
        supervisor,
        read_accounts(Path(wanted.accounts_file)),
        Lockout(Path(config.terminal.state_dir), hall.clock),
        StaffTerms(wanted.idle_seconds, wanted.grace_seconds, wanted.absolute_minutes * 60),
        witness,
        visits_today=lambda: counters.today().get("sessions", 0),
        close=close,
        restart=restart,
        network=network,
        opened=asyncio.get_running_loop().time(),
    )
    hall.maintenance = lambda: shift(desk)
    return desk
