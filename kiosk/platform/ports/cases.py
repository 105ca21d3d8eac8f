"""Handing in and following cases. Without a citizen: late delivery (contract section 4)."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from kiosk.domain.case import CaseFull, CaseMinimal, CaseSummary
from kiosk.domain.case_state import CaseState
from kiosk.domain.citizen import Citizen
from kiosk.domain.feedback import Interaction
from kiosk.domain.page import File, Page
from kiosk.domain.personal import Personal
from kiosk.domain.submission import Correction, ResultReceipt, Submission
from kiosk.domain.upload import FileAnnounced, Upload, UploadRelay


class Uploads(Protocol):
    """Files on their way to the platform. Offset, chunk, completion and discard belong to the device."""

    async def announce_upload(
        self, file: FileAnnounced, *, key: UUID, citizen: Citizen | None = None
    ) -> Upload:
        """Announce a file; its bytes follow."""
        ...

    async def upload_offset(self, upload_id: str) -> int:
        """How many bytes have arrived."""
        ...

    async def append(self, upload_id: str, offset: int, chunk: bytes) -> int:
        """Send the bytes from ``offset`` on; the new offset. After a lost answer ask for the offset."""
        ...

    async def discard_upload(self, upload_id: str, *, key: UUID) -> None:
        """Destroy what was sent."""

    async def complete_upload(self, upload_id: str, sha256: str, *, key: UUID) -> Upload:
        """Have length and digest checked; after ``digest_mismatch`` the bytes are gone."""
        ...

    async def open_relay(
        self, citizen: Citizen, task_code: str, material_id: str, *, key: UUID
    ) -> UploadRelay:
        """A code by which the citizen's phone sends a material."""
        ...

    async def relay(self, citizen: Citizen, relay_id: str) -> UploadRelay:
        """What the phone has sent so far."""
        ...


class CaseFollowing(Protocol):
    """Cases, which are the platform's alone (CH-01), as one follows them."""

    async def my_cases(
        self,
        citizen: Citizen,
        *,
        subject_id: str | None = None,
        state: CaseState | None = None,
        task_code: str | None = None,
        cursor: str | None = None,
    ) -> Page[CaseSummary]:
        """The citizen's cases, newest first."""
        ...

    async def case(
        self, case_no: str, *, citizen: Citizen | None = None, full: bool = False
    ) -> CaseMinimal | CaseFull:
        """A case: minimal by number alone, full for its holder."""
        ...

    async def remind(self, citizen: Citizen, case_no: str, *, key: UUID) -> Interaction:
        """Remind the department; once a day."""
        ...

    async def case_document(self, citizen: Citizen, case_no: str, document_id: str) -> File:
        """The file of a document; hold its digests against those of the case."""
        ...


class Cases(CaseFollowing, Protocol):
    """Handing cases in, and all that changes them."""

    async def submit(self, submission: Submission, *, key: UUID, citizen: Citizen | None = None) -> CaseFull:
        """Hand in an application. Until this returns nothing was accepted.

        ``open_case_exists`` names the case under way in ``existing`` (CH-13); ``guide_version_stale`` names
        the guide in use in its hints (CT-14).
        """
        ...

    async def correct(
        self, case_no: str, correction: Correction, *, key: UUID, citizen: Citizen | None = None
    ) -> CaseFull:
        """Answer every point of the open correction notice."""
        ...

    async def withdraw(self, citizen: Citizen, case_no: str, reason: Personal[str], *, key: UUID) -> CaseFull:
        """Withdraw before a decision."""
        ...

    async def sign_for_result(
        self, case_no: str, receipt: ResultReceipt, *, key: UUID, citizen: Citizen | None = None
    ) -> CaseFull:
        """Say that the result was handed over."""
        ...
