"""Identity documents as a card reader gives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.domain import id_number
from kiosk.domain.personal import Personal
from kiosk.errors import CardExpired, CardNotYetValid


class IdType(StrEnum):
    """Kinds of identity document, in the platform contract's words."""

    RESIDENT = "resident_id_card"
    FOREIGN_PERMANENT = "foreign_permanent_resident_card"
    HMT_RESIDENCE = "hmt_residence_permit"
    PASSPORT = "passport"


@dataclass(frozen=True, slots=True)
class IdCard:
    """A document read from its chip. ``valid_to`` is ``None`` for 长期; dates are days in China's zone."""

    id_type: IdType
    name: Personal[str]
    number: Personal[str]
    sex: str
    birth: Personal[date]
    valid_from: date
    valid_to: date | None
    issuer: str = ""
    nation: str = ""
    address: Personal[str] | None = None
    english_name: Personal[str] | None = None
    photo: Personal[bytes] | None = None
    sam_no: str = ""
    """Number of the security module that vouches for the read, where the reader has one."""

    def check(self, *, today: date) -> None:
        """Raise unless the document can be used today: number (ID-07), first and last day."""
        if self.has_citizen_number:
            id_number.check(self.number.reveal(), today=today)
        if self.valid_to is not None and self.valid_to < today:
            raise CardExpired(self.valid_to.isoformat())
        if self.valid_from > today:
            raise CardNotYetValid(self.valid_from.isoformat())

    @property
    def has_citizen_number(self) -> bool:
        """Whether the number follows GB 11643; a passport's and the 15-character one of 2017 do not."""
        if self.id_type is IdType.PASSPORT:
            return False
        return not (self.id_type is IdType.FOREIGN_PERMANENT and len(self.number.reveal()) == 15)
