"""Who is signed in, and how surely (contract section 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.personal import Personal


class Level(StrEnum):
    """How surely the platform knows a person: L0 not at all … L4 with a certificate. Ordered."""

    L0 = "L0"
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    L4 = "L4"


@dataclass(frozen=True, slots=True)
class WayUp:
    """A way to a higher level: kinds of proof that are still needed, all of them."""

    level: Level
    proofs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Citizen:
    """A person with an open platform session. Lives in memory and dies with the visit."""

    session_id: str
    token: Personal[str]
    level: Level
    who: str
    """Masked name, as it may be shown."""
    expires_at: datetime
    booking_suspended_until: datetime | None = None
    deferred_until: datetime | None = None
    """Until when a confirmed submission may reach the platform late."""
    subject_id: str = ""
    age_band: str | None = None
    """``under_14``, ``from_14_to_17``, ``adult`` or ``from_60``; ``None`` where the platform does not say."""
    ways_up: tuple[WayUp, ...] = ()
    updates: int = 0
    """Unread progress of this person's cases."""
