"""The door of the API: no token, no word. And no exception leaves it."""

from __future__ import annotations

import hmac
import stat
from http import HTTPStatus
from pathlib import Path

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from kiosk.domain.personal import Personal
from kiosk.domain.words import Text
from kiosk.terminal_api.listen import CannotServe
from kiosk.terminal_api.problems import Refused

log = structlog.get_logger()


def read_token(file: Path) -> Personal[str]:
    """Read the bearer token, blanks around it left out. Raises ``CannotServe``."""
    try:
        token = file.read_text("ascii").strip()
        exposed = stat.S_IMODE(file.stat().st_mode) & 0o077
    except (OSError, UnicodeDecodeError) as error:
        raise CannotServe(f"token_file {file}: {error}") from None
    if not token or not token.isprintable() or " " in token:
        raise CannotServe(f"token_file {file}: expected one word of printable ASCII")
    if exposed:
        log.warning("terminal_api.token_exposed", file=str(file))
    return Personal(token)


class Guard:
    """Lets in who brings the token, and keeps in what breaks behind it."""

    def __init__(self, app: ASGIApp, token: Personal[str]) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        if not self._knows(Headers(scope=scope).get("authorization", "")):
            await _unauthorized().response()(scope, receive, send)
            return
        try:
            await self._app(scope, receive, send)
        except Exception:
            # The client has its 500 by now: Starlette answers first, then raises what it answered for.
            log.exception("terminal_api.broke", path=scope["path"])

    def _knows(self, authorization: str) -> bool:
        scheme, _, given = authorization.partition(" ")
        same = hmac.compare_digest(given.strip().encode(), self._token.reveal().encode())
        return scheme.lower() == "bearer" and same


def _unauthorized() -> Refused:
    return Refused(
        HTTPStatus.UNAUTHORIZED,
        "unauthorized",
        Text("口令不对", "A valid bearer token is needed"),
        headers={"WWW-Authenticate": "Bearer"},
    )
