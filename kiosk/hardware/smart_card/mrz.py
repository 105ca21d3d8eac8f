"""The machine readable zone of travel documents (ICAO 9303-4, -5, -6; check digits: 9303-3, 4.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from kiosk.errors import CardUnreadable

WEIGHTS: Final = (7, 3, 1)
FILLER: Final = "<"
LETTERS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SEXES: Final = {"M": "男", "F": "女", "<": "未说明", "X": "未说明"}
NAMES: Final = "<<"
LONGEST_NUMBER: Final = 9


class NotStandard(Exception):
    """These characters are no zone of ICAO 9303; the argument says why, never what they are."""


@dataclass(frozen=True, slots=True)
class Mrz:
    """What the zone says. ``birth`` and ``expiry`` are YYMMDD still: the century is not in it."""

    document_code: str
    issuing_state: str
    nationality: str
    number: str
    name: str
    birth: str
    sex: str
    expiry: str
    personal_number: str = ""


@dataclass(frozen=True, slots=True)
class _Form:
    """Where things stand in the zone with its lines put together."""

    number: int
    birth: int
    sex: int
    expiry: int
    nationality: int
    names: slice
    optional: slice
    whole: int
    covered: tuple[slice, ...]


TD1: Final = _Form(
    5, 30, 37, 38, 45, slice(60, 90), slice(15, 30), 59,
    (slice(5, 30), slice(30, 37), slice(38, 45), slice(48, 59)),
)  # fmt: skip
TD2: Final = _Form(
    36, 49, 56, 57, 46, slice(5, 36), slice(64, 71), 71,
    (slice(36, 46), slice(49, 56), slice(57, 71)),
)  # fmt: skip
TD3: Final = _Form(
    44, 57, 64, 65, 54, slice(5, 44), slice(72, 86), 87,
    (slice(44, 54), slice(57, 64), slice(65, 87)),
)  # fmt: skip
FORMS: Final = {90: TD1, 72: TD2, 88: TD3}
"""By the number of characters: three lines of 30, two of 36, two of 44."""


def check_digit(text: str) -> str:
    """The digit that follows ``text`` in a zone. Raises ``ValueError`` for characters no zone has."""
    values = (0 if one == FILLER else LETTERS.index(one) for one in text)
    return str(sum(value * WEIGHTS[at % 3] for at, value in enumerate(values)) % 10)


def parse(text: str) -> Mrz:
    """Read a zone with its lines put together. Raises ``NotStandard``, for a wrong check digit too."""
    form = FORMS.get(len(text))
    if form is None:
        raise NotStandard("length")
    if set(text) - set(LETTERS) - {FILLER}:
        raise NotStandard("characters")
    number, optional = _number(text, form)
    for field, at in (("birth", form.birth), ("expiry", form.expiry)):
        _checked(text[at : at + 6], text[at + 6], field)
    _checked("".join(text[part] for part in form.covered), text[form.whole], "whole")
    if form is TD3 and text[86] != FILLER:
        _checked(text[form.optional], text[86], "optional")
    return Mrz(
        document_code=_bare(text[:2]),
        issuing_state=_bare(text[2:5]),
        nationality=_bare(text[form.nationality : form.nationality + 3]),
        number=number,
        name=_name(text[form.names]),
        birth=text[form.birth : form.birth + 6],
        sex=SEXES.get(text[form.sex], "未说明"),
        expiry=text[form.expiry : form.expiry + 6],
        personal_number=optional,
    )


def birth_day(yymmdd: str, *, today: date) -> date:
    """A birthday of YYMMDD: the last such day that is not to come. Raises ``CardUnreadable``.

    An unknown day or month (``<<``, 9303-3, 4.8) is taken as the first.
    """
    known = _known(yymmdd, "01")
    born = _day(known, today.year // 100 * 100)
    return born if born <= today else _day(known, today.year // 100 * 100 - 100)


def last_day(yymmdd: str, *, today: date) -> date:
    """A last day of YYMMDD: within fifty years of today, before or after. Raises ``CardUnreadable``."""
    century = today.year // 100 * 100
    near = [century + shift + int(yymmdd[:2]) for shift in (-100, 0, 100)] if yymmdd[:2].isdecimal() else []
    if not near:
        raise CardUnreadable("MRZ date")
    year = min(near, key=lambda one: abs(one - today.year))
    return _day(yymmdd, year // 100 * 100)


def _number(text: str, form: _Form) -> tuple[str, str]:
    """The document number, and what stands in the optional field besides.

    A number of more than nine characters goes on there, with its check digit behind it (9303-5, 4.2.2).
    """
    first, digit = text[form.number : form.number + 9], text[form.number + 9]
    optional = text[form.optional]
    if digit == FILLER and form is not TD3:
        rest, _, other = optional.partition(FILLER)
        if len(rest) > 1:
            _checked(first + rest[:-1], rest[-1], "number")
            return _bare(first + rest[:-1]), _bare(other)
    _checked(first, digit, "number")
    return _bare(first), _bare(optional)


def _checked(text: str, digit: str, field: str) -> None:
    if digit != check_digit(text) and not (digit == FILLER and not text.strip(FILLER)):
        raise NotStandard(f"check digit: {field}")


def _bare(text: str) -> str:
    return text.strip(FILLER)


def _name(text: str) -> str:
    """Primary and secondary identifier with a comma between, fillers as spaces (9303-3, 4.6)."""
    primary, _, secondary = text.partition(NAMES)
    parts = (part.replace(FILLER, " ").strip() for part in (primary, secondary))
    name = ", ".join(part for part in parts if part)
    if not name:
        raise NotStandard("name")
    return name


def _known(yymmdd: str, instead: str) -> str:
    pairs = (yymmdd[at : at + 2] for at in (2, 4))
    return yymmdd[:2] + "".join(instead if pair in {"<<", "00"} else pair for pair in pairs)


def _day(yymmdd: str, century: int) -> date:
    try:
        return date(century + int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:6]))
    except ValueError:
        raise CardUnreadable("MRZ date") from None
