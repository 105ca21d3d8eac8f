"""What every operation of the reference contract does: send, read, translate."""

from __future__ import annotations

from http import HTTPStatus
from typing import TypeVar
from urllib.parse import quote
from uuid import UUID

from msgspec import Struct

from kiosk.domain.citizen import Citizen
from kiosk.domain.page import File, Tagged
from kiosk.domain.personal import Personal
from kiosk.platform import codec
from kiosk.platform.adapters.alike import alike
from kiosk.platform.exchange import Call, Reply
from kiosk.platform.transport import Transport

T = TypeVar("T")
Query = tuple[tuple[str, str], ...]


class Desk:
    """Base of the adapter's parts. Each of their methods is one operation of the contract."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def _get(
        self, path: str, answer: type[T], *, query: Query = (), citizen: Citizen | None = None
    ) -> T:
        return await self._transport.call(Call("GET", path, query=query, token=_token(citizen)), answer)

    async def _send(  # noqa: PLR0913 the parts of a request
        self,
        method: str,
        path: str,
        body: Struct | None,
        answer: type[T],
        *,
        key: UUID,
        citizen: Citizen | None = None,
    ) -> T:
        content = b"" if body is None else codec.encode(body)
        return await self._transport.call(
            Call(method, path, body=content, key=key, token=_token(citizen)), answer
        )

    async def _delete(self, path: str, *, key: UUID, citizen: Citizen | None = None) -> None:
        await self._transport.send(Call("DELETE", path, key=key, token=_token(citizen)))

    async def _tagged(
        self, path: str, answer: type[Struct], kind: type[T], etag: str | None
    ) -> Tagged[T] | None:
        """``None``: what carries this tag is still in force."""
        reply = await self._transport.send(Call("GET", path, etag=etag))
        if etag and reply.status == HTTPStatus.NOT_MODIFIED:
            return None
        return Tagged(alike(self._transport.read(reply, answer), kind), tag(reply))

    async def _file(self, path: str, *, citizen: Citizen | None = None) -> File:
        reply = await self._transport.send(Call("GET", path, token=_token(citizen), answer="file"))
        return File(reply.media_type, reply.body)


def tag(reply: Reply) -> str | None:
    """The version tag of an answer."""
    return reply.headers.get("ETag")


def part(opaque: str) -> str:
    """An id as a part of a path."""
    return quote(opaque, safe="")


def given(**members: str | None) -> Query:
    """A query of the members that have a value."""
    return tuple((name, value) for name, value in members.items() if value is not None)


def _token(citizen: Citizen | None) -> Personal[str] | None:
    return citizen.token if citizen else None
