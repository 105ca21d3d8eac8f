"""One client at a time owns the front end."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus

from starlette.requests import Request

from kiosk.domain.words import Text
from kiosk.terminal_api.problems import Refused

SILENCE_SECONDS = 60.0
"""Twice the longest poll: a client that is silent for longer is gone."""

CLIENT_ID = re.compile(r"[0-9A-Za-z_.-]{1,64}")


class Lease:
    """Who owns the front end. It passes on after ``SILENCE_SECONDS`` without a call."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._holder: str | None = None
        self._last_heard = 0.0

    def take(self, client: str) -> None:
        """Take or renew it for ``client``. Raises ``Refused`` (409) while another client holds it."""
        now = self._clock()
        if self._holder not in {None, client} and now - self._last_heard < SILENCE_SECONDS:
            raise Refused(
                HTTPStatus.CONFLICT,
                "front_end_taken",
                Text("另一个程序正在用这台机器", "Another program is using this front end"),
            )
        self._holder = client
        self._last_heard = now


def client_of(request: Request) -> str:
    """Who calls: ``X-Client-Id``, else the peer's host; the token is everyone's. Raises ``Refused`` (400).

    Not the connection: one client polls on one and answers on another.
    """
    given = request.headers.get("x-client-id")
    if given is None:
        return f"host:{request.client.host if request.client else 'unix'}"
    if not CLIENT_ID.fullmatch(given):
        raise Refused(
            HTTPStatus.BAD_REQUEST,
            "bad_client_id",
            Text("X-Client-Id 写得不对", "X-Client-Id: 1 to 64 of 0-9 A-Z a-z _ . -"),
        )
    return f"id:{given}"
