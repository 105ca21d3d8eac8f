"""The port of a PC/SC reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kiosk.domain.smart_card import DocumentAccess, SocialSecurityCard, TravelDocument
from kiosk.hardware.device import Device

KIND = "smart_card"


class SmartCardReader(Device, Protocol):
    """Reads a social security card or a travel document."""

    async def read(
        self, *, access: DocumentAccess | None = None, on_found: Callable[[], None] = lambda: None
    ) -> SocialSecurityCard | TravelDocument:
        """Wait for a card, as long as it takes, and read it. Cancelling frees the reader for the next call.

        A card that lies there already is read at once, so that a document can be read again with ``access``.
        ``on_found`` is called once, in the event loop, when a card is felt and its reading begins.
        Raises ``AccessNeeded`` (a travel document, and ``access`` is ``None``), ``AccessRefused`` (``access``
        does not open it), ``ChipAltered``, ``CardLifted``, ``CardUnreadable`` or ``DeviceFault``. What is
        printed on the document (its dates, its number) is not judged here: see ``check`` of what is returned.
        """
        ...
