"""Tag ``catalogue``: items, guides and their files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus
from typing import Any

import msgspec

from kiosk.domain.citizen import Citizen
from kiosk.domain.item import Guide, Item
from kiosk.domain.page import File, Tagged
from kiosk.domain.prefill import Prefill
from kiosk.platform import codec, wire
from kiosk.platform.adapters.alike import alike, here
from kiosk.platform.adapters.reference.desk import Desk, given, part, tag
from kiosk.platform.exchange import Call
from kiosk.platform.ports.catalogue import Broken, ItemPage

PAGE_SIZE = "200"


class LooseItemPage(wire.Answer, frozen=True):
    """``ItemPage`` with its items unread: one that is malformed must not take the others along."""

    catalogue_version: str
    as_of: wire.Time
    items: tuple[msgspec.Raw, ...]
    removed: tuple[str, ...]
    next_cursor: str | None


class Named(wire.Answer, frozen=True):
    """What can be said of a malformed item."""

    task_code: str = "?"


class Items(Desk):
    """What can be done, and how."""

    async def items(
        self,
        *,
        cursor: str | None = None,
        changed_since: datetime | None = None,
        etag: str | None = None,
    ) -> ItemPage | None:
        """``listItems``."""
        since = changed_since.isoformat() if changed_since else None
        query = (("limit", PAGE_SIZE), *given(cursor=cursor, changed_since=since))
        reply = await self._transport.send(Call("GET", "/items", query=query, etag=etag))
        if etag and reply.status == HTTPStatus.NOT_MODIFIED:
            return None
        page = self._transport.read(reply, LooseItemPage)
        rows = tuple(_rows(page.items))
        return ItemPage(
            version=page.catalogue_version,
            as_of=here(page.as_of),
            items=tuple(row for row in rows if isinstance(row, Item)),
            broken=tuple(row for row in rows if isinstance(row, Broken)),
            removed=page.removed,
            next_cursor=page.next_cursor,
            etag=tag(reply),
        )

    async def guide(self, task_code: str, *, etag: str | None = None) -> Tagged[Guide] | None:
        """``getItemGuide``."""
        return await self._tagged(f"/items/{part(task_code)}", wire.Guide, Guide, etag)

    async def item_file(self, task_code: str, file_id: str) -> File:
        """``getItemFile``."""
        return await self._file(f"/items/{part(task_code)}/files/{part(file_id)}")

    async def prefill(
        self, citizen: Citizen, task_code: str, *, consent_id: str, subject_id: str | None = None
    ) -> Prefill:
        """``getPrefill``."""
        path = f"/items/{part(task_code)}/prefill"
        query = given(consent_id=consent_id, subject_id=subject_id)
        return alike(await self._get(path, wire.Prefill, query=query, citizen=citizen), Prefill)


def _rows(raw: tuple[msgspec.Raw, ...]) -> Iterator[Item | Broken]:
    for row in raw:
        try:
            yield alike(codec.decode(bytes(row), wire.ItemSummary), Item)
        except codec.Nonsense as nonsense:
            yield Broken(_code(row), str(nonsense))


def _code(row: Any) -> str:  # noqa: ANN401 msgspec's Raw
    try:
        return codec.decode(bytes(row), Named).task_code
    except codec.Nonsense:
        return "?"
