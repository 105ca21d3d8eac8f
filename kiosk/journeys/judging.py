"""What a device read, as a proof for the platform."""

from __future__ import annotations

from datetime import datetime

from kiosk.domain.card import IdCard
from kiosk.domain.proof import Scanned, SmartCardRead, Verified
from kiosk.domain.smart_card import SocialSecurityCard, TravelDocument
from kiosk.errors import NotAnIdentity
from kiosk.journeys.shown import Document, Shown
from kiosk.platform import CardProof

PASSPORT = "P"
TAIWAN = "TWN"


def of_id_card(card: IdCard, at: datetime) -> Shown:
    """Raises ``BadIdNumber``, ``CardExpired`` or ``CardNotYetValid``."""
    card.check(today=at.date())
    return Shown((CardProof(card, at),), Document(card.number, card.name, card.photo))


def of_social_security_card(card: SocialSecurityCard, at: datetime) -> Shown:
    """Raises as ``of_id_card`` does. The chip holds no portrait."""
    card.check(today=at.date())
    proof = SmartCardRead(
        kind="social_security_card",
        id_type="resident_id_card",
        id_no=card.number,
        name=card.name,
        read_at=at,
        card_no=card.card_no,
        valid_to=card.valid_to,
    )
    return Shown((proof,), Document(card.number, card.name, None))


def of_travel_document(card: TravelDocument, at: datetime) -> Shown:
    """Raises ``CardExpired``. Whether an unverified chip will do is the platform's to say."""
    card.check(today=at.date())
    proof = SmartCardRead(
        kind="travel_document",
        id_type=_kind(card),
        id_no=card.number,
        name=card.name,
        read_at=at,
        nationality=card.nationality,
        valid_to=card.valid_to,
        chip_verified=card.chip_verified,
    )
    return Shown((proof,), Document(card.number, card.name, card.photo))


def of_code(scanned: Scanned) -> Shown:
    """Raises ``NotAnIdentity`` for a code of a case, a booking, an item."""
    if scanned.verification_id is None:
        raise NotAnIdentity(scanned.kind.value)
    match scanned.kind.value:
        case "identity":
            return Shown((Verified(kind="qr_identity", verification_id=scanned.verification_id),))
        case "e_licence":
            return Shown((Verified(kind="e_licence", verification_id=scanned.verification_id),))
        case other:
            raise NotAnIdentity(other)


def _kind(card: TravelDocument) -> str:
    """The contract's word: passports begin with P; permits for the mainland are issued to two groups."""
    if card.document_code.startswith(PASSPORT):
        return "passport"
    return "taiwan_travel_permit" if card.nationality == TAIWAN else "hm_travel_permit"


Read = IdCard | SocialSecurityCard | TravelDocument


def of_card(card: Read, at: datetime) -> Shown:
    """Whatever card was read. Raises a ``CitizenError`` where it cannot be used today."""
    match card:
        case IdCard():
            return of_id_card(card, at)
        case SocialSecurityCard():
            return of_social_security_card(card, at)
        case TravelDocument():
            return of_travel_document(card, at)
