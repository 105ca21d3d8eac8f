"""Fetching the catalogue: whole at first, then what changed. Never a mixture of two versions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from kiosk.domain.item import Item
from kiosk.domain.item_rules import Breach, item_breaches
from kiosk.errors import PlatformUnavailable
from kiosk.platform.catalogue_shelf import Kept, LeftOut
from kiosk.platform.ports.catalogue import Catalogues, ItemPage

MAX_PAGES = 500
"""100 000 items: beyond that the cursor goes in circles."""

Row = Item | LeftOut


async def fetch(source: Catalogues, held: Kept | None, now: datetime) -> Kept | None:
    """The catalogue in force; ``None``: what is held still is. Raises ``PlatformError``.

    The first request asks for the whole list with the tag held. Where that has changed and is long, what
    changed since is asked for instead of its other pages.
    """
    first = await source.items(etag=held.etag if held else None)
    if first is None:
        return None
    rows = None
    if held is not None and first.next_cursor is not None:
        rows = await _merged(source, held, first)
    if rows is None:
        rows = _rows(await _pages(source, first))
    return Kept(
        version=first.version,
        as_of=first.as_of,
        checked_at=now,
        etag=first.etag,
        items=tuple(row for row in rows.values() if isinstance(row, Item)),
        left_out=tuple(row for row in rows.values() if isinstance(row, LeftOut)),
    )


async def _merged(source: Catalogues, held: Kept, first: ItemPage) -> dict[str, Row] | None:
    """What is held, with the changes; ``None`` where that does not give the list's first page."""
    changed = await source.items(changed_since=held.as_of)
    if changed is None or changed.version != first.version:
        raise PlatformUnavailable("the catalogue changed while it was fetched")
    pages = await _pages(source, changed, held.as_of)
    rows: dict[str, Row] = {item.task_code: item for item in held.items}
    rows |= {out.task_code: out for out in held.left_out}
    for page in pages:
        for code in page.removed:
            rows.pop(code, None)
    rows |= _rows(pages)
    expected = _rows([first])
    return rows if all(rows.get(code) == row for code, row in expected.items()) else None


async def _pages(
    source: Catalogues, first: ItemPage, changed_since: datetime | None = None
) -> list[ItemPage]:
    pages = [first]
    for _ in range(MAX_PAGES):
        if (cursor := pages[-1].next_cursor) is None:
            return pages
        page = await source.items(cursor=cursor, changed_since=changed_since)
        if page is None or page.version != first.version:
            raise PlatformUnavailable("the catalogue changed while it was fetched")
        pages.append(page)
    raise PlatformUnavailable("nonsense: the catalogue's pages do not end")


def _rows(pages: Iterable[ItemPage]) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for page in pages:
        for item in page.items:
            breaches = tuple(item_breaches(item))
            rows[item.task_code] = LeftOut(item.task_code, item.name, breaches) if breaches else item
        for broken in page.broken:
            rows[broken.task_code] = LeftOut(broken.task_code, "", (Breach("contract", broken.why),))
    return rows
