"""Tag ``certificate``: certificates and the grants to print them."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

import msgspec

from kiosk.domain.certificate import Certificate, GrantWish, Objection, PrintGrant, PrintOutcome
from kiosk.domain.citizen import Citizen, Level
from kiosk.domain.feedback import Interaction
from kiosk.domain.page import File, Page, Tagged
from kiosk.platform import wire
from kiosk.platform.adapters.alike import LEVELS, alike
from kiosk.platform.adapters.reference.desk import Desk, given, part, tag
from kiosk.platform.exchange import Call
from kiosk.platform.transport import Transport


class Levels(msgspec.Struct):
    """What a guide says of levels."""

    min_auth_level: str
    action_levels: dict[str, str] = {}


class Leveled(msgspec.Struct):
    """A guide, as far as its levels."""

    kiosk: Levels


class CertificateDesk(Desk):
    """Certificates. What may be printed, and how often, the platform counts."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport)
        self._levels: dict[str, Tagged[Level]] = {}

    async def certificates(
        self,
        citizen: Citizen,
        *,
        subject_id: str | None = None,
        type_code: str | None = None,
        task_code: str | None = None,
        cursor: str | None = None,
    ) -> Page[Certificate]:
        """``listCertificates``."""
        query = given(subject_id=subject_id, type_code=type_code, task_code=task_code, cursor=cursor)
        told = await self._get("/certificates", wire.CertificatePage, query=query, citizen=citizen)
        return Page(tuple(alike(one, Certificate) for one in told.certificates), told.next_cursor)

    async def print_level(self, task_code: str) -> Level:
        """``getItemGuide``, of which nothing else is read; its tag makes the next call a small one."""
        known = self._levels.get(task_code)
        call = Call("GET", f"/items/{part(task_code)}", etag=known.etag if known else None)
        reply = await self._transport.send(call)
        if known is None or reply.status != HTTPStatus.NOT_MODIFIED:
            told = self._transport.read(reply, Leveled).kiosk
            wanted = told.action_levels.get("print", told.min_auth_level)
            known = self._levels[task_code] = Tagged(LEVELS.get(wanted, Level.L4), tag(reply))
        return known.value

    async def grant(self, citizen: Citizen, certificate_id: str, wish: GrantWish, *, key: UUID) -> PrintGrant:
        """``createPrintGrant``."""
        path = f"/certificates/{part(certificate_id)}/print-grants"
        body = alike(wish, wire.PrintGrantRequest)
        told = await self._send("POST", path, body, wire.PrintGrant, key=key, citizen=citizen)
        return alike(told, PrintGrant)

    async def grant_file(self, grant_id: str) -> File:
        """``downloadGrantFile``."""
        return await self._file(f"/print-grants/{part(grant_id)}/file")

    async def report_outcome(self, grant_id: str, outcome: PrintOutcome, *, key: UUID) -> PrintGrant:
        """``reportGrantOutcome``."""
        path = f"/print-grants/{part(grant_id)}"
        body = alike(outcome, wire.PrintOutcome)
        return alike(await self._send("PATCH", path, body, wire.PrintGrant, key=key), PrintGrant)

    async def object_to(
        self,
        certificate_id: str,
        objection: Objection,
        *,
        key: UUID,
        citizen: Citizen | None = None,
    ) -> Interaction:
        """``objectToCertificate``."""
        path = f"/certificates/{part(certificate_id)}/objections"
        body = alike(objection, wire.Objection)
        told = await self._send("POST", path, body, wire.Interaction, key=key, citizen=citizen)
        return alike(told, Interaction)
