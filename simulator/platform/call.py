"""What an operation is given and what it answers."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from simulator.platform.clock import Clock, moment
from simulator.platform.contract import Contract, Json, Operation
from simulator.platform.settings import Settings
from simulator.platform.store import Store


@dataclass(frozen=True, slots=True)
class Session:
    """A citizen's session as it stands. Times are RFC 3339 texts."""

    session_id: str
    token: str
    device_id: str
    subject_id: str
    level: str
    proofs: tuple[str, ...]
    created_at: str
    expires_at: str
    ended_at: str | None
    deferred_until: str
    history: tuple[tuple[str, str], ...]
    """The levels reached: (since, level), oldest first."""

    def level_at(self, when: datetime) -> str:
        """Return the level that was reached at ``when``."""
        return [level for since, level in self.history if moment(since) <= when][-1]


@dataclass(frozen=True, slots=True)
class Core:
    """What every operation works with."""

    contract: Contract
    store: Store
    clock: Clock
    settings: Settings


@dataclass(frozen=True, slots=True)
class Call:
    """One checked request. ``parameters`` holds path and query; ``session`` is ``None`` without a citizen.

    ``body`` is the JSON body, ``raw`` the bytes of any; ``headers`` are lower-case.
    """

    core: Core
    operation: Operation
    device_id: str
    parameters: dict[str, Any] = field(default_factory=dict)
    body: Json = field(default_factory=dict)
    raw: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    token: str | None = None
    session: Session | None = None

    @property
    def store(self) -> Store:
        """The database."""
        return self.core.store

    @property
    def settings(self) -> Settings:
        """Hall, device and calendar data."""
        return self.core.settings

    @property
    def now(self) -> datetime:
        """The platform's time."""
        return self.core.clock.now()

    @property
    def confirmed_at(self) -> datetime:
        """When the citizen confirmed, for a request that may come late; else now."""
        confirmation = self.body.get("confirmation")
        return moment(confirmation["confirmed_at"]) if confirmation else self.now

    @property
    def citizen(self) -> Session:
        """The session of an operation that always has one."""
        if self.session is None:
            message = f"{self.operation.id} ran without a session"
            raise RuntimeError(message)
        return self.session


@dataclass(frozen=True, slots=True)
class Answer:
    """A success: a JSON ``body``, or ``content`` of ``media_type``, or nothing."""

    status: int
    body: Json | None = None
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes | None = None
    media_type: str | None = None


Handler = Callable[[Call], Answer]


def tagged(call: Call, body: Json, version: str) -> Answer:
    """Answer 200 with an ETag, or 304 when the terminal already has that version."""
    return _unless_known(call, Answer(200, body, {"ETag": f'"{version}"'}))


def file(call: Call, content: bytes, media_type: str) -> Answer:
    """Answer with a file, its ETag and its digest (RFC 9530), or 304."""
    digest = hashlib.sha256(content)
    headers = {
        "ETag": f'"{digest.hexdigest()[:32]}"',
        "Content-Digest": f"sha-256=:{base64.b64encode(digest.digest()).decode()}:",
    }
    return _unless_known(call, Answer(200, None, headers, content, media_type))


def _unless_known(call: Call, answer: Answer) -> Answer:
    etag = answer.headers["ETag"]
    known = {tag.strip().removeprefix("W/") for tag in call.headers.get("if-none-match", "").split(",")}
    return Answer(304, None, {"ETag": etag}) if etag in known else answer
