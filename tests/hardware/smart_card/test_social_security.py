from __future__ import annotations

from datetime import date

import pytest

from kiosk.errors import CardUnreadable
from kiosk.hardware.smart_card import social_security
from simulator.pcsc.cards import passport
from simulator.pcsc.social_security import SocialSecurityCard
from tests.hardware.smart_card.direct import Direct

NUMBER = "990101198503120010"


def card(  # noqa: PLR0913 what a card may differ in
    *,
    name: str = "张示例",
    sex: int = 1,
    version: str = "2.00",
    expires: str = "20380501",
    issued: str = "20180501",
    by_tag: bool = False,
) -> Direct:
    made = SocialSecurityCard.of(
        name=name,
        number=NUMBER,
        sex=sex,
        version=version,
        expires=expires,
        issued=issued,
        by_tag=by_tag,
        t0=False,
    )
    talk = Direct(made)
    assert social_security.select(talk)
    return talk


@pytest.mark.parametrize("by_tag", [False, True])
@pytest.mark.parametrize("version", ["1.00", "2.00", "3.00"])
def test_whole_card(version: str, by_tag: bool) -> None:
    found = social_security.read(card(version=version, by_tag=by_tag))
    assert found.name.reveal() == "张示例"
    assert found.number.reveal() == NUMBER
    assert found.card_no.reveal() == "SMP000001"
    assert (found.sex, found.region, found.version) == ("男", "990101", version)
    assert (found.valid_from, found.valid_to) == (date(2018, 5, 1), date(2038, 5, 1))
    found.check(today=date(2026, 6, 1))


def test_the_commands_known_from_the_field() -> None:
    talk = card()
    social_security.read(talk)
    asked = [one.encode().hex().upper() for one in talk.asked]
    assert asked[0] == "00A404000F7378312E73682EC9E7BBE1B1A3D5CF00"
    assert {"00B2012C12", "00B2032C06", "00B2052C06", "00B2062C06", "00B2072C0B"} <= set(asked)
    assert {"00B2013414", "00B2023420", "00B2043403"} <= set(asked)


def test_by_tag_each_file_is_tried_the_other_way_once() -> None:
    talk = card(by_tag=True)
    social_security.read(talk)
    asked = [one.encode().hex().upper() for one in talk.asked]
    assert [one for one in asked if one.startswith("00A402")] == ["00A4020002EF05", "00A4020002EF06"]
    assert len([one for one in asked if one[6:8] in {"2C", "34"}]) == 2


@pytest.mark.parametrize("name", ["阿依·示例", "㐂示例", "𠮷示例"])
def test_rare_names(name: str) -> None:
    assert social_security.read(card(name=name)).name.reveal() == name


@pytest.mark.parametrize("expires", ["00000000", "ffffffff"])
def test_no_last_day(expires: str) -> None:
    assert social_security.read(card(expires=expires)).valid_to is None


def test_a_bare_number_for_the_sex() -> None:
    talk = card(sex=2)
    chip = talk.card
    assert isinstance(chip, SocialSecurityCard)
    assert social_security.read(talk).sex == "女"
    chip.files[6][4] = (0x0A, b"\x02")
    assert social_security.read(talk).sex == "女"


def test_another_record_of_the_same_length_is_not_the_sex() -> None:
    talk = card(sex=1)
    chip = talk.card
    assert isinstance(chip, SocialSecurityCard)
    chip.files[6][3] = (0x4E, b"2")
    assert social_security.read(talk).sex == "男"


@pytest.mark.parametrize(
    ("file", "record", "value", "why"),
    [
        (5, 1, b"\xff" * 16, "card id"),
        (5, 5, b"\x20\x18\x13\x01", "issue date"),
        (5, 6, b"\x20\x38\xaa\x01", "expiry date"),
        (5, 7, b"\0" * 9, "card number"),
        (6, 1, b"\xff" * 18, "number"),
        (6, 2, b"\x81".ljust(30), "name"),
        (6, 2, b"a\x07b".ljust(30), "name"),
        (6, 4, b"7", "sex"),
    ],
)
def test_a_record_that_says_nothing(file: int, record: int, value: bytes, why: str) -> None:
    talk = card()
    chip = talk.card
    assert isinstance(chip, SocialSecurityCard)
    chip.files[file][record] = (chip.files[file][record][0], value)
    with pytest.raises(CardUnreadable, match=f"^{why}$"):
        social_security.read(talk)


def test_a_record_that_is_missing() -> None:
    talk = card()
    chip = talk.card
    assert isinstance(chip, SocialSecurityCard)
    del chip.files[6][2]
    with pytest.raises(CardUnreadable, match="name"):
        social_security.read(talk)


def test_a_passport_is_none() -> None:
    assert not social_security.select(Direct(passport()))
