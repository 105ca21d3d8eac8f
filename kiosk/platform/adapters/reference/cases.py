"""Tag ``case``: submitting, following, correcting, withdrawing."""

from __future__ import annotations

from typing import TypeVar, cast
from uuid import UUID

from msgspec.structs import replace

from kiosk.domain.case import CaseFull, CaseMinimal, CaseSummary
from kiosk.domain.case_state import CaseState
from kiosk.domain.citizen import Citizen
from kiosk.domain.feedback import Interaction
from kiosk.domain.page import File, Page
from kiosk.domain.personal import Personal
from kiosk.domain.submission import Correction, ResultReceipt, Submission
from kiosk.platform import wire
from kiosk.platform.adapters.alike import alike
from kiosk.platform.adapters.reference.desk import Desk, given, part
from kiosk.platform.case_codes import CaseCodes

PAGE_SIZE = "200"
S = TypeVar("S", wire.CaseSummary, wire.CaseMinimal, wire.CaseFull, wire.Child)
CASE_VIEW = cast("type[wire.CaseMinimal | wire.CaseFull]", wire.CaseMinimal | wire.CaseFull)


class CaseDesk(Desk):
    """Cases. Their numbers are the platform's."""

    case_codes = CaseCodes()

    async def my_cases(
        self,
        citizen: Citizen,
        *,
        subject_id: str | None = None,
        state: CaseState | None = None,
        task_code: str | None = None,
        cursor: str | None = None,
    ) -> Page[CaseSummary]:
        """``listMyCases``."""
        filters = given(subject_id=subject_id, state=state, task_code=task_code, cursor=cursor)
        query = (("holder", "me"), ("limit", PAGE_SIZE), *filters)
        told = await self._get("/cases", wire.CasePage, query=query, citizen=citizen)
        return Page(tuple(alike(self._known(case), CaseSummary) for case in told.cases), told.next_cursor)

    async def case(
        self, case_no: str, *, citizen: Citizen | None = None, full: bool = False
    ) -> CaseMinimal | CaseFull:
        """``getCase``; with ``full`` another's case is refused instead of shown minimally."""
        query = given(view="full" if full else None)
        told = await self._get(_case(case_no), CASE_VIEW, query=query, citizen=citizen)
        return self._full(told) if isinstance(told, wire.CaseFull) else alike(self._known(told), CaseMinimal)

    async def submit(self, submission: Submission, *, key: UUID, citizen: Citizen | None = None) -> CaseFull:
        """``submitCase``. Raises ``open_case_exists`` with the case under way in ``existing`` (CH-13)."""
        return await self._case("/cases", alike(submission, wire.CaseSubmission), key, citizen)

    async def correct(
        self, case_no: str, correction: Correction, *, key: UUID, citizen: Citizen | None = None
    ) -> CaseFull:
        """``submitCorrection``."""
        body = alike(correction, wire.Correction)
        return await self._case(_case(case_no) + "/corrections", body, key, citizen)

    async def withdraw(self, citizen: Citizen, case_no: str, reason: Personal[str], *, key: UUID) -> CaseFull:
        """``withdrawCase``."""
        return await self._case(_case(case_no) + "/withdrawal", wire.Withdrawal(reason), key, citizen)

    async def remind(self, citizen: Citizen, case_no: str, *, key: UUID) -> Interaction:
        """``remindCase``."""
        path = _case(case_no) + "/reminders"
        told = await self._send("POST", path, None, wire.Interaction, key=key, citizen=citizen)
        return alike(told, Interaction)

    async def sign_for_result(
        self, case_no: str, receipt: ResultReceipt, *, key: UUID, citizen: Citizen | None = None
    ) -> CaseFull:
        """``signForResult``."""
        body = alike(receipt, wire.DeliveryReceipt)
        return await self._case(_case(case_no) + "/deliveries", body, key, citizen)

    async def case_document(self, citizen: Citizen, case_no: str, document_id: str) -> File:
        """``getCaseDocument``."""
        return await self._file(f"{_case(case_no)}/documents/{part(document_id)}", citizen=citizen)

    async def _case(self, path: str, body: wire.Request, key: UUID, citizen: Citizen | None) -> CaseFull:
        return self._full(await self._send("POST", path, body, wire.CaseFull, key=key, citizen=citizen))

    def _full(self, told: wire.CaseFull) -> CaseFull:
        children = tuple(self._known(child) for child in told.children)
        return alike(replace(self._known(told), children=children), CaseFull)

    def _known(self, told: S) -> S:
        """With the contract's state where a province has a code of its own."""
        return replace(told, state=self.case_codes.canonical(told.state))


def _case(case_no: str) -> str:
    return f"/cases/{part(case_no)}"
