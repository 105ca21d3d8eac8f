"""Who takes up which part of the configuration in a running terminal. What has no owner needs a restart."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from kiosk import cabinet
from kiosk.config import Config
from kiosk.domain.words import Text
from kiosk.fitted import BUILDERS, made_from
from kiosk.journeys.hall import Terms
from kiosk.moving import move, trust
from kiosk.refitting import refit
from kiosk.reloader import Owner

if TYPE_CHECKING:
    from kiosk.app import Terminal


def owners(terminal: Terminal) -> tuple[Owner, ...]:
    """Of every part that can change while the terminal runs; the devices first."""
    parts = _Parts(terminal)
    return (
        *(
            Owner(f"devices.{kind}", partial(made_from, kind=kind), partial(refit, terminal, kind))
            for kind in BUILDERS
        ),
        Owner("consumables", lambda config: config.consumables, parts.supplies),
        Owner("face", lambda config: config.face, parts.face),
        Owner("platform", lambda config: (config.platform, config.catalogue), parts.platform),
        Owner("documents", lambda config: config.documents, parts.papers),
        Owner("session", terms_of, parts.use),
        Owner("telemetry", lambda config: config.telemetry.heartbeat_seconds, parts.heartbeat),
        Owner("staff", lambda config: (config.staff, config.terminal.panel_diagonal_inch), parts.desk),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """How a terminal takes up what is no device."""

    terminal: Terminal

    async def supplies(self, config: Config) -> None:
        await count_paper(self.terminal, config)
        for kind in ("ticket_printer", "document_printer"):
            self.terminal.supervisor.look_again(kind)

    async def face(self, config: Config) -> None:
        self.terminal.look_through(config)

    async def platform(self, config: Config) -> None:
        if config.platform.device_id == self.terminal.config.platform.device_id:
            await move(self.terminal, config)  # else the whole of it waits: it is another terminal's way

    async def papers(self, config: Config) -> None:
        terminal, device_id = self.terminal, self.terminal.config.platform.device_id
        terminal.hall.trust = await asyncio.to_thread(
            trust, config, device_id, terminal.secret, terminal.file
        )

    async def use(self, config: Config) -> None:
        number = self.terminal.config.terminal.id  # the store's papers bear it: another needs a restart
        self.terminal.site_rules.own(replace(terms_of(config), kiosk_id=number))
        self.terminal.on_hall_name(self.terminal.hall.terms.hall_name)

    async def heartbeat(self, config: Config) -> None:
        self.terminal.heartbeat.beat_every(config.telemetry.heartbeat_seconds)

    async def desk(self, config: Config) -> None:
        if self.terminal.means is not None:
            self.terminal.means.take_effect(config)


async def count_paper(terminal: Terminal, config: Config) -> None:
    """Count the paper of those printers where staff said how much they hold. Raises ``StoreError``."""
    counts, paper = terminal.fitted.paper_counts(), None
    if counts and terminal.post is not None:
        paper = cabinet.consumables(config, terminal.post.store.supplies, terminal.told_low)
        await paper.load()
    terminal.paper = paper
    if terminal.desk is not None:
        terminal.desk.paper = paper
    for count in counts:
        count.paper = paper


def terms_of(config: Config) -> Terms:
    """What the configuration says about visits."""
    hall, session = config.terminal.hall, config.session
    return Terms(
        hall_name=Text(hall.zh, hall.en),
        kiosk_id=config.terminal.id,
        offer=config.services.offer,
        idle_seconds=session.idle_seconds,
        grace_seconds=session.grace_seconds,
        absolute_seconds=session.absolute_minutes * 60,
        required=tuple(kind for kind, one in configured(config) if one.required),
        regions=tuple((region.code, region.name) for region in config.services.post_regions),
    )


def configured(config: Config) -> Iterator[tuple[str, Any]]:
    """The devices that the configuration names, with their tables."""
    for kind in BUILDERS:
        if (one := getattr(config.devices, kind)) is not None:
            yield kind, one
