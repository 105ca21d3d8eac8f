"""The item catalogue in memory: fetched whole, page by page, and again only when its ETag changed."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from kiosk.errors import PlatformUnavailable
from kiosk.platform.exchange import Call, Reply
from kiosk.platform.transport import Transport
from kiosk.platform.wire import ItemPage, ItemSummary

PAGE_SIZE = 200
MAX_PAGES = 500
"""100 000 items: beyond that the cursor goes in circles."""


class Catalogue:
    """Item summaries by task code. A failed refresh leaves the last whole catalogue in place."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._etag: str | None = None
        self._items: Mapping[str, ItemSummary] = MappingProxyType({})
        self.version: str | None = None
        """The platform's version of what is held; ``None`` before the first refresh."""

    @property
    def names(self) -> dict[str, str]:
        """Item names by task code, as the platform writes them."""
        return {code: item.name for code, item in self._items.items()}

    async def refresh(self) -> str:
        """Fetch what changed; return the version now held."""
        reply = await self._transport.send(self._page(None, etag=self._etag))
        if reply.status == HTTPStatus.NOT_MODIFIED and self.version is not None:
            return self.version
        page = self._transport.read(reply, ItemPage)
        items = await self._rest(page)
        self._items = MappingProxyType({item.task_code: item for item in items})
        self._etag = _etag(reply)
        self.version = page.catalogue_version
        return page.catalogue_version

    async def _rest(self, first: ItemPage) -> list[ItemSummary]:
        items = list(first.items)
        page = first
        for _ in range(MAX_PAGES):
            if page.next_cursor is None:
                return items
            page = await self._transport.call(self._page(page.next_cursor), ItemPage)
            if page.catalogue_version != first.catalogue_version:
                raise PlatformUnavailable("the catalogue changed while it was fetched")
            items += page.items
        raise PlatformUnavailable("nonsense: the catalogue's pages do not end")

    def _page(self, cursor: str | None, *, etag: str | None = None) -> Call:
        query = (("limit", str(PAGE_SIZE)), *((("cursor", cursor),) if cursor else ()))
        return Call("GET", "/items", query=query, etag=etag)


def _etag(reply: Reply) -> str | None:
    return reply.headers.get("ETag")
