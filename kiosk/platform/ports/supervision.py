"""How the terminal is watched over by the platform."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from kiosk.domain.journal import AuditEvent, BatchResult, PrintRecord
from kiosk.domain.page import Tagged
from kiosk.domain.site import SiteRules
from kiosk.platform.port import Help, Orders


class Supervised(Protocol):
    """Heartbeat, site rules, and what the terminal hands in about itself."""

    async def heartbeat(self, state: Help) -> Orders:
        """Tell how this terminal is; take what the platform wants done. Sets the clock that signs."""
        ...

    async def site_rules(self, *, etag: str | None = None) -> Tagged[SiteRules] | None:
        """What this terminal may offer, its limits and texts; ``None``: unchanged since ``etag``."""
        ...

    async def hand_in_events(self, events: tuple[AuditEvent, ...], *, key: UUID) -> BatchResult:
        """Hand in 1 to 500 audit events; each is taken once by its id."""
        ...

    async def hand_in_prints(self, records: tuple[PrintRecord, ...], *, key: UUID) -> BatchResult:
        """Hand in 1 to 100 print records; each is taken once by its id."""
        ...
