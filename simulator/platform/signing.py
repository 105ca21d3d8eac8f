"""Request signing (contract section 2), written apart from the terminal's so that each checks the other."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote

from simulator.platform.clock import Clock
from simulator.platform.problems import Problem
from simulator.platform.store import Store

DIGESTS = {"HMAC-SM3": "sm3", "HMAC-SHA256": "sha256"}
MAX_SKEW_S = 300
NONCE_LIFE_S = 600
BARE = "-._~"
HEADERS = {
    "x-app-id": r"[0-9A-Za-z_.-]{1,64}",
    "x-device-id": r"[0-9A-Za-z_.-]{1,64}",
    "x-timestamp": r"[0-9]{10,11}",
    "x-nonce": r"[0-9A-Za-z_-]{12,64}",
    "x-sign-type": r"HMAC-SM3|HMAC-SHA256",
    "x-signature": r"[0-9a-f]{64}",
    "x-trace-id": r"[0-9a-f]{32}",
}


@dataclass(frozen=True, slots=True)
class Received:
    """A request as it came: ``path`` percent-encoded from /kiosk/v1 on, ``query`` without its mark."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


def canonical_query(query: str) -> str:
    """Decode as a form, re-encode by RFC 3986, sort by encoded name and value."""
    pairs = parse_qsl(query, keep_blank_values=True, errors="strict")
    encoded = sorted((quote(name, safe=BARE), quote(value, safe=BARE)) for name, value in pairs)
    return "&".join(f"{name}={value}" for name, value in encoded)


def canonical_text(request: Received, sign_type: str, timestamp: str, nonce: str) -> str:
    """Return the six parts that are signed, joined by LF."""
    digest = hashlib.new(DIGESTS[sign_type], request.body).hexdigest()
    return "\n".join((request.method, request.path, canonical_query(request.query), digest, timestamp, nonce))


def signature(key_hex: str, text: str, sign_type: str) -> str:
    """Return the lower-case hex HMAC of ``text``."""
    return hmac.new(bytes.fromhex(key_hex), text.encode(), DIGESTS[sign_type]).hexdigest()


def check(request: Received, store: Store, clock: Clock) -> str:
    """Return the device that signed ``request``, in the contract's order of checks. Raises ``Problem``."""
    headers = _signing_headers(request.headers)
    device = store.one(
        "SELECT secret, enabled FROM devices WHERE device_id = ? AND app_id = ? AND secret IS NOT NULL",
        headers["x-device-id"],
        headers["x-app-id"],
    )
    if device is None:
        raise Problem("device_unknown")
    if not device["enabled"]:
        raise Problem("device_disabled")
    if abs(clock.unix() - int(headers["x-timestamp"])) > MAX_SKEW_S:
        raise Problem("clock_skew", server_time=clock.unix())
    try:
        text = canonical_text(request, headers["x-sign-type"], headers["x-timestamp"], headers["x-nonce"])
    except UnicodeDecodeError:
        raise Problem("malformed_request") from None
    expected = signature(device["secret"], text, headers["x-sign-type"])
    if not hmac.compare_digest(expected, headers["x-signature"]):
        raise Problem("signature_invalid")
    _spend_nonce(store, clock, headers["x-device-id"], headers["x-nonce"])
    return headers["x-device-id"]


def _signing_headers(headers: Mapping[str, str]) -> dict[str, str]:
    if any(name not in headers for name in HEADERS):
        raise Problem("signature_missing")
    if not all(re.fullmatch(pattern, headers[name]) for name, pattern in HEADERS.items()):
        raise Problem("malformed_request")
    return {name: headers[name] for name in HEADERS}


def _spend_nonce(store: Store, clock: Clock, device_id: str, nonce: str) -> None:
    # Its own transaction: a nonce stays spent although the request is refused later.
    with store.transaction():
        store.run("DELETE FROM nonces WHERE spent_at <= ?", clock.unix() - NONCE_LIFE_S)
        if store.one("SELECT 1 FROM nonces WHERE device_id = ? AND nonce = ?", device_id, nonce):
            raise Problem("nonce_replayed")
        store.run("INSERT INTO nonces VALUES (?, ?, ?)", device_id, nonce, clock.unix())
