"""Whether a value fits its field's kind. Values are text; how each kind is written stands here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from kiosk.domain.words import Text
from kiosk.journeys.view import Field, View

NOT_TEXT = Text("要写成文字", "Expected a string")
NOT_OFFERED = Text("没有这个选项", "Not one of the choices")

PHONE = re.compile(r"\+?[0-9-]{5,20}")
ID_NUMBER = re.compile(r"[0-9A-Za-z]{15}|[0-9]{17}[0-9Xx]")


def misfits(view: View, values: Mapping[str, str]) -> dict[str, Text]:
    """What is wrong with which value, by field. Empty values and unknown fields are the stage's to judge."""
    checked = ((f.id, _misfit(f, values[f.id])) for f in view.fields if values.get(f.id))
    return {name: wrong for name, wrong in checked if wrong is not None}


def _misfit(field: Field, value: str) -> Text | None:
    offered = {choice.id for choice in field.choices if choice.enabled}
    if field.kind == "choice":
        return None if value in offered else NOT_OFFERED
    if field.kind == "multi_choice":
        return None if offered.issuperset(value.split(",")) else NOT_OFFERED
    fits, wrong = _FORMS.get(field.kind, (None, None))
    return None if fits is None or fits(value) else wrong


def _is_date(value: str) -> bool:
    try:
        return (
            date.fromisoformat(value).isoformat() == value
        )  # fromisoformat also takes 20250131 and 2025-W05-5
    except ValueError:
        return False


_FORMS: dict[str, tuple[Callable[[str], object], Text]] = {
    "digits": (lambda value: value.isascii() and value.isdigit(), Text("只能填数字", "Digits only")),
    "phone": (PHONE.fullmatch, Text("电话号码不对", "Not a phone number")),
    "id_number": (ID_NUMBER.fullmatch, Text("证件号码的位数不对", "Not an ID number")),
    "date": (_is_date, Text("日期要写成 2025-01-31 这样", "Expected a date such as 2025-01-31")),
    "yes_no": ({"yes", "no"}.__contains__, Text("只能选是或不是", "Expected yes or no")),
}
