"""What a catalogue is kept as, and who keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from kiosk.domain.item import Guide, Item
from kiosk.domain.item_rules import Breach


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item that is not offered, and every reason, for staff."""

    task_code: str
    name: str
    breaches: tuple[Breach, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A whole catalogue. ``checked_at``: when the platform last confirmed it, by this terminal's clock."""

    version: str
    as_of: datetime
    checked_at: datetime
    etag: str | None
    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptGuide:
    """A guide, ``None`` where it breaks a rule. ``for_version`` is the item's version it was fetched for."""

    task_code: str
    for_version: str
    guide: Guide | None
    breaches: tuple[Breach, ...] = ()
    etag: str | None = None


class Shelf(Protocol):
    """Keeps a catalogue from one start to the next. Raises ``StoreError``."""

    async def load(self) -> Kept | None:
        """What was kept last; ``None`` where there is nothing that can be read."""
        ...

    async def keep(self, kept: Kept) -> None:
        """Replace the catalogue: the whole new one or, after a power cut, the whole old one."""

    async def confirm(self, checked_at: datetime) -> None:
        """The platform says that what is kept is still right."""

    async def guides(self) -> tuple[KeptGuide, ...]:
        """Every guide kept, without its content: what it is for, its breaches, its tag."""
        ...

    async def guide(self, task_code: str) -> Guide | None:
        """The content of a guide."""
        ...

    async def keep_guide(self, guide: KeptGuide) -> None:
        """Replace one guide."""


@dataclass(slots=True)
class Memory:
    """Keeps nothing beyond this run: for a terminal without a state folder."""

    _guides: dict[str, KeptGuide] = field(default_factory=dict)

    async def load(self) -> Kept | None:
        """Nothing."""
        return None

    async def keep(self, kept: Kept) -> None:
        """Not needed: whoever calls has it."""

    async def confirm(self, checked_at: datetime) -> None:
        """Not needed either."""

    async def guides(self) -> tuple[KeptGuide, ...]:
        """Those of this run."""
        return tuple(self._guides.values())

    async def guide(self, task_code: str) -> Guide | None:
        """One of this run."""
        kept = self._guides.get(task_code)
        return kept.guide if kept else None

    async def keep_guide(self, guide: KeptGuide) -> None:
        """Until the end of this run."""
        self._guides[guide.task_code] = guide
