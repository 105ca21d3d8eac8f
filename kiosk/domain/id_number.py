"""The citizen identification number (GB 11643—1999): 17 digits and a MOD 11-2 check character."""

from __future__ import annotations

from datetime import date, datetime

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_2

from kiosk.errors import BadIdNumber

LENGTH = 18
BIRTH = slice(6, 14)


def check(number: str, *, today: date) -> None:
    """Raise ``BadIdNumber`` unless form, check character and birth date can be right.

    The region is not looked up: a table's age would turn away holders of 81/82/83xxxx, of 9…
    numbers and of counties newer than the table. A number on a chip is refused only for what cannot be.
    """
    if len(number) != LENGTH or not number.isascii() or not number[:-1].isdigit():
        raise BadIdNumber("form")
    try:
        mod_11_2.validate(number)
    except ValidationError:
        raise BadIdNumber("check character") from None
    try:
        born = datetime.strptime(number[BIRTH], "%Y%m%d").date()  # noqa: DTZ007 a birth date has no zone
    except ValueError:
        raise BadIdNumber("birth date") from None
    if not date(1850, 1, 1) <= born <= today:
        raise BadIdNumber("birth date")


def birth_date(number: str) -> date:
    """Return the birth date inside a checked number."""
    return datetime.strptime(number[BIRTH], "%Y%m%d").date()  # noqa: DTZ007 a birth date has no zone
