"""Items and guides, kept here, so that they can be looked up without a line to the platform.

They are shown as the platform gave them (CT-02, CH-10), never longer than ``max_age`` after it last confirmed
them (CT-14), and what breaks a rule is left out alone, with the reason for staff.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import structlog

from kiosk.domain.item import Guide, Item
from kiosk.errors import CatalogueTooOld, PlatformRefused, PlatformUnavailable, StoreError
from kiosk.platform.catalogue_fetch import fetch
from kiosk.platform.catalogue_guides import Guides
from kiosk.platform.catalogue_shelf import Kept, LeftOut, Memory, Shelf
from kiosk.platform.ports.catalogue import Catalogues

log = structlog.get_logger()

MAX_AGE = timedelta(hours=72)
HOUR = timedelta(hours=1)


class Catalogue:
    """What can be done, as last told. A failed refresh leaves the whole old one in place."""

    def __init__(
        self,
        source: Catalogues,
        shelf: Shelf | None = None,
        *,
        max_age: timedelta = MAX_AGE,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._source = source
        self._shelf: Shelf = shelf or Memory()
        self._guides = Guides(source, self._shelf)
        self._max_age = max_age
        self._now = now
        self._held: Kept | None = None
        self._by_code: Mapping[str, Item] = MappingProxyType({})
        self._refreshed = asyncio.Event()

    @property
    def version(self) -> str | None:
        """The platform's version of what is held; ``None`` before anything was."""
        return self._held.version if self._held else None

    @property
    def as_of(self) -> datetime | None:
        """The platform's time of what is held."""
        return self._held.as_of if self._held else None

    async def load(self) -> None:
        """Take up what was kept before this start. Without a disk, what is fetched lasts until the end."""
        try:
            kept = await self._shelf.load()
            await self._guides.load()
        except StoreError as error:
            log.error("catalogue.not_loaded", detail=str(error))  # noqa: TRY400 the reason is in it
            self._shelf = Memory()
            self._guides = Guides(self._source, self._shelf)
            return
        if kept is not None:
            self._hold(kept, known=kept.left_out)

    async def refresh(self) -> str:
        """Fetch what changed; return the version now held. Raises ``PlatformError``."""
        now = self._now()
        fresh = await fetch(self._source, self._held, now)
        if fresh is not None:
            self._hold(fresh, known=self._held.left_out if self._held else ())
        elif self._held is not None:
            self._held = replace(self._held, checked_at=now)
        self._refreshed.set()
        try:
            await (self._shelf.keep(fresh) if fresh else self._shelf.confirm(now))
        except StoreError as error:
            # It serves until the next start all the same.
            log.error("catalogue.not_kept", detail=str(error))  # noqa: TRY400 the reason is in it
        return self.version or ""

    def items(self) -> tuple[Item, ...]:
        """Everything that may be offered, in the platform's order.

        Raises ``CatalogueTooOld`` with the reason: nothing was ever fetched, or it is too old.
        """
        self._check_age()
        return tuple(item for item in self._by_code.values() if not self._guides.breaches(item))

    def any(self) -> bool:
        """Whether there is anything. Raises as ``items`` does."""
        self._check_age()
        return any(not self._guides.breaches(item) for item in self._by_code.values())

    def item(self, task_code: str) -> Item | None:
        """One of them; ``None``: no such item here. Raises ``CatalogueTooOld``."""
        self._check_age()
        item = self._by_code.get(task_code)
        return None if item is None or self._guides.breaches(item) else item

    async def guide(self, task_code: str) -> Guide | None:
        """The guide in use; ``None``: no such item here. Raises ``PlatformError``, ``StoreError``."""
        self._check_age()
        item = self._by_code.get(task_code)
        return None if item is None else await self._guides.guide(item)

    def rejected(self) -> tuple[LeftOut, ...]:
        """What is not offered because it breaks a rule, with every reason."""
        by_guide = tuple(
            LeftOut(item.task_code, item.name, breaches)
            for item in self._by_code.values()
            if (breaches := self._guides.breaches(item))
        )
        return (*(self._held.left_out if self._held else ()), *by_guide)

    async def keep_guides(self) -> None:
        """Fetch the guides that are missing or old, after each refresh, until cancelled."""
        while True:
            await self._refreshed.wait()
            self._refreshed.clear()
            await self.fetch_guides()

    async def fetch_guides(self) -> None:
        """Fetch the guides that are missing or old; what fails is tried after the next refresh."""
        for item in tuple(self._by_code.values()):
            try:
                await self._guides.make_current(item)
            except PlatformRefused as refused:
                log.warning("catalogue.no_guide", task_code=item.task_code, code=refused.code)
            except (PlatformUnavailable, StoreError) as error:
                log.info("catalogue.guides_later", detail=str(error))
                return

    def _hold(self, kept: Kept, *, known: tuple[LeftOut, ...]) -> None:
        self._held = kept
        self._by_code = MappingProxyType({item.task_code: item for item in kept.items})
        for out in kept.left_out:
            for breach in () if out in known else out.breaches:
                log.warning(
                    "catalogue.item_left_out", task_code=out.task_code, rule=breach.rule, why=breach.what
                )

    def _check_age(self) -> None:
        if self._held is None:
            raise CatalogueTooOld("the catalogue was never fetched")
        # Either way: a clock that was set back must not make an old catalogue young.
        age = abs(self._now() - self._held.checked_at)
        if age > self._max_age:
            hours, limit = age / HOUR, self._max_age / HOUR
            raise CatalogueTooOld(
                f"the catalogue was last confirmed {hours:.0f} h ago; the limit is {limit:g} h"
            )
