"""Signs what is on the wire, for tools that make their own requests; keeps a citizen signed in."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase

from simulator.platform import signing
from simulator.platform.contract import Json
from simulator.platform.running import RunningPlatform
from simulator.platform.signing import Received
from tests.simulator.platform.papers import LEGAL_AID, announce, confirmation
from tests.simulator.platform.terminal import Terminal

PERSON = "all_states"
DEVICE = "K04"
NOT_SIGNED = "/kiosk/v1/devices/activate"


class Signer(AuthBase):
    """An ``auth`` for requests. Every second request names things that are there."""

    def __init__(self, platform: RunningPlatform) -> None:
        self.base_url = platform.base_url
        self._platform = platform
        # Not K03: the contract's example activates that one, which ends its old credentials.
        self._secret = platform.activate(DEVICE)
        self._terminal = Terminal(platform, DEVICE, self._secret)
        self._session: Json | None = None
        self._count = 0

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Sign the bytes as they go out."""
        url = urlsplit(str(request.url))
        if url.path != NOT_SIGNED:
            sent: Any = request.body or b""
            body: bytes = sent.encode() if isinstance(sent, str) else sent
            stamp, nonce = str(int(self._platform.now().timestamp())), secrets.token_hex(12)
            received = Received(str(request.method), url.path, url.query, {}, body)
            text = signing.canonical_text(received, "HMAC-SM3", stamp, nonce)
            request.headers.update(
                {
                    "X-App-Id": "hall-kiosk",
                    "X-Device-Id": DEVICE,
                    "X-Timestamp": stamp,
                    "X-Nonce": nonce,
                    "X-Sign-Type": "HMAC-SM3",
                    "X-Trace-Id": secrets.token_hex(16),
                    "X-Signature": signing.signature(self._secret, text, "HMAC-SM3"),
                    "Authorization": f"Bearer {self._session['access_token'] if self._session else ''}",
                }
            )
        return request

    def fill_in(self, case: Any) -> None:
        """Sign in anew where needed, and let a right request name what exists."""
        if self._session is None:
            self._session = self._terminal.sign_in_fully(PERSON)
        self._count += 1
        if self._count % 2 and case.meta and case.meta.generation.mode.is_positive:
            there = self._there(case.path)
            case.path_parameters |= {name: there[name] for name in case.path_parameters if name in there}
            if isinstance(case.body, dict) and "confirmation" in case.body:
                case.body["confirmation"] = confirmation(self._terminal, self._session)

    def note(self, status: int) -> None:
        """Sign in anew next time when the session has gone."""
        if status == 401:
            self._session = None

    def _there(self, path: str) -> dict[str, str]:
        terminal, there = (
            self._terminal,
            {"task_code": LEGAL_AID, "file_id": "m2", "delegation_id": "de-0001"},
        )
        if "{case_no}" in path:
            there["case_no"] = terminal.get("/cases?holder=me").json()["cases"][0]["case_no"]
            there["document_id"] = "do-0001"
        if "{ticket_id}" in path:
            walk_in = {"source": "walk_in", "area_code": "A"}
            there["ticket_id"] = terminal.post("/queue-tickets", walk_in).json()["ticket_id"]
        if "{upload_id}" in path and self._session:
            there["upload_id"] = announce(terminal, self._session).json()["upload_id"]
        if "{relay_id}" in path:
            wanted = {"task_code": LEGAL_AID, "material_id": "m4"}
            there["relay_id"] = terminal.post("/upload-relays", wanted).json()["relay_id"]
        if "{consent_id}" in path:
            there["consent_id"] = terminal.consent("face")
        if "{certificate_id}" in path or "{grant_id}" in path:
            proof = terminal.get("/certificates?limit=200").json()["certificates"][-1]["certificate_id"]
            there["certificate_id"] = proof
        return there
