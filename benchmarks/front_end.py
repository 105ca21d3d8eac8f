"""A small client of the terminal API: the finger of the bench where no pixel is looked at."""

from __future__ import annotations

import http.client
import json
import time
from typing import Any, Final

WAIT: Final = 25
PATIENCE_SECONDS: Final = 40.0
LOOK_SECONDS: Final = 0.02


class CannotMeasure(Exception):
    """Says what did not come."""


class FrontEnd:
    """One connection that stays open. Waits end in ``CannotMeasure``."""

    def __init__(self, port: int, token: str) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def status(self) -> dict[str, Any] | None:
        """How the terminal is; ``None`` while it does not serve yet."""
        try:
            status, body = self._ask("GET", "/v1/status")
        except ConnectionRefusedError:
            self._line.close()
            return None
        return body if status == http.HTTPStatus.OK else None

    def ready(self) -> bool:
        """Whether every device is online and the platform answers."""
        status = self.status()
        return (
            status is not None
            and status["platform"]["link"] == "up"
            and all(device["device"] == "online" for device in status["devices"].values())
        )

    def view(self, after: int = 0) -> dict[str, Any]:
        """The next view after ``after``."""
        while True:
            if (view := self.next(after, WAIT)) is not None:
                return view

    def next(self, after: int, seconds: int) -> dict[str, Any] | None:
        """The next view after ``after``; ``None`` when none comes within so many seconds (30 at most)."""
        status, body = self._ask("GET", f"/v1/view?after={after}&wait={seconds}")
        if status not in {http.HTTPStatus.OK, http.HTTPStatus.NO_CONTENT}:
            raise CannotMeasure(f"the view: {status} {body}")
        return body or None

    def sees(self, name: str) -> dict[str, Any]:
        """Wait for a view of this name."""
        after, seen = 0, []
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            view = self.view(after)
            if view["view"] == name:
                return view
            after = view["seq"]
            seen.append(view["view"] if view["view"] != "fault" else view["data"]["reason"])
        raise CannotMeasure(f"no {name}, only {seen}")

    def answers(self, view: dict[str, Any], choice: str, **values: str) -> bool:
        """Choose; false when the view was gone by then."""
        told = json.dumps({"seq": view["seq"], "choice": choice, "values": values})
        status, _ = self._ask("POST", "/v1/answer", told)
        return status == http.HTTPStatus.NO_CONTENT

    def begins_check_in(self) -> dict[str, Any]:
        """From home to the prompt for a card."""
        return self.begins("check_in", "present_credential")

    def begins(self, service: str, view: str) -> dict[str, Any]:
        """From home to the first view of a service."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            if self.answers(self.sees("home"), service):
                return self.sees(view)
            time.sleep(LOOK_SECONDS)
        raise CannotMeasure(f"{service} cannot be chosen")

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, dict[str, Any]]:
        self._line.request(method, path, body, self._headers)
        answer = self._line.getresponse()
        raw = answer.read()
        return answer.status, json.loads(raw) if raw else {}
