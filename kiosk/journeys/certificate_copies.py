"""Certificates on paper: copy by copy, each once, under one grant that is still open."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from kiosk.documents.sealed import Stamp
from kiosk.domain.certificate import Certificate, PrintGrant
from kiosk.domain.personal import Personal
from kiosk.domain.words import Text
from kiosk.errors import CertificateRefused, DeviceFault
from kiosk.hardware.document_printer import Document, DocumentPrinter, Printout
from kiosk.hardware.printed import Printed
from kiosk.journeys.asking import tell
from kiosk.journeys.certificate_tally import Tally
from kiosk.journeys.journal import Entry
from kiosk.journeys.paper_numbers import paper_numbers
from kiosk.journeys.print_once import print_once
from kiosk.journeys.views import CertificatePrinting
from kiosk.journeys.visit import Visit

STOP: Final = Text("不打了", "Print no more")


def stamps(grant: PrintGrant) -> tuple[Stamp, ...]:
    """What each copy bears at its foot; no code where the platform gave none to check it by."""
    code = grant.verify.code if grant.verify else None
    payload = grant.verify.qr_payload if grant.verify else None
    return tuple(
        Stamp(f"第 {number} 份，共 {grant.copies} 份 · {grant.print_no}", code, payload)
        for number in range(1, grant.copies + 1)
    )


@dataclass(slots=True)
class Copies:
    """One grant's copies on their way to paper."""

    visit: Visit
    printer: DocumentPrinter
    certificate: Certificate
    grant: PrintGrant
    tally: Tally
    stopping: bool = False
    sides: int = 0
    """Of the copy under way."""

    async def print(self, pdfs: Sequence[Personal[bytes]]) -> None:
        """Print what is missing until all is out, the citizen stops, or nobody can say what came out.

        After a fault that was mended only the missing copies follow. Raises ``CertificateRefused`` when the
        grant runs out meanwhile, ``AnotherWay``, ``WentBack`` or ``CouldNotBeDone``.
        """
        grant, tally = self.grant, self.tally
        while tally.printed < grant.copies and not self.stopping:
            if self.visit.hall.clock() >= grant.expires_at:
                raise CertificateRefused("grant_expired")
            number = tally.printed + 1
            serials = await self._serials(number)
            try:
                printout = await self._one(pdfs[number - 1], serials)
            except DeviceFault as fault:
                tally.unsure, tally.failure = False, fault.code[:64]
                await tally.foretell()
                self.visit.note(fault)
                await tell(self.visit, fault, another_way=STOP)
                continue
            if printout.outcome is not Printed.DONE:
                tally.failure = "unconfirmed"
                return
            tally.unsure, tally.failure = False, None
            tally.printed += 1
            await tally.foretell()

    async def _serials(self, number: int) -> tuple[str, ...]:
        if not self.grant.file.numbered_paper:
            return ()
        file = self.grant.file
        sheets = -(-file.pages // 2) if file.duplex else file.pages
        return await paper_numbers(
            self.visit, self.tally.serials, copy=number, copies=self.grant.copies, sheets=sheets
        )

    async def _one(self, pdf: Personal[bytes], serials: tuple[str, ...]) -> Printout:
        tally = self.tally
        tally.serials += serials
        tally.record_id = uuid4()
        self.sides = 0
        entry = Entry(
            kind="certificate",
            reference=self.grant.grant_id,
            record_id=tally.record_id,
            paper_serials=serials,
        )
        document = Document("certificate", pdf, duplex=self.grant.file.duplex)
        listening = asyncio.ensure_future(self._listen())
        tally.unsure = True  # until the printer says; also if this ends in the middle
        try:
            await tally.foretell()
            return await print_once(self.visit, self.printer, document, entry, on_page=self._page)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    async def _listen(self) -> None:
        while True:
            await self.visit.stage.ask(self._view())
            self.stopping = True

    def _page(self, sides: int) -> None:
        self.sides = sides
        self.visit.stage.amend(self._view())

    def _view(self) -> CertificatePrinting:
        pages = self.grant.file.pages
        begun = self.tally.printed
        return CertificatePrinting(
            certificate=self.certificate.type_name,
            issuer=self.certificate.issuer.name,
            face=tuple((line.label, line.value) for line in self.certificate.face),
            valid_to=self.certificate.valid_to,
            copy=begun + 1,
            copies=self.grant.copies,
            pages_done=begun * pages + min(self.sides, pages),
            pages=self.grant.copies * pages,
            stopping=self.stopping,
        )
