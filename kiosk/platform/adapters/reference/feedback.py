"""Tag ``feedback``: ratings, questions, suggestions, complaints, 办不成事."""

from __future__ import annotations

from uuid import UUID

from kiosk.domain.citizen import Citizen
from kiosk.domain.feedback import CannotBeDoneReport, Complaint, Evaluation, Interaction, Message
from kiosk.domain.page import Page
from kiosk.platform import wire
from kiosk.platform.adapters.alike import alike
from kiosk.platform.adapters.reference.desk import Desk, given


class FeedbackDesk(Desk):
    """What people say, each with a receipt number."""

    async def evaluate(
        self, evaluation: Evaluation, *, key: UUID, citizen: Citizen | None = None
    ) -> Interaction:
        """``createEvaluation``."""
        return await self._said("/evaluations", alike(evaluation, wire.Evaluation), key, citizen)

    async def consult(self, message: Message, *, key: UUID, citizen: Citizen | None = None) -> Interaction:
        """``createConsultation``."""
        return await self._said("/consultations", alike(message, wire.Feedback), key, citizen)

    async def suggest(self, message: Message, *, key: UUID, citizen: Citizen | None = None) -> Interaction:
        """``createSuggestion``."""
        return await self._said("/suggestions", alike(message, wire.Feedback), key, citizen)

    async def complain(
        self, complaint: Complaint, *, key: UUID, citizen: Citizen | None = None
    ) -> Interaction:
        """``createComplaint``."""
        return await self._said("/complaints", alike(complaint, wire.Complaint), key, citizen)

    async def report_cannot_be_done(
        self, report: CannotBeDoneReport, *, key: UUID, citizen: Citizen | None = None
    ) -> Interaction:
        """``createCannotBeDoneReport``."""
        body = alike(report, wire.CannotBeDoneReport)
        return await self._said("/cannot-be-done-reports", body, key, citizen)

    async def my_interactions(self, citizen: Citizen, *, cursor: str | None = None) -> Page[Interaction]:
        """``listMyInteractions``."""
        query = given(cursor=cursor)
        told = await self._get("/interactions", wire.InteractionPage, query=query, citizen=citizen)
        return Page(tuple(alike(row, Interaction) for row in told.interactions), told.next_cursor)

    async def _said(self, path: str, body: wire.Request, key: UUID, citizen: Citizen | None) -> Interaction:
        told = await self._send("POST", path, body, wire.Interaction, key=key, citizen=citizen)
        return alike(told, Interaction)
