"""A server that is the contract: refuses every request it does not allow, and answers with sample values."""

from __future__ import annotations

import asyncio
import json
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

import jsonschema

from tests.platform.contract_samples import Json, operations, resolved, sample, validate
from tests.platform.scripted import Seen, _read

FILE = b"%PDF-1.7 sample"


class ContractServer:
    """Answers every operation. ``taken`` holds what came, ``refused`` why something was not allowed."""

    def __init__(self, **how: bool) -> None:
        self._how = how
        self._connections: set[asyncio.Task[None]] = set()
        self.taken: list[tuple[str, Seen]] = []
        self.answered: Any = None
        self.refused: list[str] = []

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._server.close()
        for task in self._connections:
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/kiosk/v1"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            while seen := await _read(reader):
                writer.write(self._answer(seen))
                await writer.drain()
        finally:
            self._connections.discard(task)
            writer.close()

    def _answer(self, seen: Seen) -> bytes:
        try:
            name, operation = _found(seen)
            _check(operation, seen)
        except (LookupError, jsonschema.ValidationError) as wrong:
            self.refused.append(f"{seen.method} {seen.target}: {wrong}")
            return _http(500, b"", "text/plain")
        self.taken.append((name, seen))
        return self._sample(operation)

    def _sample(self, told: Json) -> bytes:
        status, answer = next((int(s), resolved(a)) for s, a in told["responses"].items() if s[0] == "2")
        content: Json = answer.get("content", {})
        if "application/json" in content:
            self.answered = sample(content["application/json"]["schema"], **self._how)
            return _http(status, json.dumps(self.answered).encode(), "application/json")
        offset = "Upload-Offset: 7\r\n" if "Upload-Offset" in answer.get("headers", {}) else ""
        return _http(status, FILE if content else b"", "application/pdf" if content else "", offset)


def _found(seen: Seen) -> tuple[str, Json]:
    given = urlsplit(seen.target).path.removeprefix("/kiosk/v1").split("/")
    for name, (method, path, operation) in operations().items():
        parts = path.split("/")
        pairs = list(zip(parts, given, strict=False))
        if (
            method == seen.method
            and len(parts) == len(given)
            and all(p[:1] == "{" or p == g for p, g in pairs)
        ):
            return name, operation
    raise LookupError("no such operation")


def _check(operation: Json, seen: Seen) -> None:
    headers, level = seen.headers, operation["x-rule"]["min_level"]
    parameters = [resolved(parameter) for parameter in operation.get("parameters", ())]
    if ("idempotency-key" in headers) is not any(p["name"] == "Idempotency-Key" for p in parameters):
        raise LookupError("idempotency key")
    if {"device": []} not in operation.get("security", [{"device": []}]) and "authorization" not in headers:
        raise LookupError("no token")
    if level in {"none", "device"} and "authorization" in headers:
        raise LookupError("a token that nobody asked for")
    _check_query({p["name"]: p for p in parameters if p["in"] == "query"}, seen)
    content = operation.get("requestBody", {}).get("content", {})
    if headers.get("content-type") not in {*content, *([None] if not content else [])}:
        raise LookupError("content type")
    if "application/json" in content:
        validate(content["application/json"]["schema"], json.loads(seen.body))


def _check_query(known: dict[str, Json], seen: Seen) -> None:
    given = dict(parse_qsl(urlsplit(seen.target).query, keep_blank_values=True))
    if not {name for name, p in known.items() if p.get("required")} <= given.keys() <= known.keys():
        raise LookupError("query")
    for name, text in given.items():
        schema = resolved(known[name]["schema"])
        validate(schema, int(text) if schema["type"] == "integer" else text)


def _http(status: int, body: bytes, media: str, more: str = "") -> bytes:
    head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n{more}"
    return (head + (f"Content-Type: {media}\r\n" if media else "") + "\r\n").encode() + body
