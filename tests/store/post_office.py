"""A small platform on a real socket that keeps the contract's rules of delivery: keys, offsets, digests.

It is no model of the business (the reference platform is); its faults hit exactly where a test wants them.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from tests.platform.scripted import Seen, _read

Json = dict[str, Any]


@dataclass
class Refuse(Exception):
    code: str
    status: int = 409
    retry: str = "never"
    more: Json = field(default_factory=dict)


@dataclass
class Upload:
    size: int
    sha256: str
    data: bytearray = field(default_factory=bytearray)
    complete: bool = False


@dataclass
class Told:
    status: int
    body: bytes = b""
    media: str = "application/json"
    headers: Json = field(default_factory=dict)


class PostOffice:
    """``accepted`` holds what took effect: path, body and pages; ``seen`` every request."""

    def __init__(self, *, chunk: int = 1_000_000) -> None:
        self.seen: list[Seen] = []
        self.accepted: list[tuple[str, Json, list[bytes]]] = []
        self.uploads: dict[str, Upload] = {}
        self.in_flight: dict[str, int] = {}
        self.most_in_flight = 0
        self.open = asyncio.Event()
        self.open.set()
        self.base_url = ""
        self._chunk = chunk
        self._faults: list[tuple[str, str, Refuse | str]] = []
        self._answers: dict[str, tuple[str, Told]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._port = 0

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]
        self.base_url = f"http://127.0.0.1:{self._port}/kiosk/v1"

    async def stop(self) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def fault(self, operation: str, what: Refuse | str, *, times: int = 1, saying: str = "") -> None:
        """``POST /cases``; what: a refusal, cut, swallow, half, html, 500, or no_number."""
        self._faults += [(operation, saying, what)] * times

    def mend(self) -> None:
        self._faults.clear()

    def of(self, operation: str) -> list[Seen]:
        return [seen for seen in self.seen if _matches(operation, seen)]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            while seen := await _read(reader):
                self.seen.append(seen)
                if not await self._answer(seen, writer):
                    break
        except (ConnectionError, asyncio.CancelledError):
            pass  # the courier gave up first, or the test is over
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _answer(self, seen: Seen, writer: asyncio.StreamWriter) -> bool:
        fault = self._take_fault(seen)
        lane = _lane(seen)
        self.in_flight[lane] = self.in_flight.get(lane, 0) + 1
        self.most_in_flight = max(self.most_in_flight, sum(self.in_flight.values()))
        try:
            await self.open.wait()
            if fault == "cut":
                return False
            told = self._instead(fault) or self._done(seen)
            if fault == "no_number":
                told = Told(201, b"{}")
        finally:
            self.in_flight[lane] -= 1
        if fault == "swallow":
            return False
        head = {"Content-Type": told.media, "Content-Length": str(len(told.body))} | told.headers
        if told.status == 204:
            del head["Content-Type"], head["Content-Length"]
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        body = b"" if seen.method == "HEAD" else told.body
        whole = f"HTTP/1.1 {told.status} X\r\n{lines}\r\n".encode() + body
        writer.write(whole[: len(whole) // 2] if fault == "half" else whole)
        await writer.drain()
        return fault != "half"

    def _take_fault(self, seen: Seen) -> Refuse | str | None:
        for entry in self._faults:
            if _matches(entry[0], seen) and entry[1].encode() in seen.body:
                self._faults.remove(entry)
                return entry[2]
        return None

    def _instead(self, fault: Refuse | str | None) -> Told | None:
        if isinstance(fault, Refuse):
            return _problem(fault)
        if fault == "html":
            return Told(200, b"<h1>login</h1>", "text/html")
        return _problem(Refuse("internal_error", 500, "later")) if fault == "500" else None

    def _done(self, seen: Seen) -> Told:
        """Do it once, tell it as often as asked (contract section 3)."""
        key = seen.headers.get("idempotency-key")
        print_of = f"{seen.method} {seen.target} {hashlib.sha256(seen.body).hexdigest()}"
        if key in self._answers:
            known, told = self._answers[key]
            if known != print_of:
                return _problem(Refuse("idempotency_key_reused"))
            return Told(told.status, told.body, headers={"Idempotency-Replayed": "true"})
        try:
            told = self._do(seen)
        except Refuse as refuse:
            return _problem(refuse)
        if key:
            self._answers[key] = (print_of, told)
        return told

    def _do(self, seen: Seen) -> Told:
        path, _, query = seen.target.removeprefix("/kiosk/v1").partition("?")
        if path.startswith("/uploads"):
            return self._upload(seen, path.split("/")[2:], query)
        body = json.loads(seen.body)
        members = [m for m in ("records", "events") if m in body]
        if members:
            self.accepted.append((path, body, []))
            return _json(200, {"accepted": len(body[members[0]]), "duplicates": 0, "rejected": []})
        pages = []
        for upload_id in body.get("upload_ids", []):
            upload = self.uploads.get(upload_id)
            if upload is None:
                raise Refuse("upload_expired", 410, "after_correction")
            if not upload.complete:
                raise Refuse("upload_incomplete", 409, "after_correction")
            pages.append(bytes(upload.data))
        self.accepted.append((path, body, pages))
        name = "case_no" if path.startswith("/cases") else "interaction_no"
        return _json(201, {name: f"990-{len(self.accepted)}"})

    def _upload(self, seen: Seen, parts: list[str], query: str) -> Told:
        if not parts:
            announced = json.loads(seen.body)
            upload_id = f"up-{len(seen.body)}-{len(self._answers)}"
            self.uploads[upload_id] = Upload(announced["size"], announced["sha256"])
            told = {"upload_id": upload_id, "status": "receiving", "offset": 0, "size": announced["size"]}
            return _json(201, told | {"chunk_max_bytes": self._chunk, "expires_at": "2026-11-25T09:00:00Z"})
        upload = self.uploads.get(parts[0])
        if upload is None:
            raise Refuse("upload_expired", 410, "after_correction")
        if seen.method == "HEAD":
            return Told(200, headers={"Upload-Offset": str(len(upload.data))})
        if seen.method == "PATCH":
            assert seen.headers["content-type"] == "application/offset+octet-stream"
            assert len(seen.body) <= self._chunk
            if query != f"offset={len(upload.data)}":
                raise Refuse("upload_offset_mismatch", 409, "after_correction", {"offset": len(upload.data)})
            upload.data += seen.body
            return Told(204, headers={"Upload-Offset": str(len(upload.data))})
        return self._complete(parts[0], upload)

    def _complete(self, upload_id: str, upload: Upload) -> Told:
        if len(upload.data) < upload.size:
            raise Refuse("upload_incomplete", 409, "after_correction", {"offset": len(upload.data)})
        if hashlib.sha256(upload.data).hexdigest() != upload.sha256:
            del self.uploads[upload_id]
            raise Refuse("digest_mismatch", 422, "after_correction")
        upload.complete = True
        return _json(200, {"upload_id": upload_id, "status": "complete"})


def _json(status: int, body: Json) -> Told:
    return Told(status, json.dumps(body).encode())


def _problem(refuse: Refuse) -> Told:
    document = {"code": refuse.code, "detail": "请稍后再试。", "retry": refuse.retry} | refuse.more
    return Told(refuse.status, json.dumps(document).encode(), "application/problem+json")


def _matches(operation: str, seen: Seen) -> bool:
    method, _, path = operation.partition(" ")
    return seen.method == method and seen.target.removeprefix("/kiosk/v1").startswith(path)


def _lane(seen: Seen) -> str:
    return seen.headers["x-trace-id"]
