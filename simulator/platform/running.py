"""The platform inside a test's own process: a real socket, served by a thread."""

from __future__ import annotations

import secrets
import threading
from datetime import datetime
from types import TracebackType
from typing import Any, Self

import httpx

from simulator.platform.app import open_front
from simulator.platform.contract import Json
from simulator.platform.server import Server, bind

START_DEADLINE_S = 20
STOP_DEADLINE_S = 20


class RunningPlatform:
    """A platform on a free port until ``stop``. ``secret`` is K03's, in hex."""

    app_id = "hall-kiosk"
    device_id = "K03"

    def __init__(
        self, *, db: str = ":memory:", now: datetime | None = None, secret: str | None = None
    ) -> None:
        self.secret = secret or secrets.token_hex(32)
        self._front = open_front(db, now, self.secret, self.device_id)
        sock, self.base_url = bind(0)
        started = threading.Event()
        self._server = Server(self._front, sock, started.set)
        self._thread = threading.Thread(target=self._serve, name="platform", daemon=True)
        self._thread.start()
        if not started.wait(START_DEADLINE_S):
            message = "the platform did not start"
            raise RuntimeError(message)
        self.control = httpx.Client(
            base_url=self.base_url.removesuffix("/kiosk/v1") + "/sim/", trust_env=False
        )

    def __enter__(self) -> Self:
        """Use as a context manager."""
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        """Stop."""
        self.stop()

    def fault(self, operation: str, kind: str, **more: Any) -> None:  # noqa: ANN401 the fields of Fault
        """Put a fault into force; see :mod:`simulator.platform.faults`."""
        self._control("PUT", "faults", {"operation": operation, "kind": kind, **more})

    def mend(self) -> None:
        """Clear all faults and slowness."""
        self._control("DELETE", "faults")

    def slow_down(self, seconds: float) -> None:
        """Make every answer wait."""
        self._control("PUT", "slowness", {"seconds": seconds})

    def activate(self, device_id: str) -> str:
        """Give another seeded terminal credentials and return its secret, in hex."""
        secret: str = self._control("PUT", f"devices/{device_id}/secret").json()["secret"]
        return secret

    def advance(self, seconds: float) -> None:
        """Move the platform's clock."""
        self._control("PUT", "clock", {"advance_s": seconds})

    def move(self, case_no: str, state: str, points: list[Json] | None = None) -> None:
        """Bring a case into another state, as its department does."""
        body = {"state": state} if points is None else {"state": state, "points": points}
        self._control("PUT", f"cases/{case_no}", body)

    def requests(self, operation: str | None = None) -> list[Json]:
        """Return the exchanges so far, of one operation or all."""
        entries: list[Json] = self._control("GET", "requests").json()["requests"]
        return [entry for entry in entries if operation in {None, entry["operation"]}]

    def state(self) -> Json:
        """Return tickets, bookings, sessions, print records and devices."""
        state: Json = self._control("GET", "state").json()
        return state

    def now(self) -> datetime:
        """Return the platform's time."""
        return self._front.core.clock.now()

    def stop(self, *, wait: bool = True) -> None:
        """Stop serving and close the database. Not waiting for it spares a test a fifth of a second."""
        self.control.close()
        self._server.should_exit = True
        if wait:
            self._thread.join(STOP_DEADLINE_S)

    def _serve(self) -> None:
        self._server.serve_forever()
        self._front.core.store.close()

    def _control(self, method: str, path: str, body: Json | None = None) -> httpx.Response:
        response = self.control.request(method, path, json=body)
        response.raise_for_status()
        return response
