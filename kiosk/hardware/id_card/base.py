"""The port of an identity-card reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kiosk.domain.card import IdCard
from kiosk.hardware.device import Device

KIND = "id_card"


class IdCardReader(Device, Protocol):
    """Reads a card that a person lays on it."""

    async def read(self, *, on_found: Callable[[], None] = lambda: None) -> IdCard:
        """Wait for a card, as long as it takes, and read it. Cancelling frees the reader for the next call.

        ``on_found`` is called once, in the event loop, when a card is felt and its reading begins.
        Raises ``CardLifted``, ``CardUnreadable`` or ``DeviceFault``. What is printed on the document
        (its dates, its number) is not judged here: see ``IdCard.check``.
        """
        ...
