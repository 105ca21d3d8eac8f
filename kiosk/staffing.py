"""Build the desk for staff from the configuration, where accounts were given."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.config import Config
from kiosk.domain.journal import Deed
from kiosk.domain.words import Text
from kiosk.journeys.views.staff import LogLine
from kiosk.staff import readying
from kiosk.staff.accounts import Account
from kiosk.staff.desk import Desk, Finding, Glass, StaffTerms
from kiosk.staff.device_trial import tried
from kiosk.staff.findings import Findings
from kiosk.staff.live_accounts import LiveAccounts
from kiosk.staff.lockout import Lockout
from kiosk.staff.log_export import Source, export
from kiosk.staff.log_reading import Sentences, Wanted, last, when
from kiosk.staff.network_path import Step, walk
from kiosk.staff.settings import SettingsDesk
from kiosk.staff.shift import shift
from kiosk.staff.witness import AuditWitness

if TYPE_CHECKING:
    from kiosk.hardware.look import Eye
    from kiosk.hardware.supervisor import Supervisor
    from kiosk.journeys.hall import Hall
    from kiosk.platform.client import PlatformSettings
    from kiosk.telemetry.counters import Counters

LOG_LINES: Final = 240


@dataclass(slots=True)
class Means:
    """What the app has and a desk needs."""

    config: Config
    file: str
    hall: Hall
    supervisor: Supervisor
    platform: PlatformSettings
    counters: Counters
    close: Callable[[Text | None], None]
    restart: Callable[[], None]
    alert: Callable[[], None]
    eyes: Mapping[str, Eye]


def furnish(means: Means) -> Desk | None:
    """The desk, and the hall's way to it; ``None`` where nobody has an account. Raises ``ConfigError``."""
    config, hall = means.config, means.hall
    wanted = config.staff
    if not wanted.accounts_file:
        return None
    state_dir = Path(config.terminal.state_dir)

    def audit(deed: Deed) -> None:
        hall.audit(deed)  # the chain is opened after the desk is furnished

    witness = AuditWitness(audit)

    def way() -> Awaitable[Sequence[Step]]:
        return walk(means.platform.endpoint, hall.platform.hall_status)

    async def network() -> Finding:
        steps = await way()
        facts = (steps[-1].fact, *(step.fact for step in steps[-2::-1]))
        return Finding(steps[-1].ok, facts, hall.clock())

    settings = SettingsDesk(
        Path(means.file),
        lambda changed, kind: tried(changed, means.file, kind),
        witness,
        hall.clock,
        lambda changed: take_effect(desk, changed),
    )
    desk = Desk(
        hall,
        means.supervisor,
        LiveAccounts(Path(wanted.accounts_file), audit),
        Lockout(state_dir, hall.clock),
        _terms(config),
        witness,
        visits_today=lambda: means.counters.today().get("sessions", 0),
        close=means.close,
        restart=means.restart,
        network=network,
        log=lambda: asyncio.to_thread(_lines, Path(config.telemetry.log_dir)),
        export=lambda account: asyncio.to_thread(_export, means, account),
        settings=settings,
        alert=means.alert,
        eyes=means.eyes,
        glass=Glass(config.terminal.panel_diagonal_inch, config.terminal.orientation == "landscape"),
        opened=asyncio.get_running_loop().time(),
    )
    findings = Findings(state_dir)
    desk.findings, desk.keep = findings.read(), findings.keep
    desk.report = lambda: readying.make(config, means.file, desk, means.counters.today(), way)
    hall.maintenance = lambda: shift(desk)
    return desk


def take_effect(desk: Desk, config: Config) -> None:
    """What needs no restart holds from the next visit or shift on; nobody's session is touched."""
    hall, session = desk.hall, config.session
    desk.terms = _terms(config)
    hall.terms = replace(
        hall.terms,
        idle_seconds=session.idle_seconds,
        grace_seconds=session.grace_seconds,
        absolute_seconds=session.absolute_minutes * 60,
        offer=config.services.offer,
    )
    hall.changed()


def _terms(config: Config) -> StaffTerms:
    wanted = config.staff
    return StaffTerms(wanted.idle_seconds, wanted.grace_seconds, wanted.absolute_minutes * 60)


def _lines(folder: Path) -> Sequence[LogLine]:
    zh, en = Sentences("zh"), Sentences("en")
    found = reversed(last(folder, LOG_LINES, Wanted()))
    return [
        LogLine(when(row, "%m-%d %H:%M"), str(row.get("level", "info")), Text(zh.of(row), en.of(row)))
        for row in found
    ]


def _export(means: Means, account: Account) -> tuple[Text, ...]:
    state_dir = Path(means.config.terminal.state_dir)
    folder = state_dir / "exports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / f"log-{means.hall.clock():%Y%m%d-%H%M%S}-{account.number}.zip"
    source = Source(Path(means.config.telemetry.log_dir), state_dir, means.platform.secret.reveal())
    names = export(source, target)
    return (Text(f"{len(names)} 个文件", f"{len(names)} files"), Text(str(target)))
