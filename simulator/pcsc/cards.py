"""Sample cards by name: people who do not exist, documents of a state that does not exist."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from simulator.pcsc import data_groups
from simulator.pcsc.country import Country
from simulator.pcsc.data_groups import Holder
from simulator.pcsc.slot import Card
from simulator.pcsc.social_security import SocialSecurityCard
from simulator.pcsc.travel_document import TravelDocument

IN_FIVE_YEARS: Final = f"{datetime.now(UTC).year % 100 + 5:02}0101"
TRAVELLER: Final = Holder("E99010101", "SPECIMEN<<ANNA<MARIA", "690806", IN_FIVE_YEARS, "F")
CARDHOLDER: Final = Holder("X990101012345", "ZHANG<<SHILI", "850312", IN_FIVE_YEARS)
PERMIT: Final = Holder("C99010101", "", "850312", IN_FIVE_YEARS, own_name="张示例")
CAN: Final = "990101"

Made = Callable[[], Card]


@functools.cache
def country() -> Country:
    """The state that signs the sample documents, new in each run."""
    return Country()


def passport(
    pace: tuple[int, int] | None = None, *, bac: bool = True, signed_by: Country | None = None
) -> TravelDocument:
    """``TRAVELLER``'s passport with a drawn portrait."""
    made = data_groups.groups(data_groups.td3(TRAVELLER), data_groups.jpeg(TRAVELLER.number))
    sod = (signed_by or country()).security_object(made)
    return TravelDocument(data_groups.chip_files(made, sod), TRAVELLER.secret, pace=pace, can=CAN, bac=bac)


def _altered(file: int) -> TravelDocument:
    """The passport with one byte changed near the end of a file."""
    document = passport()
    data = document.files[file]
    document.files[file] = data[:-9] + bytes((data[-9] ^ 1,)) + data[-8:]
    return document


def _permit() -> TravelDocument:
    made = data_groups.groups(
        data_groups.one_line(PERMIT), data_groups.jpeg(PERMIT.number), own_name=PERMIT.own_name
    )
    return TravelDocument(data_groups.chip_files(made, country().security_object(made)), PERMIT.secret)


def _card() -> TravelDocument:
    made = data_groups.groups(data_groups.td1(CARDHOLDER), data_groups.jpeg(CARDHOLDER.number))
    files = data_groups.chip_files(made, country().security_object(made))
    return TravelDocument(files, CARDHOLDER.secret, pace=(4, 13), can=CAN, bac=False)


def _expired_signer() -> TravelDocument:
    made = data_groups.groups(data_groups.td3(TRAVELLER), data_groups.jpeg(TRAVELLER.number))
    sod = country().security_object(made, expired=True)
    return TravelDocument(data_groups.chip_files(made, sod), TRAVELLER.secret)


def _social_security(*, version: str = "2.00", by_tag: bool = False, t0: bool = True) -> SocialSecurityCard:
    return SocialSecurityCard.of(
        name="张示例", number="990101198503120010", version=version, by_tag=by_tag, t0=t0
    )


SAMPLES: Final[dict[str, Made]] = {
    "social_security": _social_security,
    "social_security_v1": functools.partial(_social_security, version="1.00"),
    "social_security_by_tag": functools.partial(_social_security, by_tag=True, t0=False),
    "passport": passport,
    "passport_pace": functools.partial(passport, (2, 12)),
    "passport_pace_3des": functools.partial(passport, (1, 12), bac=False),
    "identity_card": _card,
    "permit": _permit,
    "altered_dg1": functools.partial(_altered, data_groups.FILES[1]),
    "altered_dg2": functools.partial(_altered, data_groups.FILES[2]),
    "altered_sod": functools.partial(_altered, data_groups.EF_SOD),
    "expired_signer": _expired_signer,
    "unknown_issuer": lambda: passport(signed_by=Country("XXO")),
}
"""Every sample card by its name, made anew each time."""
