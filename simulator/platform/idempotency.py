"""The idempotency store (contract section 3): a key is bound by the first request that succeeds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from simulator.platform.call import Answer
from simulator.platform.clock import Clock
from simulator.platform.contract import Operation
from simulator.platform.problems import Problem
from simulator.platform.signing import Received, canonical_query
from simulator.platform.store import Store
from simulator.platform.validation import UUID

KEPT_S = 7 * 24 * 3600
# Credentials are given again for ten minutes only; after that the activation code is spent.
KEPT_BY_OPERATION_S = {"activateDevice": 600}


@dataclass(frozen=True, slots=True)
class Ticket:
    """A key and the request it stands for."""

    key: str
    fingerprint: str
    kept_s: int


class Idempotency:
    """Answers once given, and the keys of requests that still run."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._running: set[str] = set()

    def ticket(self, operation: Operation, device_id: str, request: Received) -> Ticket | None:
        """Return the key of a request that needs one. Raises ``Problem`` idempotency_key_missing."""
        if not operation.needs_key:
            return None
        key = request.headers.get("idempotency-key", "")
        if not UUID.fullmatch(key):
            raise Problem("idempotency_key_missing")
        parts = (device_id, request.method, request.path, canonical_query(request.query))
        fingerprint = hashlib.sha256("\n".join(parts).encode() + b"\n" + request.body).hexdigest()
        return Ticket(key.lower(), fingerprint, KEPT_BY_OPERATION_S.get(operation.id, KEPT_S))

    def stored(self, ticket: Ticket) -> Answer | None:
        """Return the answer already given to this very request. Raises ``Problem`` on a clash."""
        now = self._clock.unix()
        row = self._store.one("SELECT * FROM answers WHERE key = ? AND expires > ?", ticket.key, now)
        if row is None:
            if ticket.key in self._running:
                raise Problem("request_in_progress", retry_after=1)
            return None
        if row["fingerprint"] != ticket.fingerprint:
            raise Problem("idempotency_key_reused")
        return Answer(row["status"], None if row["body"] is None else json.loads(row["body"]))

    @property
    def running_count(self) -> int:
        """How many requests with a key run now."""
        return len(self._running)

    @contextmanager
    def running(self, ticket: Ticket | None) -> Iterator[None]:
        """Mark the request as running."""
        if ticket is None:
            yield
            return
        self._running.add(ticket.key)
        try:
            yield
        finally:
            self._running.discard(ticket.key)

    def keep(self, ticket: Ticket, answer: Answer) -> None:
        """Bind the key, inside the transaction of the effect itself."""
        body = None if answer.body is None else json.dumps(answer.body, ensure_ascii=False)
        self._store.run(
            "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)",
            ticket.key,
            ticket.fingerprint,
            answer.status,
            body,
            self._clock.unix() + ticket.kept_s,
        )
