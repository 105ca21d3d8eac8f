"""Certificates and the grants to print them."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from kiosk.domain.certificate import Certificate, GrantWish, Objection, PrintGrant, PrintOutcome
from kiosk.domain.citizen import Citizen, Level
from kiosk.domain.feedback import Interaction
from kiosk.domain.page import File, Page


class Certificates(Protocol):
    """What a person holds, and printing it."""

    async def certificates(
        self,
        citizen: Citizen,
        *,
        subject_id: str | None = None,
        type_code: str | None = None,
        task_code: str | None = None,
        cursor: str | None = None,
    ) -> Page[Certificate]:
        """Certificates held, and proofs that can be issued."""
        ...

    async def print_level(self, task_code: str) -> Level:
        """The level without which the item's certificates are not granted (``kiosk.action_levels``)."""
        ...

    async def grant(self, citizen: Citizen, certificate_id: str, wish: GrantWish, *, key: UUID) -> PrintGrant:
        """Ask to print some copies for one purpose."""
        ...

    async def grant_file(self, grant_id: str) -> File:
        """The file of an open grant; print nothing whose digests differ from the grant's."""
        ...

    async def report_outcome(self, grant_id: str, outcome: PrintOutcome, *, key: UUID) -> PrintGrant:
        """Say what came out; failed copies go back to the quota."""
        ...

    async def object_to(
        self,
        certificate_id: str,
        objection: Objection,
        *,
        key: UUID,
        citizen: Citizen | None = None,
    ) -> Interaction:
        """Say that data of a certificate are wrong."""
        ...
