"""Every sample card, from the module over the wire to the verdict of today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from kiosk.domain.card import IdType
from kiosk.errors import BadIdNumber, CardExpired, CardNotYetValid, CitizenError
from kiosk.hardware.id_card.samv_serial import SamvSerialReader
from simulator.samv import SamvModule
from simulator.samv.cards import sample_cards

CARDS = sample_cards()
TODAY = date(2026, 11, 22)
FIRST, LAST = date(2016, 3, 12), date(2036, 3, 12)


@dataclass(frozen=True)
class Told:
    """What must come out."""

    name: str
    until: date | None = LAST
    since: date = FIRST
    kind: IdType = IdType.RESIDENT
    nation: str = "汉"
    verdict: type[CitizenError] | None = None


DOCUMENTS = {
    "two_bookings": Told("张示例"),
    "no_booking": Told("李样本", date(2039, 6, 8), date(2019, 6, 8)),
    "expired_booking": Told("王测试", date(2038, 9, 20), date(2018, 9, 20)),
    "suspended": Told("陈示例", None, date(2008, 11, 5)),
    "rare_name": Told("刘㛃䶮", date(2040, 2, 14), date(2020, 2, 14)),
    "middle_dot": Told("阿依·示例", date(2033, 6, 30), date(2013, 6, 30), nation="维吾尔"),
    "disabled": Told("周停用", date(2038, 11, 11), date(2018, 11, 11)),
    "expired_card": Told("郑过期", date(2020, 10, 10), date(2010, 10, 10), verdict=CardExpired),
    "minor": Told("孙样本", date(2029, 5, 1), date(2024, 5, 1)),
    "not_yet_valid": Told("郑未来", date(2119, 1, 1), date(2099, 1, 1), verdict=CardNotYetValid),
    "impossible_number": Told("冯错号", verdict=BadIdNumber),
    "long_term": Told("钱长期", None, date(2010, 5, 5)),
    "other_dot": Told("古丽·示例", nation="维吾尔"),
    "rarest_name": Told("刘𠅤𬱖"),
    "hmt": Told("何示例", date(2028, 12, 31), date(2024, 1, 1), IdType.HMT_RESIDENCE, ""),
    "hmt_expired": Told(
        "何过期", date(2023, 12, 31), date(2019, 1, 1), IdType.HMT_RESIDENCE, "", CardExpired
    ),
    "foreign_2017": Told("安娜", date(2029, 8, 1), date(2019, 8, 1), IdType.FOREIGN_PERMANENT, "NLD"),
    "foreign_2023": Told("马示例", date(2034, 1, 15), date(2024, 1, 15), IdType.FOREIGN_PERMANENT, "CAN"),
}


ORDINARY = {"all_states", "guardian", "legal_rep", "delegate", "locked", "silent"}
"""Plain resident cards of people whose cases and delegations differ, not their cards."""


def test_every_sample_card_is_among_them() -> None:
    assert DOCUMENTS.keys() | ORDINARY == CARDS.keys()


@pytest.mark.req("ID-07")
@pytest.mark.parametrize("key", DOCUMENTS)
async def test_document_and_verdict(module: SamvModule, reader: SamvSerialReader, key: str) -> None:
    told = DOCUMENTS[key]
    module.lay(CARDS[key])
    card = await reader.read()
    assert (card.id_type, card.name.reveal(), card.nation) == (told.kind, told.name, told.nation)
    assert (card.valid_from, card.valid_to) == (told.since, told.until)
    verdict: type[CitizenError] | None = None
    try:
        card.check(today=TODAY)
    except CitizenError as refused:
        verdict = type(refused)
    assert verdict is told.verdict


@pytest.mark.parametrize(
    ("key", "today", "verdict"),
    [
        ("hmt", date(2028, 12, 31), None),
        ("hmt", date(2029, 1, 1), CardExpired),
        ("hmt", date(2023, 12, 31), CardNotYetValid),
        ("foreign_2017", date(2029, 8, 2), CardExpired),
        ("foreign_2023", date(2024, 1, 15), None),
        ("foreign_2023", date(2024, 1, 14), CardNotYetValid),
        ("long_term", date(2099, 12, 31), None),
    ],
)
async def test_a_documents_first_and_last_day_count(
    module: SamvModule,
    reader: SamvSerialReader,
    key: str,
    today: date,
    verdict: type[CitizenError] | None,
) -> None:
    module.lay(CARDS[key])
    card = await reader.read()
    if verdict is None:
        card.check(today=today)
    else:
        with pytest.raises(verdict):
            card.check(today=today)
