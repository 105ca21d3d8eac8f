"""Where a case stands, and what the applicant does next (contract section 5)."""

from __future__ import annotations

from kiosk.domain.open_enum import OpenEnum


class CaseState(OpenEnum):
    """The sixteen states. Their words for people come from the platform (``state_text``)."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    PRECHECK_OK = "PRECHECK_OK"
    PRECHECK_REJECTED = "PRECHECK_REJECTED"
    CORRECTION = "CORRECTION"
    RECEIVED = "RECEIVED"
    ACCEPTED = "ACCEPTED"
    NOT_ACCEPTED = "NOT_ACCEPTED"
    REVIEW = "REVIEW"
    SPECIAL = "SPECIAL"
    DONE_GRANTED = "DONE_GRANTED"
    DONE_REFUSED = "DONE_REFUSED"
    FORWARDED = "FORWARDED"
    RETURNED = "RETURNED"
    VOID = "VOID"
    DELIVERED = "DELIVERED"
    OTHER = "other"


class Action(OpenEnum):
    """What the applicant does next."""

    WAIT = "wait"
    BRING_ORIGINALS = "bring_originals"
    CORRECT_ONLINE = "correct_online"
    CORRECT_AT_HALL = "correct_at_hall"
    CORRECT_BY_POST = "correct_by_post"
    PAY = "pay"
    PRINT = "print"
    DOWNLOAD = "download"
    COLLECT = "collect"
    WAIT_FOR_POST = "wait_for_post"
    APPEAL = "appeal"
    CONSULT = "consult"
    APPLY_AGAIN = "apply_again"
    RESUME_ELSEWHERE = "resume_elsewhere"
    RATE = "rate"
    OTHER = "other"
