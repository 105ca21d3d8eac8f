"""What journeys ask of the central platform, in the hall's words. Adapters put it on a province's wire.

Every call ends within ``[platform] timeout_seconds`` and raises ``PlatformUnavailable`` (outcome unknown) or
``PlatformRefused`` (a problem document). ``key`` is the idempotency key: a repeated call with the same key
does nothing twice, so a citizen's 再试一次 keeps the key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, Protocol
from uuid import UUID

from kiosk.domain.booking import Booking, QueueTicket, TicketRequest
from kiosk.domain.card import IdCard
from kiosk.domain.citizen import Citizen
from kiosk.domain.hall import HallStatus


@dataclass(frozen=True, slots=True)
class CardProof:
    """A card read at this terminal, and when."""

    card: IdCard
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Credit:
    """Booking credit (BK-09). A suspension stops new bookings, never a walk-in number."""

    no_shows: int
    limit: int
    suspended_until: datetime | None


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a command; ``detail`` is for staff, at most 200 characters, never personal."""

    command_id: str
    result: Literal["done", "failed", "refused"]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """What a heartbeat tells beside the terminal's versions, uptime and clock. Aggregates only."""

    devices: tuple[Mapping[str, str], ...] = ()
    counters: Mapping[str, int] = field(default_factory=dict)
    help_requested: bool = False
    mode: Literal["in_service", "out_of_service", "maintenance"] = "in_service"
    config_version: str | None = None
    outbox_depth: int = 0
    outbox_age_s: int = 0
    results: tuple[Done, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """Something the platform wants done here; repeated until its result is reported."""

    command_id: str
    kind: str
    expires_at: datetime
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Orders:
    """What the platform answers to a heartbeat; ``server_time`` in unix seconds."""

    server_time: int
    next_heartbeat_s: int
    config_version: str
    catalogue_version: str
    commands: tuple[Command, ...] = ()


class Platform(Protocol):
    """The one platform this terminal is a channel of."""

    @property
    def link_up(self) -> bool:
        """Whether the last call got an answer. True until one failed."""

    def knock(self) -> None:
        """A citizen wants to try again: send the next call even if the platform was silent a moment ago."""

    async def sign_out(self, citizen: Citizen) -> None:
        """End the session at the platform."""

    async def bookings(self, citizen: Citizen, *, on: date) -> tuple[tuple[Booking, ...], Credit]:
        """The citizen's valid bookings on a day, by slot, and their booking credit."""
        ...

    async def issue_ticket(
        self, request: TicketRequest, *, key: UUID, citizen: Citizen | None
    ) -> QueueTicket:
        """Ask for a queue number. Without a citizen only as a walk-in."""
        ...

    async def ticket(self, ticket_id: str) -> QueueTicket:
        """A number that is already out."""
        ...

    async def count_reprint(self, ticket_id: str, *, reason: str, key: UUID) -> QueueTicket:
        """Count a 补打 (``printer_fault``, ``lost``, ``unreadable``); the answer carries the new count."""
        ...

    async def hall_status(self) -> HallStatus:
        """Areas, windows and queues now."""
        ...

    async def catalogue_version(self) -> str:
        """Refresh the item catalogue when it changed; return its version."""
        ...

    async def heartbeat(self, state: Help) -> Orders | None:
        """Tell the platform how this terminal is; with ``help_requested``, that a person waits for staff."""
        ...

    async def close(self) -> None:
        """Give connections back."""
