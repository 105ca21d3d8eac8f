"""The last requests, for tests and the dock. All people are invented, so bodies are kept whole; no tokens."""

from __future__ import annotations

import json
from collections import deque

from starlette.responses import Response

from simulator.platform.clock import Clock, text
from simulator.platform.contract import Json
from simulator.platform.signing import Received

KEPT = 1000


class RequestLog:
    """What was asked and answered, oldest first."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._entries: deque[Json] = deque(maxlen=KEPT)

    def add(self, operation_id: str | None, request: Received, response: Response, fault: str | None) -> None:
        """Remember one exchange. ``status`` is the platform's answer, even when a fault then dropped it."""
        is_problem = response.media_type == "application/problem+json"
        self._entries.append(
            {
                "at": text(self._clock.now()),
                "operation": operation_id,
                "method": request.method,
                "path": request.path,
                "query": request.query,
                "status": None if fault == "close" else response.status_code,
                "code": _json(bytes(response.body)).get("code") if is_problem else None,
                "replayed": "idempotency-replayed" in response.headers,
                "fault": fault,
                "idempotency_key": request.headers.get("idempotency-key"),
                "device_id": request.headers.get("x-device-id"),
                "trace_id": request.headers.get("x-trace-id"),
                "with_token": "authorization" in request.headers,
                "body": _body(request),
            }
        )

    def entries(self) -> list[Json]:
        """Return the exchanges, oldest first."""
        return list(self._entries)

    def clear(self) -> None:
        """Forget them."""
        self._entries.clear()


def _body(request: Received) -> Json | None:
    if "octet-stream" in request.headers.get("content-type", ""):
        return {"bytes": len(request.body)}
    return _json(request.body) if request.body else None


def _json(raw: bytes) -> Json:
    try:
        value = json.loads(raw)
    except ValueError:
        return {"unreadable": raw.decode("utf-8", "replace")}
    return value if isinstance(value, dict) else {"value": value}
