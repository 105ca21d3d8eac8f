"""Everything the contract has: what an adapter is."""

from __future__ import annotations

from typing import Protocol

from kiosk.platform.catalogue import Catalogue
from kiosk.platform.port import Help, Orders, Platform
from kiosk.platform.ports.booking import Bookings
from kiosk.platform.ports.cases import Cases, Uploads
from kiosk.platform.ports.catalogue import Catalogues, PublicReading
from kiosk.platform.ports.certificates import Certificates
from kiosk.platform.ports.feedback import Feedbacks
from kiosk.platform.ports.identity import Identities, StandingsIn
from kiosk.platform.ports.supervision import Supervised


class WholePlatform(
    Platform,
    Supervised,
    Identities,
    StandingsIn,
    Catalogues,
    PublicReading,
    Bookings,
    Uploads,
    Cases,
    Certificates,
    Feedbacks,
    Protocol,
):
    """One a province. Each of its methods but ``knock`` and ``close`` is an operation of the contract."""

    @property
    def catalogue(self) -> Catalogue:
        """The items and guides kept here; ``catalogue_version`` refreshes them."""
        ...

    async def heartbeat(self, state: Help) -> Orders:
        """Tell how this terminal is; take what the platform wants done."""
        ...
