"""Builds the terminal from its configuration and starts a front end. The one module that sees everything."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import structlog

from kiosk import __version__, lean
from kiosk.clock import now
from kiosk.config import Config
from kiosk.documents.press import Press
from kiosk.domain.journal import Deed
from kiosk.domain.picture import Picture
from kiosk.domain.words import Text
from kiosk.errors import ConfigError
from kiosk.fitted import Fitted, fit
from kiosk.hardware.consumables import Consumables, Supply
from kiosk.hardware.device import DeviceStatus
from kiosk.hardware.supervisor import Supervisor
from kiosk.journeys import capabilities
from kiosk.journeys.case_papers import CasePapers
from kiosk.journeys.hall import Capability, Hall
from kiosk.journeys.out_of_service import out_of_service
from kiosk.journeys.service import keep_board, keep_catalogue, serve
from kiosk.journeys.stage import Stage
from kiosk.kept import platform_settings
from kiosk.moving import reactivation, trust
from kiosk.owners import configured, count_paper, owners, terms_of
from kiosk.platform import Help
from kiosk.platform.catalogue import Catalogue
from kiosk.platform.client import PlatformSettings, connect
from kiosk.platform.ports.whole import WholePlatform
from kiosk.platform.secret import read_secret
from kiosk.platform.signing import DeviceSecret
from kiosk.pool import device_pool
from kiosk.post_room import PostRoom
from kiosk.presence import Presence
from kiosk.refitting import PowerEnds, begin_lights, begin_power_watch
from kiosk.reloader import Reloader
from kiosk.store.audit_chain import AuditChain
from kiosk.store.catalogue import CatalogueStore
from kiosk.telemetry.auditing import Auditor
from kiosk.telemetry.closed_sign import ClosedSign
from kiosk.telemetry.commands import Commands
from kiosk.telemetry.counters import Counters
from kiosk.telemetry.device_faults import DeviceFaults
from kiosk.telemetry.handlers import WHEN_IDLE, Handlers
from kiosk.telemetry.heartbeat import Heartbeat
from kiosk.telemetry.site_rules import SiteRulesKeeper
from kiosk.terminal_api.status import Outbox
from kiosk.works import Works

if TYPE_CHECKING:
    from kiosk.identity.face.checker import LiveFaceChecker
    from kiosk.staff.desk import Desk
    from kiosk.staffing import Means

log = structlog.get_logger()

PRINTER_OF = {Supply.SLIP_PAPER: "ticket_printer", Supply.A4_PAPER: "document_printer"}
RESTART = 75
"""Exit status (``EX_TEMPFAIL``): systemd starts the terminal again (``RestartForceExitStatus=75``)."""


class _RestartOrdered(Exception):
    """The platform ordered it."""


@dataclass(slots=True)
class Terminal:
    """A built terminal: everything but its front end."""

    config: Config
    """As it was at the start; what is in force now, part by part, the reloader knows."""
    file: str
    hall: Hall
    supervisor: Supervisor
    heartbeat: Heartbeat
    catalogue: Catalogue
    shelf: CatalogueStore
    restart: asyncio.Event
    platform: WholePlatform
    platform_settings: PlatformSettings
    secret: DeviceSecret
    fitted: Fitted
    counters: Counters
    site_rules: SiteRulesKeeper
    handlers: Handlers
    face: LiveFaceChecker | None = None
    """``None`` where there is no camera."""
    paper: Consumables | None = None
    """What is counted of paper, once ``run`` has opened the store; ``None`` where nothing is."""
    desk: Desk | None = None
    """Where staff work; ``None`` where nobody has an account."""
    means: Means | None = None
    """What the desk was furnished with."""
    post: PostRoom | None = None
    """Opened by ``run``."""
    auditor: Auditor | None = None
    """Begun by ``run``."""
    reloader: Reloader = field(init=False)
    works: Works = field(init=False)
    """Begun by ``run``."""
    on_hall_name: Callable[[Text], None] = lambda _name: None
    """Called when the hall has another name: a screen shows it on every view."""

    async def run(self, on_ready: Callable[[], None] = lambda: None) -> None:
        """Serve until cancelled; then wipe the visit, close the devices and the connections.

        Raises ``SystemExit``, everything closed: with status 75 when the platform ordered a restart, with 0
        when the power is about to go.
        """
        asyncio.get_running_loop().set_default_executor(device_pool(len(dict(configured(self.config)))))
        presence = Presence(Path(self.config.terminal.state_dir))
        try:
            self.post = await PostRoom.open(self.config, self.platform_settings)
            self._begin_audit(self.post)
            self.hall.post = self.post.hand_in
            self.hall.journal = self.post
            self.hall.on_change.append(self.post.watch(lambda: self.hall.platform.link_up))
            await count_paper(self, self.config)
            await self.catalogue.load()
            self.hall.catalogue_version = self.catalogue.version
            await self._serve(on_ready)
        except BaseExceptionGroup as ended:
            if ended.subgroup(PowerEnds) is not None:
                raise SystemExit(0) from None
            if ended.subgroup(_RestartOrdered) is None:
                raise
            raise SystemExit(RESTART) from None
        finally:
            await self.hall.platform.close()
            if self.auditor is not None:
                self.auditor.note(Deed(action="terminal.stopped"))
                await self.auditor.close()
            if self.post is not None:
                await self.post.close()
            self.shelf.close()
            presence.leave()
            log.info("terminal.stopped")

    def _begin_audit(self, post: PostRoom) -> None:
        settings = self.platform_settings
        state_dir, key = Path(self.config.terminal.state_dir), settings.secret.reveal
        self.auditor = Auditor(AuditChain(state_dir, settings.device_id, key), post.store.records, now)
        post.audit = self.hall.audit = self.auditor.note
        self.auditor.note(Deed(action="terminal.started", code=__version__))
        log.info("terminal.started", version=__version__)
        if post.store.set_aside is not None:
            self.auditor.note(Deed(action="store.set_aside", result="failed", object="outbox"))

    def told_low(self, supply: Supply) -> None:
        """Let the status say so at once: the heartbeat tells the platform, and staff see it."""
        self.supervisor.look_again(PRINTER_OF[supply])

    async def _serve(self, on_ready: Callable[[], None]) -> None:
        async with self._hatch(), asyncio.TaskGroup() as group:
            self.works = Works(group)
            begin_lights(self)
            if self.post is not None and self.auditor is not None:
                group.create_task(self.post.courier.run())
                group.create_task(self.auditor.run())
                group.create_task(self.counters.keep(self.post.store.counts))
            group.create_task(self.supervisor.run())
            group.create_task(keep_board(self.hall))
            group.create_task(keep_catalogue(self.hall))
            self.works.begin("guides", self.catalogue.keep_guides())
            group.create_task(self.heartbeat.run())
            group.create_task(serve(self.hall))
            group.create_task(self._restart_when_ordered())
            begin_power_watch(self)
            await self.supervisor.all_tried()
            group.create_task(self.reloader.run())
            on_ready()
            lean.settle()
            if self.face is not None:
                # Last: its process takes a core for a second and a half, which nobody at home waits for.
                self.works.begin("face", self.face.worker.run())

    def reload(self) -> None:
        """The file may have changed (SIGHUP): what is wrong with it is logged, and that is all."""
        with suppress(ConfigError):
            self.reloader.ask()

    def hear(self, config: Config) -> None:
        """A report tells of the configuration as it is now."""
        if self.means is not None:
            self.means.config = config

    def look_through(self, config: Config) -> None:
        """Let the face check use the camera and the limits that there are now."""
        camera = self.fitted.camera
        if camera is None:
            self.face = self.hall.face = None
            self.works.begin("face", None)
        elif self.face is not None:
            self.face.use(camera, config.face)
        else:
            self.face = self.hall.face = _face_checker(config, self.fitted)
            assert self.face is not None  # noqa: S101 there is a camera
            self.works.begin("face", self.face.worker.run())

    @asynccontextmanager
    async def _hatch(self) -> AsyncIterator[None]:
        """What the console asks of a running terminal is taken while inside."""
        if self.post is None:
            yield
            return
        from kiosk.staff.hatch.opening import opened
        from kiosk.staff.hatch.orders import Clerk, kept_in

        state_dir = Path(self.config.terminal.state_dir)
        kept = kept_in(state_dir)
        clerk = Clerk(
            self.hall,
            self.supervisor,
            self.post.store.outbox.retry,
            lambda: self.desk is not None and self.desk.is_open,
            lambda kind, one: self.desk.note(kind, one) if self.desk is not None else kept(kind, one),
        )
        async with opened(state_dir, clerk.do):
            yield

    async def _restart_when_ordered(self) -> None:
        await self.restart.wait()
        raise _RestartOrdered

    def picture(self) -> Picture | None:
        """What the camera sees now, for the citizen's own eyes; ``None`` while nobody is filmed.

        While staff look at a lens: what that sees. While papers are scanned: the tray.
        """
        if self.desk is not None and self.desk.seen is not None:
            return self.desk.seen
        if self.hall.on_tray is not None:
            return self.hall.on_tray
        return self.fitted.camera.newest if self.fitted.camera is not None else None

    # What the terminal API's status tells (kiosk.terminal_api.server.StatusSource)

    def devices(self) -> Mapping[str, DeviceStatus]:
        """Every device's last known status."""
        return self.supervisor.all()

    def capabilities(self) -> Mapping[str, Capability]:
        """What can be done here now."""
        return capabilities.every(self.hall)

    def outbox(self) -> Outbox:
        """What waits to be sent."""
        if self.post is None:
            return Outbox()
        outbox = self.post.store.outbox
        return Outbox(outbox.depth(), int(outbox.oldest_age()))

    @property
    def link_up(self) -> bool:
        """Whether the platform answered last."""
        return self.hall.platform.link_up

    @property
    def catalogue_version(self) -> str | None:
        """The catalogue's version, once it was fetched."""
        return self.hall.catalogue_version

    @property
    def software_version(self) -> str:
        """This program's version."""
        return __version__


def build(config: Config, file: str, stage: Stage) -> Terminal:
    """Build everything; nothing is opened yet. Raises ``ConfigError``. Call inside the event loop."""
    state_dir = Path(config.terminal.state_dir)
    shelf = CatalogueStore(state_dir / "catalogue.db")
    secret = DeviceSecret(read_secret(Path(config.platform.secret_file)))
    settings = platform_settings(config, file, secret)
    platform = connect(settings, shelf)
    fitted = fit(config, file)
    face = _face_checker(config, fitted)

    def device_changed() -> None:
        faults.look()
        hall.changed()
        heartbeat.tell_now()

    def audit(deed: Deed) -> None:
        hall.audit(deed)

    async def ask_for_help() -> None:
        await heartbeat.ask_for_help()

    supervisor = Supervisor(fitted.by_kind(), device_changed, now)
    faults = DeviceFaults(supervisor.all, audit)
    sign = ClosedSign(state_dir)
    closed = sign.read()
    hall = Hall(
        stage=stage,
        platform=platform,
        devices=supervisor,
        terms=terms_of(config),
        clock=now,
        ask_for_help=ask_for_help,
        id_card=fitted.id_card,
        smart_card=fitted.smart_card,
        code_scanner=fitted.code_scanner,
        face=face,
        document_scanner=fitted.document_scanner,
        ticket_printer=fitted.ticket_printer,
        catalogue=platform.catalogue,
        document_printer=fitted.document_printer,
        trust=trust(config, config.platform.device_id, secret, file),
        press=Press() if fitted.document_printer is not None else None,
        closed=Text(closed) if closed else None,
    )
    if fitted.document_printer is not None:
        hall.progress.papers = CasePapers(hall)
    site_rules, restart = SiteRulesKeeper(platform, hall), asyncio.Event()

    def reload() -> None:
        terminal.reloader.ask()

    handlers = Handlers(hall, site_rules, sign, restart.set, reactivation(config, settings, secret), reload)
    counters = Counters(stage, now)
    hall.tally = counters
    heartbeat = Heartbeat(
        platform,
        supervisor,
        config.telemetry.heartbeat_seconds,
        commands=Commands(
            handlers.table(),
            idle=handlers.idle,
            when_idle=WHEN_IDLE,
            audit=audit,
        ),
        more=lambda: Help(
            counters=counters.today(),
            mode=_mode(hall, terminal.desk),
            config_version=site_rules.version,
            outbox_depth=terminal.outbox().depth,
            outbox_age_s=terminal.outbox().oldest_age_s,
        ),
        reload_config=site_rules.reload,
    )

    def alert() -> None:
        counters.locked_out()
        heartbeat.tell_now()

    terminal = Terminal(
        config,
        file,
        hall,
        supervisor,
        heartbeat,
        platform.catalogue,
        shelf,
        restart,
        platform,
        settings,
        secret,
        fitted,
        counters,
        site_rules,
        handlers,
        face=face,
    )
    terminal.reloader = Reloader(
        config, Path(file), owners(terminal), hall, alert=heartbeat.tell_now, heard=terminal.hear
    )
    if config.staff.accounts_file:
        _furnish(terminal, alert)
    return terminal


def _furnish(terminal: Terminal, alert: Callable[[], None]) -> None:
    # Only a terminal with staff accounts loads what they work with.
    from kiosk.staffing import Means, furnish

    terminal.means = Means(
        terminal.config,
        terminal.file,
        terminal.hall,
        terminal.supervisor,
        terminal.platform_settings,
        terminal.counters,
        terminal.handlers.close,
        terminal.restart.set,
        alert,
        terminal.fitted.eyes(),
        terminal.reloader.take_up,
        lambda: terminal.reloader.last,
    )
    terminal.desk = furnish(terminal.means)


@asynccontextmanager
async def serving_api(terminal: Terminal, stage: Stage) -> AsyncIterator[str | None]:
    """Serve the terminal API while inside, where configured; gives its address. Raises ``CannotServe``."""
    wanted = terminal.config.terminal_api
    if wanted is None:
        yield None
        return
    # Imported only where it is configured: it brings a web server along.
    from kiosk.terminal_api.auth import read_token
    from kiosk.terminal_api.server import TerminalApi

    token = read_token(Path(wanted.token_file))
    languages = terminal.config.terminal.languages
    api = TerminalApi(stage, terminal, address=wanted.listen, token=token, languages=languages)
    try:
        yield await api.start()
    finally:
        await api.stop()


def _face_checker(config: Config, fitted: Fitted) -> LiveFaceChecker | None:
    if fitted.camera is None:
        return None
    from kiosk.identity.face.build import build_checker

    return build_checker(config.face, fitted.camera)


def _mode(hall: Hall, desk: Desk | None) -> Literal["in_service", "out_of_service", "maintenance"]:
    if desk is not None and desk.is_open:
        return "maintenance"
    return "in_service" if out_of_service(hall) is None else "out_of_service"
