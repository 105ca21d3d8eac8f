"""The port on the reference contract itself: one part a tag."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from kiosk.errors import PlatformUnavailable
from kiosk.platform.adapters.reference.booking import BookingDesk
from kiosk.platform.adapters.reference.cases import CaseDesk
from kiosk.platform.adapters.reference.certificates import CertificateDesk
from kiosk.platform.adapters.reference.feedback import FeedbackDesk
from kiosk.platform.adapters.reference.hall import Public
from kiosk.platform.adapters.reference.identity import Identity
from kiosk.platform.adapters.reference.items import Items
from kiosk.platform.adapters.reference.standing_in import StandingIn
from kiosk.platform.adapters.reference.supervision import Supervision
from kiosk.platform.adapters.reference.uploads import UploadDesk
from kiosk.platform.case_codes import CaseCodes
from kiosk.platform.catalogue import MAX_AGE, Catalogue
from kiosk.platform.catalogue_shelf import Shelf
from kiosk.platform.transport import Transport

__all__ = ["ReferencePlatform"]


class ReferencePlatform(
    Supervision,
    Identity,
    StandingIn,
    Items,
    Public,
    BookingDesk,
    UploadDesk,
    CaseDesk,
    CertificateDesk,
    FeedbackDesk,
):
    """Implements ``WholePlatform``; each method is one operation of the contract."""

    def __init__(
        self,
        transport: Transport,
        software_version: str = "",
        shelf: Shelf | None = None,
        max_age: timedelta = MAX_AGE,
        case_codes: CaseCodes | None = None,
    ) -> None:
        super().__init__(transport, software_version)
        self.case_codes = case_codes or CaseCodes()
        self.catalogue = Catalogue(self, shelf, max_age=max_age)

    @property
    def link_up(self) -> bool:
        """Whether the last call got an answer. True until one failed."""
        return self._transport.link_up

    def knock(self) -> None:
        """The next call is sent even if the platform was silent a moment ago."""
        self._transport.knock()

    async def catalogue_version(self) -> str:
        """Refresh the catalogue: all pages within one deadline."""
        try:
            async with asyncio.timeout(self._transport.timeout_seconds):
                return await self.catalogue.refresh()
        except TimeoutError:
            raise PlatformUnavailable("GET /items: the pages took too long") from None

    async def close(self) -> None:
        """Give connections back."""
        await self._transport.close()
