"""What became of a letter: for the courier after one try, and for a journey that waits. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import Struct

from kiosk.errors import PlatformRefused
from kiosk.platform import codec
from kiosk.platform.exchange import Reply
from kiosk.platform.verdict import Failure
from kiosk.store.letter import Answer, Kind

NOT_THE_LETTER = frozenset(
    {
        "clock_skew",
        "device_disabled",
        "device_unknown",
        "nonce_replayed",
        "rate_limited",
        "signature_invalid",
        "signature_missing",
    }
)
"""Codes that say something about this terminal: any letter would meet them, none is to blame."""

BATCHED = frozenset({Kind.PRINT_RECORDS, Kind.AUDIT_EVENTS})


@dataclass(frozen=True, slots=True)
class Delivered:
    """The platform has it. ``number`` is the platform's; ``answer`` its whole answer (JSON)."""

    number: str
    answer: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """Kept here, not yet accepted; it will be sent on. ``holding_no`` (暂存号) is this terminal's."""

    holding_no: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform said no, and why. The letter lies with staff until it is acknowledged."""

    error: PlatformRefused


Outcome = Delivered | Kept | Refused


@dataclass(frozen=True, slots=True)
class Accepted:
    """Done at the platform."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Rejected:
    """Sending it again is no use."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Later:
    """Not yet. ``wait`` in seconds is the least; ``all_letters``: any other would have met the same.

    ``line``: the platform is silent or ill, which may be so for other letters as well.
    """

    why: str
    wait: float = 0
    line: bool = True
    all_letters: bool = False


Came = Accepted | Rejected | Later


class _Numbers(Struct, frozen=True):
    case_no: str = ""
    interaction_no: str = ""


class _RejectedRecord(Struct, frozen=True):
    id: str
    detail: str


class _BatchResult(Struct, frozen=True):
    rejected: tuple[_RejectedRecord, ...]


def sort(kind: Kind, got: Reply | Failure) -> Came:
    """Judge one try."""
    if isinstance(got, Reply):
        return _sort_reply(kind, got)
    error = got.error
    if not isinstance(error, PlatformRefused):
        return Later(str(error), got.wait or 0)
    if error.code in NOT_THE_LETTER:
        return Later(error.code, got.wait or 0, all_letters=True)
    if error.retry == "later":
        return Later(error.code, got.wait or 0, line=False)
    return Rejected(problem_of(error))


def problem_of(error: PlatformRefused) -> Answer:
    """A refusal as it is kept."""
    existing = error.existing
    return Answer(
        error.status,
        code=error.code,
        detail=error.detail,
        existing_kind=existing.kind if existing else "",
        existing_id=existing.id if existing else "",
    )


def _sort_reply(kind: Kind, reply: Reply) -> Came:
    try:
        if kind in BATCHED:
            rejected = codec.decode(reply.body, _BatchResult).rejected
            if rejected:
                # The platform took the others, and knows them by id should the batch go out again.
                what = "; ".join(f"{each.id}: {each.detail}" for each in rejected)
                return Rejected(Answer(reply.status, code="records_rejected", detail=what))
            return Accepted(Answer(reply.status))
        told = codec.decode(reply.body, _Numbers)
    except codec.Nonsense as nonsense:
        return Later(f"nonsense in a {reply.status}: {nonsense}")
    number = told.case_no or told.interaction_no
    if kind.for_citizen and not number:
        return Later(f"a {reply.status} without a number of the platform")
    return Accepted(Answer(reply.status, number, reply.body))
