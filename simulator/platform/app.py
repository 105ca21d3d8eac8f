"""The platform as one ASGI application: the contract under /kiosk/v1, the control side under /sim."""

from __future__ import annotations

import re
from datetime import datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from simulator.platform import (
    bookings,
    case_actions,
    cases,
    catalogue,
    certificates,
    consents,
    contract,
    control,
    corrections,
    delegations,
    devices,
    evaluations,
    feedback,
    grants,
    hall,
    identity,
    interactions,
    item_files,
    journal,
    otp,
    prefill,
    publications,
    relays,
    seed,
    sessions,
    settings,
    slots,
    subjects,
    submission,
    tickets,
    uploads,
)
from simulator.platform.call import Core, Handler
from simulator.platform.clock import Clock
from simulator.platform.connections import Connections
from simulator.platform.faults import Faults
from simulator.platform.gate import Front, Gate
from simulator.platform.idempotency import Idempotency
from simulator.platform.problems import Problem
from simulator.platform.request_log import RequestLog
from simulator.platform.store import Store

# A further part of the contract is a further module here.
MODULES = (
    devices,
    journal,
    identity,
    otp,
    sessions,
    consents,
    subjects,
    delegations,
    catalogue,
    item_files,
    prefill,
    hall,
    publications,
    slots,
    bookings,
    tickets,
    uploads,
    relays,
    submission,
    cases,
    corrections,
    case_actions,
    certificates,
    grants,
    evaluations,
    feedback,
    interactions,
)
HANDLERS: dict[str, Handler] = {
    name: handler for module in MODULES for name, handler in module.OPERATIONS.items()
}


def open_front(db: str, now: datetime | None, device_secret: str | None, device_id: str = "K03") -> Front:
    """Open and seed the database. ``now`` sets the clock; ``device_secret`` (hex) spares the activation."""
    clock, store = Clock(now), Store(db)
    core = Core(contract.load(), store, clock, settings.load())
    seed.fill(core)
    if device_secret is not None:
        seed.register(core, device_id, device_secret)
    return Front(core, Idempotency(store, clock), Faults(), RequestLog(clock), Connections())


def build(front: Front) -> Starlette:
    """Make the application."""
    routes = [_route(front, operation) for operation in front.core.contract.operations.values()]
    app = Starlette(
        routes=[*routes, Mount("/sim", control.build(front))],
        exception_handlers={404: _not_found, 405: _not_found},
    )
    # The contract follows no redirects: /items/ is simply not there.
    app.router.redirect_slashes = False
    return app


def _route(front: Front, operation: contract.Operation) -> Route:
    route = Route(contract.BASE + operation.path, Gate(front, operation, HANDLERS[operation.id]))
    # Just this method: Starlette would add HEAD to every GET.
    route.methods = {operation.method}
    return route


def _not_found(request: Request, _: Exception) -> Response:
    trace_id = request.headers.get("x-trace-id", "")
    return Problem("not_found").response(trace_id if re.fullmatch("[0-9a-f]{32}", trace_id) else "")
