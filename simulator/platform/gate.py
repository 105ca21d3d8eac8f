"""One operation of the contract on the wire: its checks in the contract's order, its answer, its faults."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from simulator.platform import gatekeeper, signing, validation
from simulator.platform.call import Answer, Call, Core, Handler
from simulator.platform.connections import Connections
from simulator.platform.contract import BASE, Operation
from simulator.platform.faults import DROPS, INSTEAD, Fault, Faults
from simulator.platform.idempotency import Idempotency, Ticket
from simulator.platform.problems import Counted, Problem
from simulator.platform.request_log import RequestLog
from simulator.platform.signing import Received

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Front:
    """What stands before the operations."""

    core: Core
    idempotency: Idempotency
    faults: Faults
    log: RequestLog
    connections: Connections


class Gate:
    """One operation as an ASGI application."""

    def __init__(self, front: Front, operation: Operation, handler: Handler) -> None:
        self._front = front
        self._operation = operation
        self._handler = handler

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        front, request = self._front, Request(scope, receive)
        received = _received(request, await request.body())
        fault = front.faults.take(self._operation.id)
        await asyncio.sleep(front.faults.slowness_s)
        response = await self._response(request, received, fault)
        if received.method == "HEAD":
            response = _bodiless(response)
        trace_id = received.headers.get("x-trace-id", "")
        response.headers["X-Trace-Id"] = trace_id
        front.log.add(self._operation.id, received, response, fault.kind if fault else None)
        if fault and fault.kind in DROPS:
            await front.connections.drop(scope, receive)
        elif fault and fault.kind == "half":
            await front.connections.cut(scope, receive, send, response)
        else:
            await response(scope, receive, send)

    async def _response(self, request: Request, received: Received, fault: Fault | None) -> Response:
        trace_id = received.headers.get("x-trace-id", "")
        if fault and fault.kind in INSTEAD:
            return fault.answer(trace_id)
        try:
            return await self._checked(
                request, received, fault.seconds if fault and fault.kind == "delay" else 0
            )
        except Problem as problem:
            return problem.response(trace_id)
        except Exception:
            LOG.exception("%s failed", self._operation.id)
            return Problem("internal_error").response(trace_id)

    async def _checked(self, request: Request, received: Received, delay_s: float) -> Response:
        front, operation = self._front, self._operation
        device_id = signing.check(received, front.core.store, front.core.clock) if operation.signed else ""
        ticket = front.idempotency.ticket(operation, device_id, received)
        if ticket and (stored := front.idempotency.stored(ticket)):
            return _answered(stored, {"Idempotency-Replayed": "true"})
        with front.idempotency.running(ticket):
            await asyncio.sleep(delay_s)
            return _answered(self._act(self._call(request, received, device_id), ticket), {})

    def _call(self, request: Request, received: Received, device_id: str) -> Call:
        core, operation = self._front.core, self._operation
        query = parse_qsl(received.query, keep_blank_values=True)
        scheme, _, token = received.headers.get("authorization", "").partition(" ")
        return Call(
            core=core,
            operation=operation,
            device_id=device_id,
            parameters=validation.parse_parameters(operation, query, request.path_params, received.headers),
            body=validation.parse_body(core.contract, operation, received.body),
            raw=received.body,
            headers=received.headers,
            token=token.strip() if scheme.lower() == "bearer" else None,
        )

    def _act(self, call: Call, ticket: Ticket | None) -> Answer:
        # One transaction from session check to kept answer: the effect and its answer are never apart.
        with call.store.transaction():
            call = replace(call, session=gatekeeper.admit(call))
            try:
                answer = self._handler(call)
            except Counted as problem:
                refused = problem
            else:
                if ticket:
                    self._front.idempotency.keep(ticket, answer)
                return answer
        raise refused


def _received(request: Request, body: bytes) -> Received:
    path = request.scope["raw_path"].decode("ascii")
    return Received(
        method=request.method,
        path=path[path.index(BASE) :],
        query=request.scope["query_string"].decode("ascii"),
        headers=request.headers,
        body=body,
    )


def _answered(answer: Answer, headers: dict[str, str]) -> Response:
    headers |= answer.headers
    if answer.body is None:
        return Response(answer.content, answer.status, headers, answer.media_type)
    return JSONResponse(answer.body, answer.status, headers)


def _bodiless(response: Response) -> Response:
    """What HEAD gets: the status and the headers that are not about a body."""
    kept = {name: value for name, value in response.headers.items() if not name.startswith("content-")}
    return Response(status_code=response.status_code, headers=kept)
