"""Problem documents (RFC 9457; platform contract, section 6): what they say, and whether to ask again."""

from __future__ import annotations

from datetime import UTC
from email.utils import parsedate_to_datetime

from msgspec import Struct

from kiosk.errors import Existing, Hints, PlatformRefused, Remark
from kiosk.platform import codec
from kiosk.platform.exchange import Reply


class Named(Struct, frozen=True):
    """The object that already exists."""

    kind: str
    id: str


class Told(Struct, frozen=True):
    """What is wrong with one member."""

    pointer: str
    code: str
    detail: str


class Problem(Struct, frozen=True):
    """``Problem``. Only ``code`` must be there: a half-told refusal is still one."""

    code: str
    detail: str = ""
    retry: str = "never"
    retry_after: int | None = None
    existing: Named | None = None
    until: str | None = None
    server_time: int | None = None
    required_level: str | None = None
    offset: int | None = None
    attempts_left: int | None = None
    guide_version: str | None = None
    errors: tuple[Told, ...] = ()
    type: str = "about:blank"
    title: str = ""
    status: int | None = None
    trace_id: str = ""


def read(reply: Reply) -> Problem | None:
    """The problem document in an answer, or ``None`` where it is none."""
    if reply.status < 400 or reply.media_type != "application/problem+json":
        return None
    try:
        return codec.decode(reply.body, Problem)
    except codec.Nonsense:
        return None


def refusal(reply: Reply, problem: Problem) -> PlatformRefused:
    """The refusal as the rest of the house knows it."""
    existing = problem.existing
    return PlatformRefused(
        problem.code,
        reply.status,
        problem.detail,
        retry=problem.retry,
        retry_after=problem.retry_after if problem.retry_after is not None else retry_after(reply),
        existing=Existing(existing.kind, existing.id) if existing else None,
        until=problem.until,
        hints=Hints(
            problem.required_level,
            problem.attempts_left,
            problem.offset,
            problem.guide_version,
            tuple(Remark(e.pointer, e.code, e.detail) for e in problem.errors),
        ),
    )


def retry_after(reply: Reply) -> int | None:
    """Seconds of ``Retry-After``. A date there (allowed by RFC 9110, not by the contract) is passed over."""
    text = reply.headers.get("Retry-After", "").strip()
    return int(text) if text.isascii() and text.isdigit() else None


def server_time(reply: Reply, problem: Problem) -> float | None:
    """The platform's unix seconds: from the problem, else from ``Date``."""
    if problem.server_time is not None:
        return problem.server_time
    try:
        told = parsedate_to_datetime(reply.headers.get("Date", ""))
    except ValueError:
        return None
    return (told if told.tzinfo else told.replace(tzinfo=UTC)).timestamp()
