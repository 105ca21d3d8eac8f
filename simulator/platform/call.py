"""What an operation is given and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from simulator.platform.clock import Clock
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


@dataclass(frozen=True, slots=True)
class Core:
    """What every operation works with."""

    contract: Contract
    store: Store
    clock: Clock
    settings: Settings


@dataclass(frozen=True, slots=True)
class Call:
    """One checked request. ``parameters`` holds path and query; ``session`` is ``None`` without a citizen."""

    core: Core
    operation: Operation
    device_id: str
    parameters: dict[str, Any] = field(default_factory=dict)
    body: Json = field(default_factory=dict)
    if_none_match: str = ""
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
    def citizen(self) -> Session:
        """The session of an operation that always has one."""
        if self.session is None:
            message = f"{self.operation.id} ran without a session"
            raise RuntimeError(message)
        return self.session


@dataclass(frozen=True, slots=True)
class Answer:
    """A success. ``body`` ``None``: no content."""

    status: int
    body: Json | None = None
    etag: str | None = None


Handler = Callable[[Call], Answer]


def tagged(call: Call, body: Json, version: str) -> Answer:
    """Answer 200 with an ETag, or 304 when the terminal already has that version."""
    etag = f'"{version}"'
    known = {tag.strip().removeprefix("W/") for tag in call.if_none_match.split(",")}
    return Answer(304, None, etag) if etag in known else Answer(200, body, etag)
