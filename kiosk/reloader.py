"""Changed settings take effect in a running terminal, each part by its owner, when nobody is served.

The configuration in force and a new one are compared part by part. Whoever owns a part that differs takes it
up, or says why not: then its old part stays in force and it is asked again later. What has no owner waits for
a restart (``kiosk.config_changes``). Nothing is written to a disk here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog

from kiosk.config import Config
from kiosk.config_changes import Taken, changed_keys, needs_restart
from kiosk.config_file import load
from kiosk.domain.journal import Deed
from kiosk.errors import ConfigError, KioskError
from kiosk.journeys.hall import Hall
from kiosk.journeys.stage import Snapshot
from kiosk.surely import surely

log = structlog.get_logger()

FIRST_RETRY_SECONDS: Final = 30.0
LAST_RETRY_SECONDS: Final = 600.0


class NotTakenUp(KioskError):
    """A part stays as it was; the argument says why."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Of one part of the configuration. ``name`` is its table, such as ``devices.ticket_printer``."""

    name: str
    part: Callable[[Config], object]
    """What of a configuration it is made from: equal parts need nothing."""
    take_up: Callable[[Config], Awaitable[None]]
    """Raises a ``KioskError``: then all is as it was before."""


class Reloader:
    """One for a terminal. ``run`` serves until cancelled; ``ask`` from the event loop."""

    def __init__(  # noqa: PLR0913 what it compares, whom it asks, whom it tells
        self,
        config: Config,
        file: Path,
        owners: Sequence[Owner],
        hall: Hall,
        *,
        alert: Callable[[], None] = lambda: None,
        heard: Callable[[Config], None] = lambda _config: None,
    ) -> None:
        """``alert`` lets the platform know at once that something could not be taken up.

        ``heard`` is told the configuration each time, whatever came of it.
        """
        self.in_force = {owner.name: config for owner in owners}
        """From which configuration each part is."""
        self.last = Taken()
        """What became of the last change: what of it waits, for a restart or for another try."""
        self._started_with = config
        self._file = file
        self._owners = owners
        self._hall = hall
        self._alert = alert
        self._heard = heard
        self._wanted = asyncio.Event()
        self._turn = asyncio.Lock()
        self._retry: asyncio.TimerHandle | None = None
        self._pause = FIRST_RETRY_SECONDS

    def ask(self) -> None:
        """The file may have changed: take it up as soon as nobody is served.

        Raises ``ConfigError``: it cannot be used, and nothing changes.
        """
        try:
            load(self._file)
        except ConfigError as error:
            log.error("settings.refused", detail=str(error))  # noqa: TRY400 its words are the reason
            self._hall.audit(Deed(action="settings.in_force", result="refused", object="local"))
            raise
        self._wanted.set()

    async def run(self) -> None:
        """Take up what is asked for, and again what failed, each time from the file as it is then."""
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            await self._when_idle()

    async def take_up(self, config: Config) -> Taken:
        """Bring a configuration into force. Whoever calls has the floor (``Hall.floor``).

        Cancelled or not, no part is left between two settings.
        """
        return await surely(self._take_up(config))

    async def _take_up(self, config: Config) -> Taken:
        async with self._turn:
            failed = {owner.name: why for owner in self._owners if (why := await self._owner(owner, config))}
        self._again(failed=bool(failed))
        self._heard(config)
        keys = changed_keys(self._started_with, config)
        self.last = Taken(tuple(key for key in keys if needs_restart(key)), failed)
        return self.last

    def _again(self, *, failed: bool) -> None:
        """What failed is tried again, after a pause that doubles."""
        if self._retry is not None:
            self._retry.cancel()
            self._retry = None
        if not failed:
            self._pause = FIRST_RETRY_SECONDS
            return
        self._retry = asyncio.get_running_loop().call_later(self._pause, self._wanted.set)
        self._pause = min(self._pause * 2, LAST_RETRY_SECONDS)

    async def _owner(self, owner: Owner, config: Config) -> str | None:
        """Why its part stays as it was; ``None`` when it is in force."""
        if owner.part(self.in_force[owner.name]) == owner.part(config):
            self.in_force[owner.name] = config
            return None
        try:
            await owner.take_up(config)
        except KioskError as error:
            why = str(error) or type(error).__name__
        except Exception:
            # A mistake of ours in one part keeps neither the others nor the terminal from their work.
            log.exception("settings.broke", part=owner.name)
            why = "internal"
        else:
            self.in_force[owner.name] = config
            log.info("settings.taken_up", part=owner.name)
            self._hall.audit(Deed(action="settings.in_force", object=owner.name))
            return None
        log.error("settings.not_taken_up", part=owner.name, detail=why)
        self._hall.audit(Deed(action="settings.in_force", result="failed", object=owner.name))
        self._alert()
        return why

    async def _when_idle(self) -> None:
        """Between two people: nobody signed in, no matter begun, no staff at the desk."""
        while True:
            await self._nobody_signed_in()
            async with self._hall.floor:
                if self._hall.stage.now.session.signed_in:
                    continue
                await self._hall.farewells.all_said()
                try:
                    config = load(self._file)
                except ConfigError as error:  # changed again since it was asked for
                    log.error("settings.refused", detail=str(error))  # noqa: TRY400
                    return
                waits = (await self.take_up(config)).restart
            if waits:
                log.warning("settings.wait_for_restart", keys=", ".join(waits))
            return

    async def _nobody_signed_in(self) -> None:
        gone = asyncio.Event()

        def look(now: Snapshot) -> None:
            if not now.session.signed_in:
                gone.set()

        stop = self._hall.stage.listen(look)
        try:
            look(self._hall.stage.now)
            await gone.wait()
        finally:
            stop()
