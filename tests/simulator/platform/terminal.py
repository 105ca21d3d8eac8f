"""A signing terminal for tests. Every answer is held against the contract's own schema."""

from __future__ import annotations

import json
import secrets
import uuid
from datetime import datetime
from typing import Any

import httpx
from jsonschema import Draft202012Validator

from simulator.platform import contract, signing
from simulator.platform.contract import URI, Json
from simulator.platform.running import RunningPlatform
from simulator.platform.settings import citizens
from simulator.platform.signing import Received
from simulator.platform.validation import FORMATS

NOW = datetime.fromisoformat("2026-03-12T10:24:00+08:00")
PEOPLE: dict[str, Json] = {person["key"]: person for person in citizens()}


class Terminal:
    """Signs as a terminal does. ``token`` goes with every request once there is one."""

    def __init__(
        self,
        platform: RunningPlatform,
        device_id: str = "K03",
        secret: str | None = None,
        base_url: str | None = None,
    ) -> None:
        self.platform = platform
        self.base_url = base_url or platform.base_url
        self.device_id = device_id
        self.secret = secret or platform.secret
        self.sign_type = "HMAC-SM3"
        self.token: str | None = None
        # Each call on a fresh connection: some of them are dropped on purpose.
        self.http = httpx.Client(
            trust_env=False, limits=httpx.Limits(max_keepalive_connections=0), timeout=30
        )

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.send("GET", path, **more)

    def post(self, path: str, body: object, **more: Any) -> httpx.Response:
        return self.send("POST", path, json.dumps(body, ensure_ascii=False).encode(), **more)

    def send(
        self, method: str, path: str, body: bytes = b"", *, key: str | None = None, **headers: str
    ) -> httpx.Response:
        """Send one signed request; ``headers`` (x_nonce="…") replace what would have been sent."""
        path, _, query = f"/kiosk/v1{path}".partition("?")
        sent = {
            "x-app-id": "hall-kiosk",
            "x-device-id": self.device_id,
            "x-timestamp": str(int(self.platform.now().timestamp())),
            "x-nonce": secrets.token_hex(12),
            "x-sign-type": self.sign_type,
            "x-trace-id": secrets.token_hex(16),
            "content-type": "application/json",
        }
        if method != "GET":
            sent["idempotency-key"] = key or str(uuid.uuid4())
        if self.token:
            sent["authorization"] = f"Bearer {self.token}"
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        request = Received(method, path, query, sent, body)
        text = signing.canonical_text(request, self.sign_type, sent["x-timestamp"], sent["x-nonce"])
        sent.setdefault("x-signature", signing.signature(self.secret, text, self.sign_type))
        sent = {name: value for name, value in sent.items() if value != "(none)"}
        url = self.base_url.removesuffix("/kiosk/v1") + path + (f"?{query}" if query else "")
        response = self.http.request(method, url, content=body, headers=sent)
        assert_fits_contract(method, path.removeprefix("/kiosk/v1"), response)
        return response

    def http_get(self, path: str) -> httpx.Response:
        """Ask for a path that the contract does not have; nothing to sign, nothing to check."""
        return self.http.get(self.base_url + path)

    def consent(self, kind: str, **more: str) -> str:
        """Give a consent of the session's person and return its number."""
        versions = {"face": "face-3", "certificate_use": "cert-1", "data_sharing": "data-1"}
        given = {"kind": kind, "text_version": versions[kind], "given_at": NOW.isoformat(), "method": "touch"}
        answer = self.post("/consents", {**given, **more})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["consent_id"])

    def sign_in_fully(self, person: str) -> Json:
        """Open a session of level L3: card and face."""
        self.token = None
        self.sign_in(person)
        answer = self.post("/sessions/current/proofs", {"proofs": [face(self.consent("face"))]})
        assert answer.status_code == 200, answer.text
        session: Json = answer.json()
        self.token = session["access_token"]
        return session

    def sign_in(self, person: str, kind: str = "id_card") -> Json:
        """Open a session for one of the invented people and keep its token."""
        response = self.post("/sessions", {"proofs": [proof(person, kind)]})
        assert response.status_code == 201, response.text
        session: Json = response.json()
        self.token = session["access_token"]
        return session


def proof(person: str, kind: str = "id_card", **changes: object) -> Json:
    """Make the proof that a card read (or a typed number) gives."""
    who = PEOPLE[person]
    plain = {"kind": kind, "id_type": "resident_id_card", "id_no": who["id_no"]}
    if kind == "typed_number":
        return {**plain, **changes}
    card = {"name": who["name"], "valid_to": who["valid_to"], "read_at": NOW.isoformat()}
    return {**plain, **card, **changes}


def face(consent_id: str, **changes: object) -> Json:
    """Make the proof of a face compared on the terminal."""
    told = {"score": 0.8, "threshold": 0.55, "algorithm": "sample-1", "liveness": "passed"}
    return {"kind": "face_match", "consent_id": consent_id, "decided_at": NOW.isoformat(), **told, **changes}


def assert_fits_contract(method: str, path: str, response: httpx.Response) -> None:
    """Hold a JSON answer against the schema the contract gives for it."""
    known = contract.load()
    kind = response.headers.get("content-type", "")
    if kind == "application/problem+json":
        schema = f"{URI}#/components/schemas/Problem"
    elif kind == "application/json":
        operation = next(
            o for o in known.operations.values() if o.method == method and _matches(o.path, path)
        )
        pointer = operation.path.replace("/", "~1")
        schema = (
            f"{URI}#/paths/{pointer}/{method.lower()}/responses/{response.status_code}"
            "/content/application~1json/schema"
        )
    else:
        return
    Draft202012Validator({"$ref": schema}, registry=known.registry, format_checker=FORMATS).validate(
        response.json()
    )


def _matches(template: str, path: str) -> bool:
    parts, given = template.split("/"), path.split("/")
    return len(parts) == len(given) and all(
        p == g or p.startswith("{") for p, g in zip(parts, given, strict=True)
    )


def code(response: httpx.Response) -> tuple[int, str]:
    """Return the status and the problem code."""
    return response.status_code, response.json()["code"]
