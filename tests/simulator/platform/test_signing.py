"""Section 2: the vectors, and each check of a signed request."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from simulator.platform import contract, signing
from simulator.platform.running import RunningPlatform
from simulator.platform.signing import Received
from tests.simulator.platform.terminal import Terminal, code

VECTORS = contract.load().document["x-signing-vectors"]
CHECKED = [(vector, kind) for vector in VECTORS["vectors"] for kind in ("HMAC-SM3", "HMAC-SHA256")]


@pytest.mark.parametrize(("vector", "kind"), CHECKED)
def test_the_worked_vectors(vector: dict[str, Any], kind: str) -> None:
    request = Received(vector["method"], vector["path"], vector["query"], {}, vector["body"].encode())
    text = signing.canonical_text(request, kind, vector["timestamp"], vector["nonce"])
    assert text == vector[kind]["canonical"]
    assert signing.signature(VECTORS["key_hex"], text, kind) == vector[kind]["signature"]


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("b=1&a=2&a=1", "a=1&a=2&b=1"),
        ("a", "a="),
        ("a=%7e%2A+%2f", "a=~%2A%20%2F"),
        ("a-=1&a=2", "a=2&a-=1"),
        ("q=%E7%A4%BE", "q=%E7%A4%BE"),
    ],
)
def test_the_canonical_query(query: str, canonical: str) -> None:
    assert signing.canonical_query(query) == canonical


@pytest.mark.parametrize("kind", ["HMAC-SM3", "HMAC-SHA256"])
def test_both_sign_types_open_the_door(terminal: Terminal, kind: str) -> None:
    terminal.sign_type = kind
    assert terminal.get("/items?q=%E7%A4%BE%E4%BF%9D+%E5%8D%A1&limit=5").status_code == 200


@pytest.mark.parametrize("header", sorted(signing.HEADERS))
def test_a_missing_header_is_named_so(terminal: Terminal, header: str) -> None:
    answer = terminal.get("/hall/status", **{header.replace("-", "_"): "(none)"})
    assert code(answer) == (401, "signature_missing")


@pytest.mark.parametrize(
    "headers",
    [{"x_nonce": "short"}, {"x_timestamp": "now"}, {"x_sign_type": "HMAC-SHA1", "x_signature": "0" * 64}],
)
def test_an_ill_formed_header(terminal: Terminal, headers: dict[str, str]) -> None:
    assert code(terminal.get("/hall/status", **headers)) == (400, "malformed_request")


@pytest.mark.parametrize("headers", [{"x_device_id": "K99"}, {"x_app_id": "other"}, {"x_device_id": "K04"}])
def test_an_unknown_app_or_device_or_one_without_credentials(
    terminal: Terminal, headers: dict[str, str]
) -> None:
    assert code(terminal.get("/hall/status", **headers)) == (401, "device_unknown")


def test_a_disabled_device(platform: RunningPlatform, terminal: Terminal) -> None:
    platform.control.put("devices/K03", json={"enabled": False}).raise_for_status()
    assert code(terminal.get("/hall/status")) == (403, "device_disabled")
    platform.control.put("devices/K03", json={"enabled": True}).raise_for_status()
    assert terminal.get("/hall/status").status_code == 200


@pytest.mark.parametrize("off_s", [-310, 310])
def test_a_wrong_clock_is_told_the_right_time(terminal: Terminal, off_s: int) -> None:
    now = int(terminal.platform.now().timestamp())
    answer = terminal.get("/hall/status", x_timestamp=str(now + off_s))
    assert code(answer) == (401, "clock_skew")
    assert now <= answer.json()["server_time"] <= now + 60


@pytest.mark.parametrize("off_s", [-240, 240])
def test_a_clock_within_five_minutes_will_do(terminal: Terminal, off_s: int) -> None:
    now = int(terminal.platform.now().timestamp())
    assert terminal.get("/hall/status", x_timestamp=str(now + off_s)).status_code == 200


def test_a_wrong_signature(terminal: Terminal) -> None:
    terminal.secret = "00" * 32
    assert code(terminal.get("/hall/status")) == (401, "signature_invalid")


def test_a_changed_body_breaks_the_signature(terminal: Terminal, platform: RunningPlatform) -> None:
    def change(request: httpx.Request) -> None:
        request.stream = httpx.ByteStream(b'{"source": "walk_in", "area_code": "B"}')

    terminal.http.event_hooks = {"request": [change]}
    answer = terminal.post("/queue-tickets", {"source": "walk_in", "area_code": "A"})
    assert code(answer) == (401, "signature_invalid")
    assert platform.state()["tickets"] == []


def test_a_nonce_is_good_once_in_ten_minutes(terminal: Terminal, platform: RunningPlatform) -> None:
    nonce = "n-0001-abcdefgh"
    assert terminal.get("/hall/status", x_nonce=nonce).status_code == 200
    assert code(terminal.get("/hall/status", x_nonce=nonce)) == (401, "nonce_replayed")
    platform.advance(601)
    assert terminal.get("/hall/status", x_nonce=nonce).status_code == 200


def test_only_a_rightly_signed_request_spends_its_nonce(terminal: Terminal) -> None:
    nonce = "n-0002-abcdefgh"
    assert code(terminal.get("/hall/status", x_nonce=nonce, x_signature="0" * 64)) == (
        401,
        "signature_invalid",
    )
    assert terminal.get("/hall/status", x_nonce=nonce).status_code == 200


def test_a_refused_request_still_spends_its_nonce(terminal: Terminal) -> None:
    nonce = "n-0003-abcdefgh"
    assert code(terminal.get("/queue-tickets/ti-9999", x_nonce=nonce)) == (404, "not_found")
    assert code(terminal.get("/hall/status", x_nonce=nonce)) == (401, "nonce_replayed")


def test_the_trace_id_comes_back(terminal: Terminal) -> None:
    trace_id = "0123456789abcdef0123456789abcdef"
    refused = terminal.get("/queue-tickets/ti-9999", x_trace_id=trace_id)
    assert refused.json()["trace_id"] == refused.headers["X-Trace-Id"] == trace_id
