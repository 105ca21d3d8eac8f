"""Every device that can tell who stands here, heard at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from kiosk.domain.card import IdCard
from kiosk.domain.personal import Personal
from kiosk.domain.smart_card import DocumentAccess, SocialSecurityCard, TravelDocument
from kiosk.errors import DeviceFault
from kiosk.hardware.code_scanner.base import KIND as SCANNER
from kiosk.hardware.id_card.base import KIND as ID_CARD
from kiosk.hardware.smart_card.base import KIND as SMART_CARD
from kiosk.journeys.hall import Hall

BACK_SECONDS = 1.0


class Ears:
    """The readers and the scanner of a hall. Each waits for ever where its device is missing or down.

    ``changed`` is called, in the event loop, when a device that was down may be back: the ways to be offered
    are others then. ``found``, with the reader's kind, when a card is felt.
    """

    def __init__(self, hall: Hall, *, found: Callable[[str], None], changed: Callable[[], None]) -> None:
        self._hall = hall
        self._found = found
        self._changed = changed

    async def id_card(self) -> IdCard:
        """The next card on the reader. Raises its ``CitizenError`` or ``DeviceFault``."""
        await self._usable(ID_CARD)
        assert self._hall.id_card is not None  # noqa: S101 only a configured device is usable
        return await self._hall.id_card.read(on_found=partial(self._found, ID_CARD))

    async def smart_card(self, access: DocumentAccess | None) -> SocialSecurityCard | TravelDocument:
        """The card in the slot or on the PC/SC reader. Its ``DeviceFault`` is raised only in mid-read."""
        felt = False

        def found() -> None:
            nonlocal felt
            felt = True
            self._found(SMART_CARD)

        while True:
            await self._usable(SMART_CARD)
            assert self._hall.smart_card is not None  # noqa: S101 only a configured device is usable
            try:
                return await self._hall.smart_card.read(access=access, on_found=found)
            except DeviceFault:
                if felt:
                    raise
                await self._lost(SMART_CARD)

    async def code(self) -> Personal[str]:
        """The next code before the scanner; where it fails, nobody who uses something else is disturbed."""
        while True:
            await self._usable(SCANNER)
            assert self._hall.code_scanner is not None  # noqa: S101 only a configured device is usable
            try:
                return await self._hall.code_scanner.read()
            except DeviceFault:
                await self._lost(SCANNER)

    async def _usable(self, kind: str) -> None:
        while getattr(self._hall, kind) is None or not self._hall.usable(kind):
            await asyncio.sleep(BACK_SECONDS)
            self._changed()

    async def _lost(self, kind: str) -> None:
        self._hall.devices.look_again(kind)
        await asyncio.sleep(BACK_SECONDS)
        self._changed()
