"""The control side at /sim: faults, what happened, and hands on the clock. Unsigned, from this machine only.

Not part of the contract: for tests and the dock.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Awaitable, Callable
from datetime import timedelta

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.platform import catalogue, control_cases, proof_codes, seed
from simulator.platform.clock import text
from simulator.platform.contract import Json
from simulator.platform.faults import Fault
from simulator.platform.gate import Front
from simulator.platform.problems import Problem

LOOPBACK = frozenset({"127.0.0.1", "::1"})
ITEM_STATUS = frozenset({"in_use", "suspended", "removed"})
Action = Callable[[Front, Request, Json], Json | None]


def build(front: Front) -> Starlette:
    """Make the control application."""
    actions: list[tuple[str, str, Action]] = [
        ("PUT", "/faults", _add_fault),
        ("DELETE", "/faults", _clear_faults),
        ("PUT", "/slowness", _slow_down),
        ("GET", "/requests", _requests),
        ("DELETE", "/requests", _forget_requests),
        ("GET", "/state", _state),
        ("GET", "/proof-key", lambda _front, _request, _body: {"pem": proof_codes.public_key()}),
        ("PUT", "/clock", _advance),
        ("PUT", "/devices/{device_id}", _enable_device),
        ("PUT", "/devices/{device_id}/secret", _new_secret),
        ("POST", "/devices/{device_id}/commands", _command),
        ("PUT", "/items/{task_code}", _item_status),
        ("PUT", "/rules", control_cases.rules),
        ("PUT", "/cases/{case_no}", control_cases.move_case),
        ("PUT", "/delegations/{delegation_id}", control_cases.review_delegation),
        ("PUT", "/certificates/{certificate_id}", control_cases.certificate_status),
        ("PUT", "/interactions/{interaction_no}", control_cases.answer_interaction),
        ("POST", "/relays/{relay_id}/uploads", control_cases.phone_sends),
    ]
    return Starlette(
        routes=[Route(path, _endpoint(front, act), methods=[method]) for method, path, act in actions]
    )


def _endpoint(front: Front, act: Action) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        if request.client is None or request.client.host not in LOOPBACK:
            return Response("only from this machine", 403)
        raw = await request.body()
        try:
            result = act(front, request, json.loads(raw) if raw else {})
        except Problem as problem:
            return JSONResponse({"error": problem.code}, problem.status)
        except (ValueError, TypeError, KeyError) as error:
            return JSONResponse({"error": str(error)}, 422)
        return Response(status_code=204) if result is None else JSONResponse(result)

    return endpoint


def _add_fault(front: Front, _: Request, body: Json) -> None:
    if body["operation"] not in {"*", *front.core.contract.operations}:
        raise ValueError(body["operation"])
    front.faults.add(Fault(**body))


def _clear_faults(front: Front, _: Request, __: Json) -> None:
    front.faults.clear()
    front.faults.slowness_s = 0.0


def _slow_down(front: Front, _: Request, body: Json) -> None:
    front.faults.slowness_s = float(body["seconds"])


def _requests(front: Front, _: Request, __: Json) -> Json:
    return {"requests": front.log.entries()}


def _forget_requests(front: Front, _: Request, __: Json) -> None:
    front.log.clear()


def _state(front: Front, _: Request, __: Json) -> Json:
    store, now = front.core.store, text(front.core.clock.now())
    tickets = store.all(
        "SELECT ticket_id, ticket_no, source, booking_id, status, reprints FROM tickets ORDER BY rowid"
    )
    open_sessions = "SELECT count(*) FROM sessions WHERE ended_at IS NULL AND expires_at > ?"
    return {
        "now": now,
        "running": front.idempotency.running_count,
        "tickets": [dict(row) for row in tickets],
        "bookings": [dict(row) for row in store.all("SELECT * FROM bookings ORDER BY rowid")],
        "sessions": {
            "all": store.count("SELECT count(*) FROM sessions"),
            "open": store.count(open_sessions, now),
        },
        "reports": store.count("SELECT count(*) FROM interactions WHERE kind = 'cannot_be_done'"),
        **control_cases.state(front.core),
        "print_records": [
            json.loads(row["body"])
            for row in store.all("SELECT body FROM journal WHERE kind = 'print' ORDER BY rowid")
        ],
        "devices": {
            row["device_id"]: {
                "enabled": bool(row["enabled"]),
                "heartbeat": json.loads(row["heartbeat"] or "null"),
            }
            for row in store.all("SELECT * FROM devices")
        },
    }


def _advance(front: Front, _: Request, body: Json) -> Json:
    front.core.clock.advance(float(body["advance_s"]))
    return {"now": text(front.core.clock.now())}


def _enable_device(front: Front, request: Request, body: Json) -> None:
    with front.core.store.transaction():
        front.core.store.run(
            "UPDATE devices SET enabled = ? WHERE device_id = ?",
            bool(body["enabled"]),
            request.path_params["device_id"],
        )


def _new_secret(front: Front, request: Request, _: Json) -> Json:
    secret = secrets.token_hex(32)
    seed.register(front.core, request.path_params["device_id"], secret)
    return {"secret": secret}


def _command(front: Front, request: Request, body: Json) -> Json:
    store = front.core.store
    expires_at = text(front.core.clock.now() + timedelta(seconds=float(body.get("expires_s", 3600))))
    with store.transaction():
        command_id = f"cm-{store.mint('command'):04d}"
        store.run(
            "INSERT INTO commands VALUES (?, ?, ?, ?, ?, NULL)",
            command_id,
            request.path_params["device_id"],
            body["kind"],
            json.dumps(body.get("args", {})),
            expires_at,
        )
    return {"command_id": command_id}


def _item_status(front: Front, request: Request, body: Json) -> None:
    if body["status"] not in ITEM_STATUS:
        raise ValueError(body["status"])
    with front.core.store.transaction():
        catalogue.set_status(
            front.core.store, request.path_params["task_code"], body["status"], front.core.clock.now()
        )
