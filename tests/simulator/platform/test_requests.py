"""Closed requests and unknown paths."""

from __future__ import annotations

import httpx
import pytest

from simulator.platform import app, contract, problems
from simulator.platform.running import RunningPlatform
from tests.simulator.platform.terminal import Terminal, code, proof


def errors(answer: httpx.Response) -> list[tuple[str, str]]:
    assert code(answer) == (422, "validation_failed")
    return sorted((error["pointer"], error["code"]) for error in answer.json()["errors"])


def test_every_code_of_the_contract_has_a_status_and_citizens_words() -> None:
    codes = set(contract.load().document["components"]["schemas"]["ProblemCode"]["enum"])
    assert set(contract.load().problems) == codes
    assert set(problems.details()) == codes


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"source": "walk_in", "area_code": "A", "name": "张示例"}, [("/name", "unknown_member")]),
        ({}, [("/source", "required")]),
        ({"source": "phone"}, [("/source", "choice")]),
        ({"source": "booking"}, [("/booking_id", "required")]),
        ({"source": "walk_in"}, [("/task_code", "required")]),
        ({"source": "walk_in", "area_code": "A", "booking_id": "bk-0001"}, [("", "not_allowed")]),
        ({"source": "walk_in", "area_code": "?"}, [("/area_code", "format")]),
        ([], [("", "format")]),
    ],
)
def test_a_body_that_does_not_fit(terminal: Terminal, body: object, expected: list[tuple[str, str]]) -> None:
    assert set(expected) <= set(errors(terminal.post("/queue-tickets", body)))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"photo": "…"}, ("/proofs/0/photo", "unknown_member")),
        ({"valid_to": "2036-13-01"}, ("/proofs/0/valid_to", "format")),
        ({"read_at": "2026-03-12T10:24:00"}, ("/proofs/0/read_at", "format")),
        ({"id_type": "library_card"}, ("/proofs/0/id_type", "choice")),
    ],
)
def test_the_kind_of_a_proof_says_what_it_may_hold(
    terminal: Terminal, changes: dict[str, str], expected: tuple[str, str]
) -> None:
    assert expected in errors(terminal.post("/sessions", {"proofs": [proof("two_bookings", **changes)]}))


@pytest.mark.parametrize("body", [b"", b"{", b"NaN", b"\xff"])
def test_what_is_not_json(terminal: Terminal, body: bytes) -> None:
    assert code(terminal.send("POST", "/queue-tickets", body)) == (400, "malformed_request")


def test_a_body_where_none_belongs(terminal: Terminal) -> None:
    assert code(terminal.send("GET", "/hall/status", b"{}")) == (400, "malformed_request")


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=x", "limit=1&limit=2", "cursor=x", "changed_since=1"]
)
def test_a_parameter_that_does_not_fit(terminal: Terminal, query: str) -> None:
    assert code(terminal.get(f"/items?{query}")) == (400, "malformed_request")


def test_an_unknown_parameter(terminal: Terminal) -> None:
    assert errors(terminal.get("/items?name=x")) == [("name", "unknown_member")]


@pytest.mark.parametrize("path", ["/nothing", "/items/", "/queue-tickets/a/b"])
def test_a_path_outside_the_contract(terminal: Terminal, path: str) -> None:
    assert code(terminal.http_get(path)) == (404, "not_found")


def test_every_operation_of_the_contract_is_there() -> None:
    assert set(app.HANDLERS) == set(contract.load().operations)


def test_an_unsigned_request_learns_nothing(platform: RunningPlatform) -> None:
    assert code(httpx.get(f"{platform.base_url}/faq", trust_env=False)) == (401, "signature_missing")
