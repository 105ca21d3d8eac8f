"""The terminal's own state, for whoever looks after it. No personal data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from kiosk.hardware.device import DeviceStatus
from kiosk.journeys.hall import Capability
from kiosk.terminal_api.encode import plain


@dataclass(frozen=True, slots=True)
class Outbox:
    """What waits to be sent to the platform; the age in whole seconds, 0 when nothing waits."""

    depth: int = 0
    oldest_age_s: int = 0


class StatusSource(Protocol):
    """What the API needs to know of the terminal. Answers at once, from what is already known."""

    @property
    def link_up(self) -> bool:
        """Whether the platform answered the last call."""

    @property
    def catalogue_version(self) -> str | None:
        """The item catalogue's version; ``None`` before it was first loaded."""

    @property
    def software_version(self) -> str:
        """This program's version."""

    def devices(self) -> Mapping[str, DeviceStatus]:
        """Every configured device's last known status, by kind (``ticket_printer``)."""
        ...

    def capabilities(self) -> Mapping[str, Capability]:
        """What can be done here now, by name (``check_in``)."""
        ...

    def outbox(self) -> Outbox:
        """What waits to be sent."""
        ...


def report(source: StatusSource) -> dict[str, Any]:
    """The body of ``GET /v1/status``."""
    return {
        "devices": plain(source.devices()),
        "capabilities": plain(source.capabilities()),
        "outbox": plain(source.outbox()),
        "platform": {"link": "up" if source.link_up else "down"},
        "catalogue": {"version": source.catalogue_version},
        "software": {"version": source.software_version},
    }
