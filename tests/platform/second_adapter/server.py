"""The invented province's platform: one booking of today, one queue."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self

from tests.platform.scripted import Seen, _read
from tests.platform.second_adapter.adapter import BASE_PATH, signature

Json = dict[str, Any]


class Refused(Exception):
    """A code with its words, and perhaps what exists."""


class YunxiServer:
    """``tickets`` by request id: the same request gives the same number."""

    def __init__(self, now: datetime, secret: bytes) -> None:
        self._now = now
        self._secret = secret
        self._connections: set[asyncio.Task[None]] = set()
        self.services: list[str] = []
        self.tickets: dict[str, Json] = {}
        self.sessions: set[str] = set()

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
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}{BASE_PATH}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            while seen := await _read(reader):
                body = json.dumps(self._answer(seen)).encode()
                head = f"HTTP/1.1 200 OK\r\nContent-Type: text/json\r\nContent-Length: {len(body)}\r\n\r\n"
                writer.write(head.encode() + body)
                await writer.drain()
        finally:
            self._connections.discard(task)
            writer.close()

    def _answer(self, seen: Seen) -> Json:
        service, stamp = seen.headers["x-yx-service"], seen.headers["x-yx-stamp"]
        if seen.headers["x-yx-sign"] != signature(self._secret, service, stamp, seen.body):
            return {"code": "B0401", "msg": "签名不对"}
        self.services.append(service)
        said = json.loads(seen.body)
        try:
            return {"code": "0", "data": self._do(service, said, seen.headers["x-yx-request"])}
        except Refused as refused:
            code, message, data = refused.args
            return {"code": code, "msg": message, "data": data}

    def _do(self, service: str, said: Json, request: str) -> Json:
        match service:
            case "yh.dl":
                self.sessions.add("hy-1")
                return {"hyId": "hy-1", "gqsj": self._in(minutes=30)}
            case "yh.tc":
                self.sessions.discard(said["hyId"])
                return {}
            case "yy.lb":
                return {"yyLb": [self._booking()], "sycs": 0} if said["hyId"] in self.sessions else {}
            case "hm.qh":
                return self._ticket(said, request)
            case "dt.zt":
                return {"mc": "云溪区政务服务大厅", "qyLb": [self._area() | {"ddRs": 4}]}
        raise Refused("B0404", "没有这项服务", None)

    def _ticket(self, said: Json, request: str) -> Json:
        booked = "yyBh" in said
        return self.tickets.setdefault(
            request,
            self._booking()
            | {
                "hmId": f"hm-{len(self.tickets) + 1}",
                "hm": f"Y{len(self.tickets) + 1:03}",
                "ly": "2" if booked else "1",
                "ck": "3,4",
                "pdRs": 2,
                "qhsj": self._in(),
                "yxq": self._in(hours=6),
            },
        )

    def _booking(self) -> Json:
        return self._area() | {
            "yyBh": "yy-1",
            "yym": "880001",
            "ssbm": "11990100MB9900A09B3992012005000",
            "sxMc": "社会保障卡补换领申请",
            "kssj": self._in(minutes=6),
            "jssj": self._in(minutes=36),
            "zt": "01",
        }

    def _area(self) -> Json:
        return {"qyDm": "A", "qyMc": "社保医保区", "lc": "一楼"}

    def _in(self, **later: int) -> int:
        return int((self._now + timedelta(**later)).timestamp() * 1000)
