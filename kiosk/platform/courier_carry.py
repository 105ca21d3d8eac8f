"""One letter, one try: pages first, then the letter itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from msgspec import structs

from kiosk.domain.personal import Personal
from kiosk.errors import PlatformRefused
from kiosk.platform.courier_line import Line
from kiosk.platform.courier_upload import Uploader
from kiosk.platform.courier_verdict import Came, Later, sort
from kiosk.platform.exchange import Call, Reply
from kiosk.platform.verdict import Failure
from kiosk.store.letter import Envelope, Slip
from kiosk.store.tray import Tray

TOKEN_IS_OVER = frozenset({"session_missing", "session_expired", "session_invalid"})
UPLOADS_LOST = frozenset({"upload_expired", "upload_incomplete", "not_found"})
"""The platform may have refused the letter because its pages are gone there: they are still here."""

RENEWALS = 2
"""How often the pages of one letter are sent anew for such a refusal."""

UPLOADS = "/uploads"


@dataclass(frozen=True, slots=True)
class _Lent:
    token: Personal[str]
    until: float


class Carrier:
    """Sends. ``clock`` gives monotonic seconds."""

    def __init__(self, tray: Tray, line: Line, clock: Callable[[], float] = time.monotonic) -> None:
        self._tray = tray
        self._line = line
        self._clock = clock
        self._uploader = Uploader(line, tray)
        self._lent: dict[str, _Lent] = {}
        self._renewed: dict[int, int] = {}

    def lend(self, lane: str, token: Personal[str], until: float) -> None:
        """Show ``token`` with the lane's letters until then."""
        self._lent[lane] = _Lent(token, until)

    def take_back(self, lane: str) -> None:
        """Show it no longer."""
        self._lent.pop(lane, None)

    async def carry(self, slip: Slip) -> Came:
        """Try once. Raises ``Unreadable`` and ``StoreError``."""
        came = await self._once(slip)
        if came is None:  # the token ended under it: the confirmation in the body speaks for the citizen
            self.take_back(slip.lane)
            came = await self._once(slip)
        return came or Later("session refused without a token")

    async def _once(self, slip: Slip) -> Came | None:
        """``None``: the token that was shown is no longer good."""
        token = self._token(slip.lane)
        envelope = await self._tray.envelope(slip)
        got: Reply | Failure
        if not envelope.final:
            filled = await self._with_pages(slip, envelope, token)
            if isinstance(filled, Failure):
                return _unless_over(slip, filled, token)
            await self._tray.rewrite(slip, filled)
            envelope = filled
        call = Call(envelope.method, envelope.path, body=envelope.body, key=slip.key, token=token)
        got = await self._line.send(call, slip.key.hex)
        if _code(got) in UPLOADS_LOST and await self._renew(slip, envelope):
            return Later(str(_code(got)), line=False)
        return _unless_over(slip, got, token)

    async def _renew(self, slip: Slip, envelope: Envelope) -> bool:
        """Begin with the pages again. The key stays: were it bound, the stored answer had come instead."""
        renewed = self._renewed.get(slip.id, 0)
        if envelope.template is None or renewed >= RENEWALS:
            return False
        self._renewed[slip.id] = renewed + 1
        await self._tray.rewrite(slip, structs.replace(envelope, body=envelope.template, template=None))
        return True

    async def _with_pages(
        self, slip: Slip, envelope: Envelope, token: Personal[str] | None
    ) -> Envelope | Failure:
        body = envelope.body
        announce = Call("POST", UPLOADS, token=token)
        for number, page in enumerate(envelope.pages, 1):
            got = await self._uploader.upload(slip, number, page, announce)
            if isinstance(got, Failure):
                return got
            body = body.replace(b'"%s"' % page.ref.encode(), b'"%s"' % got.encode())
        return structs.replace(envelope, body=body, template=envelope.body)

    def _token(self, lane: str) -> Personal[str] | None:
        lent = self._lent.get(lane)
        if lent and self._clock() < lent.until:
            return lent.token
        self._lent.pop(lane, None)
        return None


def _unless_over(slip: Slip, got: Reply | Failure, token: Personal[str] | None) -> Came | None:
    return None if token and _code(got) in TOKEN_IS_OVER else sort(slip.kind, got)


def _code(got: Reply | Failure) -> str | None:
    refused = got.error if isinstance(got, Failure) and isinstance(got.error, PlatformRefused) else None
    return refused.code if refused else None
