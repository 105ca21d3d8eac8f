"""Items, guides, and what everybody may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kiosk.domain.calendar import Calendar
from kiosk.domain.citizen import Citizen
from kiosk.domain.feedback import EvaluationReasons
from kiosk.domain.item import Guide, Item
from kiosk.domain.page import File, Page, Tagged
from kiosk.domain.prefill import Prefill
from kiosk.domain.public_record import FaqEntry, PublishedResult


@dataclass(frozen=True, slots=True)
class Broken:
    """An item that could not be read, and why: names the place, never a value."""

    task_code: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPage:
    """A page of the catalogue. ``as_of`` is the next ``changed_since``; ``etag`` only on the whole list."""

    version: str
    as_of: datetime
    items: tuple[Item, ...]
    removed: tuple[str, ...]
    next_cursor: str | None
    broken: tuple[Broken, ...] = ()
    etag: str | None = None


class Catalogues(Protocol):
    """Where the catalogue cache gets what it keeps."""

    async def items(
        self,
        *,
        cursor: str | None = None,
        changed_since: datetime | None = None,
        etag: str | None = None,
    ) -> ItemPage | None:
        """A page of the whole list, or of what changed; ``None``: the whole list still has this ``etag``."""
        ...

    async def guide(self, task_code: str, *, etag: str | None = None) -> Tagged[Guide] | None:
        """The guide in use; ``None``: unchanged since ``etag``."""
        ...


class PublicLists(Protocol):
    """What everybody may know: working days, and results as published."""

    async def calendar(self, *, etag: str | None = None) -> Tagged[Calendar] | None:
        """Holidays and make-up workdays; ``None``: unchanged since ``etag``."""
        ...

    async def published_results(self, *, cursor: str | None = None) -> Page[PublishedResult]:
        """Results as published."""
        ...


class ItemFiles(Protocol):
    """What belongs to a guide and is not in it."""

    async def item_file(self, task_code: str, file_id: str) -> File:
        """A sample, a blank form, a picture."""
        ...


class Prefills(Protocol):
    """What nobody is to be asked for twice (MT-04)."""

    async def prefill(
        self, citizen: Citizen, task_code: str, *, consent_id: str, subject_id: str | None = None
    ) -> Prefill:
        """What is known already. ``consent_id`` is of kind ``data_sharing``."""
        ...


class PublicReading(PublicLists, ItemFiles, Prefills, Protocol):
    """Files and lists, asked for when they are wanted."""

    async def evaluation_reasons(self, *, etag: str | None = None) -> Tagged[EvaluationReasons] | None:
        """The five grades and their reasons; ``None``: unchanged since ``etag``."""
        ...

    async def faq(self, *, task_code: str | None = None, cursor: str | None = None) -> Page[FaqEntry]:
        """Questions and answers."""
        ...
