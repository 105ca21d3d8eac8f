"""Who is here, how surely, for whom they act, and what they agreed to."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID

from kiosk.domain.citizen import Citizen
from kiosk.domain.consent import Consent, ConsentGiven
from kiosk.domain.personal import Personal
from kiosk.domain.proof import (
    CodePurpose,
    CodeSent,
    FaceMatch,
    FactorKind,
    Scanned,
    SmartCardRead,
    TypedNumber,
    Verification,
    Verified,
)
from kiosk.domain.subject import DelegationWish, Subject
from kiosk.platform.port import CardProof

Proof = CardProof | SmartCardRead | TypedNumber | FaceMatch | Verified


class Identities(Protocol):
    """Sessions and the proofs that open and raise them."""

    async def open_session(self, proofs: tuple[Proof, ...], *, key: UUID) -> Citizen:
        """Exchange proofs for a session."""
        ...

    async def raise_level(self, citizen: Citizen, proofs: tuple[Proof, ...], *, key: UUID) -> Citizen:
        """Add proofs. The citizen returned has the token that works from now on; the old one is dead."""
        ...

    async def verify_identity(
        self, id_type: str, id_no: Personal[str], name: Personal[str], *, key: UUID
    ) -> Verification:
        """Compare name and number with the population library. ``unavailable`` is no mismatch."""
        ...

    async def send_code(
        self,
        purpose: CodePurpose,
        *,
        key: UUID,
        phone: Personal[str] | None = None,
        id_no: Personal[str] | None = None,
    ) -> CodeSent:
        """Have the platform send a one-time code: to ``phone``, or to the one bound to ``id_no``."""
        ...

    async def verify_code(self, otp_id: str, code: Personal[str], *, key: UUID) -> Verification:
        """Check a one-time code. ``otp_wrong`` tells in its hints how often it can still be tried."""
        ...

    async def resolve_code(self, payload: Personal[str], scanned_at: datetime, *, key: UUID) -> Scanned:
        """Ask what a scanned code means."""
        ...

    async def verify_factor(
        self,
        factor: FactorKind,
        value: Personal[str],
        *,
        id_no: Personal[str],
        name: Personal[str],
        key: UUID,
    ) -> Verification:
        """Check one further thing only this person knows or has."""
        ...


class StandingsIn(Protocol):
    """Consents, and acting for others."""

    async def record_consent(self, citizen: Citizen, consent: ConsentGiven, *, key: UUID) -> Consent:
        """Record a separate consent."""
        ...

    async def withdraw_consent(self, citizen: Citizen, consent_id: str, *, key: UUID) -> None:
        """Take a consent back."""

    async def subjects(self, citizen: Citizen, *, task_code: str | None = None) -> tuple[Subject, ...]:
        """Whom the citizen may act for, themselves first; with ``task_code`` only in that item."""
        ...

    async def request_delegation(self, citizen: Citizen, wish: DelegationWish, *, key: UUID) -> Subject:
        """Ask to act for somebody; it starts as ``PENDING_REVIEW``."""
        ...

    async def cancel_delegation(self, citizen: Citizen, delegation_id: str, *, key: UUID) -> None:
        """Cancel a delegation given or held."""
