"""The guides of the catalogue: each belongs to one version of its item, and is fetched when that changes."""

from __future__ import annotations

from dataclasses import replace

import structlog

from kiosk.domain.item import Guide, Item
from kiosk.domain.item_rules import Breach, guide_breaches
from kiosk.errors import PlatformUnavailable
from kiosk.platform.catalogue_shelf import KeptGuide, Shelf
from kiosk.platform.ports.catalogue import Catalogues

log = structlog.get_logger()


class Guides:
    """What is known of guides; their content stays on the shelf until it is asked for."""

    def __init__(self, source: Catalogues, shelf: Shelf) -> None:
        self._source = source
        self._shelf = shelf
        self._known: dict[str, KeptGuide] = {}

    async def load(self) -> None:
        """Take up what was kept before this start. Raises ``StoreError``."""
        self._known = {guide.task_code: guide for guide in await self._shelf.guides()}

    def breaches(self, item: Item) -> tuple[Breach, ...]:
        """Why the item's guide cannot be used; empty where it can, or is not known yet."""
        known = self._known.get(item.task_code)
        return known.breaches if known and known.for_version == item.guide_version else ()

    async def guide(self, item: Item) -> Guide | None:
        """The guide in use; ``None`` where it breaks a rule. Raises ``PlatformError``, ``StoreError``."""
        await self.make_current(item)
        return None if self.breaches(item) else await self._shelf.guide(item.task_code)

    async def make_current(self, item: Item) -> None:
        """Fetch the guide unless the one kept is the item's own. Raises ``PlatformError``, ``StoreError``."""
        known = self._known.get(item.task_code)
        if known and known.for_version == item.guide_version:
            return
        fresh = await self._fetched(item, known)
        await self._shelf.keep_guide(fresh)
        self._known[item.task_code] = replace(fresh, guide=None)

    async def _fetched(self, item: Item, known: KeptGuide | None) -> KeptGuide:
        told = await self._source.guide(item.task_code, etag=known.etag if known else None)
        if told is None:
            if known is None:
                raise PlatformUnavailable("nonsense: an unchanged guide that nobody has")
            content = await self._shelf.guide(item.task_code)
            return replace(known, for_version=item.guide_version, guide=content)
        breaches = tuple(guide_breaches(told.value))
        for breach in breaches:
            log.warning(
                "catalogue.guide_left_out", task_code=item.task_code, rule=breach.rule, why=breach.what
            )
        return KeptGuide(
            task_code=item.task_code,
            for_version=item.guide_version,
            guide=None if breaches else told.value,
            breaches=breaches,
            etag=told.etag,
        )
