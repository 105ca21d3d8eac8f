"""What people say of it. Without a citizen: late delivery, or a 办不成事 report without a name."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from kiosk.domain.citizen import Citizen
from kiosk.domain.feedback import CannotBeDoneReport, Complaint, Evaluation, Interaction, Message
from kiosk.domain.page import Page


class Feedbacks(Protocol):
    """Each is answered with a receipt number."""

    async def evaluate(
        self, evaluation: Evaluation, *, key: UUID, citizen: Citizen | None = None
    ) -> Interaction:
        """Rate; one rating a target and person (``already_evaluated``)."""
        ...

    async def consult(self, message: Message, *, key: UUID, citizen: Citizen | None = None) -> Interaction:
        """Ask the item's department."""
        ...

    async def suggest(self, message: Message, *, key: UUID, citizen: Citizen | None = None) -> Interaction:
        """Suggest something."""
        ...

    async def complain(
        self, complaint: Complaint, *, key: UUID, citizen: Citizen | None = None
    ) -> Interaction:
        """Complain; not public unless the citizen says so."""
        ...

    async def report_cannot_be_done(
        self, report: CannotBeDoneReport, *, key: UUID, citizen: Citizen | None = None
    ) -> Interaction:
        """Report that it could not be done."""
        ...

    async def my_interactions(self, citizen: Citizen, *, cursor: str | None = None) -> Page[Interaction]:
        """The citizen's own, with their replies."""
        ...
