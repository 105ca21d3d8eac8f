"""打印证明: choose one, look at it, agree, and take it from the tray (RS-06, MT-10, MT-14)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Final
from uuid import uuid4

from kiosk.documents.sealed import Workshop, check_file, check_grant
from kiosk.documents.sealed.ofd import OFD, as_pdf
from kiosk.domain.certificate import Certificate, GrantWish, PrintGrant
from kiosk.domain.citizen import Citizen, Level
from kiosk.domain.consent import Consent
from kiosk.domain.page import File
from kiosk.domain.personal import Personal
from kiosk.domain.words import Text
from kiosk.errors import CertificateRefused
from kiosk.journeys.acting_for import acted_for
from kiosk.journeys.asking import asked, or_tell, tell
from kiosk.journeys.certificate_copies import Copies, stamps
from kiosk.journeys.certificate_purpose import own_purpose
from kiosk.journeys.certificate_tally import Tally, reported
from kiosk.journeys.certificate_views import list_view, preview_view
from kiosk.journeys.certificates_held import held, print_levels
from kiosk.journeys.consents import recorded
from kiosk.journeys.faults import HOME_WAY
from kiosk.journeys.levels import at_level
from kiosk.journeys.stage import WentBack
from kiosk.journeys.views import (
    CERTIFICATE_TEXT_VERSION,
    OTHER_PURPOSE,
    CertificateList,
    CertificatePreview,
    CertificatePrinted,
    PleaseWait,
)
from kiosk.journeys.visit import After, AnotherWay, Visit

OTHERS: Final = Text("看别的证明", "Other certificates")
CHECKING: Final = PleaseWait(what=Text("正在核对印章和文件", "Checking seal and file"))
HOW_MANY: Final = Text("份数不对", "Not a possible number")


async def certificates(visit: Visit) -> After:
    """From signing in until the copies are in the hand, or they leave."""
    while True:
        citizen = await at_level(visit, Level.L3)
        found, view = await or_tell(visit, partial(_listed, visit, citizen), another_way=HOME_WAY)
        choice = (await asked(visit, view)).choice
        try:
            if await print_certificate(visit, found[choice]):
                return After.END
        except (WentBack, AnotherWay):
            continue


async def print_certificate(visit: Visit, certificate: Certificate) -> bool:
    """From its preview to paper. ``True``: they are done; ``False``: they want another.

    Raises ``AnotherWay`` or ``WentBack``.
    """
    citizen = await at_level(visit, Level.L3)
    async with Workshop() as workshop:
        return await _one(visit, citizen, certificate, workshop)


async def _listed(visit: Visit, citizen: Citizen) -> tuple[dict[str, Certificate], CertificateList]:
    found = await held(visit, citizen)
    return found, list_view(visit, found.values(), await print_levels(visit, found.values()))


async def _one(visit: Visit, citizen: Citizen, certificate: Certificate, workshop: Workshop) -> bool:
    """Print one certificate. ``True``: they are done; ``False``: they want another."""
    view = preview_view(visit, certificate)
    while True:
        workshop.hire()
        view = await _chosen(visit, view)
        consent = await _consent(visit, citizen, certificate)
        wish = GrantWish(
            copies=view.copies,
            purpose=view.purpose,
            consent_id=consent.consent_id,
            subject_id=acted_for(visit),
        )
        try:
            return await _printed(visit, citizen, certificate, wish, workshop)
        except CertificateRefused as refused:
            visit.note(refused)
            await tell(visit, refused, another_way=OTHERS)


async def _chosen(visit: Visit, view: CertificatePreview) -> CertificatePreview:
    """The preview as it was answered: how many copies, what for."""
    while True:
        answer = await asked(visit, view)
        purpose = answer.values.get("purpose", "").strip() or view.purpose
        copies = answer.values.get("copies", "")
        fits = copies.isascii() and copies.isdigit() and 1 <= int(copies) <= view.most
        filled = replace(view, copies=int(copies) if fits else view.copies, error=None)
        if answer.choice == "other_purpose" or purpose == OTHER_PURPOSE:
            view = replace(filled, purpose=await own_purpose(visit, view.purpose))
        elif fits:
            return replace(filled, purpose=purpose)
        else:
            view = replace(filled, purpose=purpose, error=HOW_MANY)


async def _consent(visit: Visit, citizen: Citizen, certificate: Certificate) -> Consent:
    """They pressed print with the sentence before their eyes; it is recorded before anything is granted."""
    visit.stage.show(CHECKING)
    return await recorded(
        visit,
        citizen,
        "certificate_use",
        CERTIFICATE_TEXT_VERSION,
        another_way=OTHERS,
        task_code=certificate.task_code,
    )


async def _printed(
    visit: Visit, citizen: Citizen, certificate: Certificate, wish: GrantWish, workshop: Workshop
) -> bool:
    """Granted, checked, copied, printed, told. Raises ``CertificateRefused`` before a drop of ink."""
    hall = visit.hall
    if hall.trust is None or hall.document_printer is None:
        raise CertificateRefused("not_here")
    ask = partial(hall.platform.grant, citizen, certificate.certificate_id, wish, key=uuid4())
    visit.stage.show(CHECKING)
    grant = await or_tell(visit, ask, another_way=OTHERS)
    check_grant(grant, certificate.certificate_id, hall.trust, hall.clock())
    async with reported(hall, grant) as tally:
        pdfs = await _checked_copies(visit, grant, tally, workshop)
        with suppress(AnotherWay, WentBack):  # they would rather stop; what came out counts
            await Copies(visit, hall.document_printer, certificate, grant, tally).print(pdfs)
    return await _told(visit, certificate, grant, tally)


async def _checked_copies(
    visit: Visit, grant: PrintGrant, tally: Tally, workshop: Workshop
) -> tuple[Personal[bytes], ...]:
    hall = visit.hall
    assert hall.trust is not None  # noqa: S101 asked before the grant

    async def fetched() -> File:
        visit.stage.show(CHECKING)
        return await hall.platform.grant_file(grant.grant_id)

    file = await or_tell(visit, fetched, another_way=OTHERS)
    try:
        check_file(grant, file)
        pdf = Personal(file.content)
        if file.media_type == OFD:
            pdf = await as_pdf(pdf, hall.trust.ofd_converter)
        return await workshop.made(pdf, grant.file.pages, stamps(grant), hall.trust, hall.clock())
    except CertificateRefused as refused:
        tally.failure = refused.reason
        raise


async def _told(visit: Visit, certificate: Certificate, grant: PrintGrant, tally: Tally) -> bool:
    view = CertificatePrinted(
        certificate=certificate.type_name,
        printed="unknown" if tally.unsure else tally.printed > 0,
        copies_printed=tally.printed,
        copies=grant.copies,
    )
    if (await asked(visit, view)).choice == "done":
        return True
    await tally.told.wait()  # so that the list shows what may still be printed
    return False
