"""Reading a passport or travel permit, from its first file to the document (ICAO 9303-10, -11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from asn1crypto import x509

from kiosk.domain.personal import Personal
from kiosk.domain.smart_card import DocumentAccess, TravelDocument
from kiosk.errors import CardUnreadable, ChipAltered
from kiosk.hardware.smart_card import bac, files, lds, mrz, pace, pace_info, passive_auth
from kiosk.hardware.smart_card.apdu import OK, Talk, select_application

APPLICATION: Final = bytes.fromhex("A0000002471001")


def select(talk: Talk) -> bool:
    """Select the application; ``False`` where the card has none."""
    return talk.transmit(select_application(APPLICATION)).word == OK


def offered(talk: Talk) -> pace_info.PaceInfo | None:
    """What the chip offers of PACE, before any application is selected."""
    try:
        return pace_info.offered(files.read(talk, lds.EF_CARD_ACCESS))
    except (files.Missing, CardUnreadable):  # whatever stands there instead: the chip is one without PACE
        return None


def read(
    talk: Talk,
    access: DocumentAccess,
    info: pace_info.PaceInfo | None,
    issuers: Sequence[x509.Certificate],
    *,
    now: datetime,
) -> TravelDocument:
    """Open the chip and read it: by PACE where it offers that, else by BAC to the selected application.

    Raises ``AccessRefused``, ``ChipAltered``, ``CardLifted``, ``CardUnreadable`` or ``DeviceFault``.
    """
    if info is None:
        secure = bac.open_chip(talk, access)
    else:
        secure = pace.open_chip(talk, info, access)
        if not select(secure):
            raise CardUnreadable("no travel document")
    listed = lds.groups(_file(secure, "EF.COM", lds.EF_COM)) | {1}
    sod = _file(secure, "EF.SOD", lds.EF_SOD)
    found = {group: _file(secure, f"DG{group}", lds.FILES[group]) for group in sorted(listed)}
    verified = passive_auth.verdict(sod, found, issuers, now=now)
    return _document(found, access, verified=verified, now=now)


def _file(talk: Talk, name: str, identifier: int) -> bytes:
    """A file that must be there: EF.COM lists it, or every document has it."""
    try:
        return files.read(talk, identifier)
    except files.Missing:
        raise ChipAltered(name) from None


def _document(
    found: dict[int, bytes], access: DocumentAccess, *, verified: bool | None, now: datetime
) -> TravelDocument:
    text = lds.zone(found[1])
    own_name = lds.full_name(found[11]) if 11 in found else ""
    try:
        zone, standard = mrz.parse(text), True
    except mrz.NotStandard as why:
        zone, standard = _of_access(text, own_name, access, why), False
    today = now.date()
    return TravelDocument(
        document_code=zone.document_code,
        issuing_state=zone.issuing_state,
        nationality=zone.nationality,
        number=Personal(zone.number),
        name=Personal(own_name or zone.name),
        birth=Personal(mrz.birth_day(zone.birth, today=today)),
        sex=zone.sex,
        valid_to=mrz.last_day(zone.expiry, today=today),
        photo=Personal(lds.portrait(found[2])) if 2 in found else None,
        personal_number=Personal(zone.personal_number) if zone.personal_number else None,
        chip_verified=verified,
        mrz_standard=standard,
    )


def _of_access(text: str, name: str, access: DocumentAccess, why: mrz.NotStandard) -> mrz.Mrz:
    """A zone of a state's own form (mainland permits for Hong Kong, Macao and Taiwan have one).

    Its number and dates are those that opened the chip, if they stand in it; the name is DG11's.
    """
    number, birth, expiry = access.number.reveal().strip().upper(), access.birth.reveal(), access.expiry
    given = (number, f"{birth:%y%m%d}", f"{expiry:%y%m%d}")
    if not name or not number or any(part not in text for part in given):
        raise CardUnreadable(f"MRZ: {why}")
    code = text[:2].strip(mrz.FILLER)
    return mrz.Mrz(code, "", "", number, name, given[1], mrz.SEXES["<"], given[2])
