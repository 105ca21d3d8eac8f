"""What one try came to, and what to do about it. Pure.

2xx, 304                     a usable answer
clock_skew, nonce_replayed   sign again, once
cut, silent, 5xx             ask again, then ``PlatformUnavailable``
request_in_progress          the same: the first try's outcome is still unknown
rate_limited                 ask again when ``Retry-After`` fits, then ``PlatformRefused``
other problems               ``PlatformRefused``
404, 403, 410 to a HEAD      the same: an answer to HEAD has no body that could say more
anything else                ``PlatformUnavailable``: it is not the platform that spoke
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from kiosk.errors import PlatformError, PlatformRefused, PlatformUnavailable
from kiosk.platform import problems
from kiosk.platform.exchange import FILES, Call, Reply, Silence

SIGN_AGAIN = frozenset({"clock_skew", "nonce_replayed"})
"""A fresh signature of the same request puts these right."""

PASSING = frozenset({"request_in_progress", "rate_limited"})
"""4xx codes that pass within seconds. Other ``later`` codes wait for a person or a date."""

BARE: dict[int, str] = {
    HTTPStatus.FORBIDDEN: "not_owner",
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.GONE: "upload_expired",
}
"""What a status alone says of an upload."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A try without a usable answer. ``wait`` is the platform's ``Retry-After`` in seconds."""

    error: PlatformError
    spoken: bool
    """Whether the platform itself spoke, in the contract's form."""
    ask_again: bool = False
    sign_again: bool = False
    wait: int | None = None
    server_time: float | None = None


def judge(got: Reply | Silence, what: str, call: Call | None = None) -> Reply | Failure:
    """Tell a usable answer from a failure. ``what`` names the request in messages; without ``call``: JSON."""
    if isinstance(got, Silence):
        return Failure(PlatformUnavailable(f"{what}: {got.why}"), spoken=False, ask_again=True)
    if _usable(got, call.answer if call else "json"):
        return got
    problem = problems.read(got)
    if problem is None and call and call.answer == "headers" and (code := BARE.get(got.status)):
        return Failure(PlatformRefused(code, got.status, ""), spoken=True)
    if problem is None:
        # A gateway's page, a hotel's login, a redirect.
        strange = PlatformUnavailable(f"{what}: nonsense: {got.status} outside the contract")
        cut_off = got.status >= HTTPStatus.INTERNAL_SERVER_ERROR
        return Failure(strange, spoken=False, ask_again=cut_off, wait=problems.retry_after(got))
    refusal = problems.refusal(got, problem)
    later = problem.retry == "later"
    if got.status >= HTTPStatus.INTERNAL_SERVER_ERROR or problem.code == "request_in_progress":
        unknown = PlatformUnavailable(f"{what}: {got.status} {problem.code}")
        return Failure(unknown, spoken=True, ask_again=later, wait=refusal.retry_after)
    return Failure(
        refusal,
        spoken=True,
        ask_again=later and problem.code in PASSING,
        sign_again=problem.code in SIGN_AGAIN,
        wait=refusal.retry_after,
        server_time=problems.server_time(got, problem) if problem.code == "clock_skew" else None,
    )


def _usable(reply: Reply, answer: str) -> bool:
    if reply.status in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}:
        return True
    if not HTTPStatus.OK <= reply.status < HTTPStatus.MULTIPLE_CHOICES:
        return False
    if answer == "headers":
        return True
    return reply.media_type in FILES if answer == "file" else reply.media_type == "application/json"
