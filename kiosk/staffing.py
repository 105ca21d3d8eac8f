"""Build the desk for staff from the configuration, where accounts were given."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.config import Config
from kiosk.config_changes import Taken
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
from kiosk.staff.settings_words import waiting
from kiosk.staff.shift import shift
from kiosk.staff.witness import AuditWitness
from kiosk.surely import surely

if TYPE_CHECKING:
    from kiosk.hardware.look import Eye
    from kiosk.hardware.supervisor import Supervisor
    from kiosk.journeys.hall import Hall
    from kiosk.platform.client import PlatformSettings
    from kiosk.staff.desk import Witness
    from kiosk.staff.stick_desk import StickDesk
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
    take_up: Callable[[Config], Awaitable[Taken]]
    """Bring a configuration into force at once: staff have the terminal for themselves."""
    taken: Callable[[], Taken]
    """What became of the last change."""
    desk: Desk | None = None
    settings: SettingsDesk | None = None
    witness: Witness | None = None

    def take_effect(self, config: Config) -> None:
        """The desk's own limits hold from the next shift on."""
        if self.desk is not None:
            self.desk.terms = _terms(config)
            inch = config.terminal.panel_diagonal_inch
            self.desk.glass = replace(self.desk.glass, diagonal_inch=inch) if self.desk.glass else None
        if self.settings is not None:
            self.settings.stick = _stick(self, config)


def furnish(means: Means) -> Desk | None:
    """The desk, and the hall's way to it; ``None`` where nobody has an account. Raises ``ConfigError``."""
    config, hall = means.config, means.hall  # what may change meanwhile is asked of ``means`` each time
    wanted = config.staff
    if not wanted.accounts_file:
        return None
    state_dir = Path(config.terminal.state_dir)

    def audit(deed: Deed) -> None:
        hall.audit(deed)  # the chain is opened after the desk is furnished

    means.witness = witness = AuditWitness(audit)

    def way() -> Awaitable[Sequence[Step]]:
        return walk(means.platform.endpoint, hall.platform.hall_status)

    async def network() -> Finding:
        steps = await way()
        facts = (steps[-1].fact, *(step.fact for step in steps[-2::-1]))
        return Finding(steps[-1].ok, facts, hall.clock())

    means.settings = settings = SettingsDesk(
        Path(means.file),
        lambda changed, kind: _tried(means, changed, kind),
        witness,
        hall.clock,
        means.take_up,
        _stick(means, config),
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
        waiting=lambda: waiting(means.taken()),
        alert=means.alert,
        eyes=means.eyes,
        glass=_glass(config),
        opened=asyncio.get_running_loop().time(),
    )
    findings = Findings(state_dir)
    desk.findings, desk.keep = findings.read(), findings.keep
    desk.report = lambda: readying.make(means.config, means.file, desk, means.counters.today(), way)
    hall.maintenance = lambda: shift(desk)
    means.desk = desk
    return desk


def _stick(means: Means, config: Config) -> StickDesk | None:
    """Where settings travel by USB, if this terminal takes a stick."""
    if not config.staff.usb_folder or means.witness is None:
        return None
    from kiosk.staff.stick_desk import StickDesk  # noqa: PLC0415 only where one is taken

    return StickDesk(
        Path(means.file),
        Path(config.staff.usb_folder),
        Path(means.file),
        lambda changed, kind: _tried(means, changed, kind),
        means.take_up,
        means.witness,
        means.hall.clock,
    )


async def _tried(means: Means, config: Config, kind: str) -> Text | None:
    """Try a changed device. The one in use lets go meanwhile: it may be the same port."""
    in_use = means.supervisor.device(kind)
    if in_use is not None:
        await means.supervisor.replace(kind, None)
    try:
        return await tried(config, means.file, kind)
    finally:
        if in_use is not None:
            await surely(means.supervisor.replace(kind, in_use))


def _glass(config: Config) -> Glass:
    return Glass(config.terminal.panel_diagonal_inch, config.terminal.orientation == "landscape")


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
