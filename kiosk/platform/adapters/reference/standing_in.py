"""Tag ``identity``: consents, subjects, delegations."""

from __future__ import annotations

from uuid import UUID

from kiosk.domain.citizen import Citizen
from kiosk.domain.consent import Consent, ConsentGiven
from kiosk.domain.subject import DelegationWish, Subject
from kiosk.platform import wire
from kiosk.platform.adapters.alike import alike
from kiosk.platform.adapters.reference.desk import Desk, given, part


class StandingIn(Desk):
    """What a person agrees to, and for whom they act."""

    async def record_consent(self, citizen: Citizen, consent: ConsentGiven, *, key: UUID) -> Consent:
        """``recordConsent``."""
        body = alike(consent, wire.ConsentRequest)
        told = await self._send("POST", "/consents", body, wire.Consent, key=key, citizen=citizen)
        return alike(told, Consent)

    async def withdraw_consent(self, citizen: Citizen, consent_id: str, *, key: UUID) -> None:
        """``withdrawConsent``."""
        await self._delete(f"/consents/{part(consent_id)}", key=key, citizen=citizen)

    async def subjects(self, citizen: Citizen, *, task_code: str | None = None) -> tuple[Subject, ...]:
        """``listSubjects``."""
        query = given(task_code=task_code)
        told = await self._get("/subjects", wire.SubjectList, query=query, citizen=citizen)
        return tuple(alike(subject, Subject) for subject in told.subjects)

    async def request_delegation(self, citizen: Citizen, wish: DelegationWish, *, key: UUID) -> Subject:
        """``requestDelegation``."""
        body = alike(wish, wire.DelegationRequest)
        told = await self._send("POST", "/delegations", body, wire.Subject, key=key, citizen=citizen)
        return alike(told, Subject)

    async def cancel_delegation(self, citizen: Citizen, delegation_id: str, *, key: UUID) -> None:
        """``cancelDelegation``."""
        await self._delete(f"/delegations/{part(delegation_id)}", key=key, citizen=citizen)
