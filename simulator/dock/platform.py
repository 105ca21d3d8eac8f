"""The hand at the platform: cuts its line, slows it down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import httpx

from simulator.dock.asked import Json, word_or_none

SLOW_SECONDS: Final = 4.0
FAULTS: Final[Mapping[str, tuple[str, Json]]] = {
    "down": ("faults", {"operation": "*", "kind": "close", "times": None}),
    "busy": ("faults", {"operation": "*", "kind": "status", "status": 503, "times": None}),
    "slow": ("slowness", {"seconds": SLOW_SECONDS}),
}


class PlatformHand:
    """Talks to the control side of a platform at ``url`` (``http://127.0.0.1:PORT``)."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=f"{url}/sim/", trust_env=False)
        self._broken: str | None = None

    def fault(self, asked: Json) -> None:
        """Mend what is broken, then break this. Raises ``httpx.HTTPError`` when nobody is there."""
        name = word_or_none(asked, "fault", FAULTS)
        self._client.delete("faults").raise_for_status()
        if name is not None:
            path, body = FAULTS[name]
            self._client.put(path, json=body).raise_for_status()
        self._broken = name

    def tickets(self) -> list[Json]:
        """The queue numbers given out, in order. Raises ``httpx.HTTPError``."""
        answer = self._client.get("state")
        answer.raise_for_status()
        found: list[Json] = answer.json()["tickets"]
        return found

    def state(self) -> Json:
        """How things are; ``running`` is false when nobody answers."""
        told: dict[str, Any] = {"fault": self._broken, "faults": list(FAULTS)}
        try:
            tickets = self.tickets()
        except httpx.HTTPError:
            return {**told, "running": False, "tickets": []}
        shown = ("ticket_no", "source", "status", "reprints")
        return {**told, "running": True, "tickets": [{key: one[key] for key in shown} for one in tickets]}

    def close(self) -> None:
        """Hang up."""
        self._client.close()
