"""The dock's cards: one for each invented citizen of the platform, and those that should be refused."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from simulator.samv.card import SimCard

DATA: Final = Path(__file__).parent.parent / "data"
CITIZENS: Final = (DATA / "citizens.toml", DATA / "more_citizens.toml")
SEXES: Final = {"男": "1", "女": "2"}
WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS: Final = "10X98765432"
"""GB 11643—1999, section 4."""


def sample_cards() -> dict[str, SimCard]:
    """Return every sample card by its key."""
    return citizens() | SPECIAL


def citizens() -> dict[str, SimCard]:
    """Return a resident card for each citizen of the platform simulator."""
    listed = [one for file in CITIZENS for one in tomllib.loads(file.read_text("utf-8"))["citizens"]]
    return {one["key"]: _resident(one) for one in listed}


def with_check(seventeen: str) -> str:
    """Append the check character to 17 digits."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, seventeen, strict=True))
    return seventeen + CHECKS[total % len(CHECKS)]


def _resident(one: Mapping[str, Any]) -> SimCard:
    forever = one["valid_to"] == "long_term"
    return SimCard.resident(
        name=one["name"],
        number=one["id_no"],
        sex=SEXES[one["sex"]],
        nation=one["nation"],
        address=one["address"],
        issuer=one["issuer"],
        valid_from=one["valid_from"].replace("-", ""),
        valid_to="长期" if forever else one["valid_to"].replace("-", ""),
    )


SPECIAL: Final = {
    "not_yet_valid": SimCard.resident(
        name="郑未来", number=with_check("99010119910101023"), valid_from="20990101", valid_to="21190101"
    ),
    "impossible_number": SimCard.resident(name="冯错号", number="990101198503120019"),
    "long_term": SimCard.resident(
        name="钱长期", number=with_check("99010119600505003"), valid_from="20100505", valid_to="长期"
    ),
    "other_dot": SimCard.resident(name="古丽•示例", number=with_check("99010119870420004"), nation="05"),
    "rarest_name": SimCard.resident(name="刘𠅤𬱖", number=with_check("99010119930909005")),
    "hmt": SimCard.hmt(name="何示例", number=with_check("99010119920715022"), permit="H00000000"),
    "hmt_expired": SimCard.hmt(
        name="何过期",
        number=with_check("99010119920715024"),
        permit="M00000000",
        first="20190101",
        last="20231231",
    ),
    "foreign_2017": SimCard.foreign_2017(
        english="SPECIMEN, ANNA MARIA", chinese="安娜", number="NLD990190010101", birth="19900101", sex="2"
    ),
    "foreign_2023": SimCard.foreign_2023(
        english="SPECIMEN, MAXIMILIAN BARTHOLOMEW CONSTANTIN",
        chinese="马示例",
        sex="1",
        number=with_check("99010119880620001"),
    ),
}
"""Cards of nobody the platform knows. Real permits carry other regions, so that these belong to no one."""
