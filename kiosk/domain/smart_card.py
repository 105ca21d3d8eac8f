"""Cards with a contact or contactless chip, read over PC/SC: social security cards and travel documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.domain import id_number
from kiosk.domain.personal import Personal
from kiosk.errors import CardExpired, CardNotYetValid


@dataclass(frozen=True, slots=True)
class SocialSecurityCard:
    """社保卡: EF05 and EF06 of the application ``sx1.sh.社会保障``."""

    card_no: Personal[str]
    number: Personal[str]
    """社会保障号码: the citizen's ID number."""
    name: Personal[str]
    sex: str
    region: str
    """The first six digits of the card identification: where it was issued."""
    valid_from: date
    valid_to: date | None
    version: str = ""

    def check(self, *, today: date) -> None:
        """Raise unless the card can be used today: number (ID-07), first and last day."""
        id_number.check(self.number.reveal(), today=today)
        if self.valid_to is not None and self.valid_to < today:
            raise CardExpired(self.valid_to.isoformat())
        if self.valid_from > today:
            raise CardNotYetValid(self.valid_from.isoformat())


@dataclass(frozen=True, slots=True)
class DocumentAccess:
    """What stands printed on a travel document and opens its chip (ICAO 9303-11)."""

    number: Personal[str]
    birth: Personal[date]
    expiry: date
    can: Personal[str] | None = None
    """The six-digit card access number, where the document bears one (PACE)."""


@dataclass(frozen=True, slots=True)
class TravelDocument:
    """A passport or travel permit whose chip was read (ICAO 9303-10)."""

    document_code: str
    """``P`` for passports, else as in DG1 (``C…``, ``I…``)."""
    issuing_state: str
    nationality: str
    """ISO 3166-1 alpha-3, as in DG1."""
    number: Personal[str]
    name: Personal[str]
    birth: Personal[date]
    sex: str
    valid_to: date
    photo: Personal[bytes] | None = None
    """The portrait of DG2 as it stands there: a JPEG or JPEG 2000 file."""
    personal_number: Personal[str] | None = None
    chip_verified: bool | None = None
    """Whether the chip's data bear the issuing state's signature (passive authentication). ``False``: made by
    a certificate that is out of its days. ``None``: no CSCA certificate here can tell."""
    mrz_standard: bool = True
    """Whether DG1 holds a zone of ICAO 9303. Otherwise number, birth and last day are those that opened the
    chip and stand in DG1, the name is DG11's, and state, nationality and sex are not known."""

    def check(self, *, today: date) -> None:
        """Raise unless the document can be used today."""
        if self.valid_to < today:
            raise CardExpired(self.valid_to.isoformat())
