"""What a key does to what was typed, how that is shown, and when it is enough. No drawing here.

What was typed is kept bare: a date as its eight digits, several choices as their ids with commas. How a value
is written when it goes out is the views' contract (``YYYY-MM-DD``, ``yes``/``no``, ids).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, Field

BACKSPACE: Final = "backspace"
CLEAR: Final = "clear"
SECRET: Final = frozenset({"pin"})
"""Ids of fields that nobody reads over a shoulder."""
ONE_TIME: Final = frozenset({"code", "pin"})
"""Ids of fields whose value is good for one try only."""
DIGITS: Final = frozenset({"id_number", "digits", "phone", "date"})
PICKED: Final = frozenset({"yes_no", "choice", "multi_choice"})
KINDS: Final = DIGITS | PICKED | {"text"}
"""Kinds that can be filled in with keys or by picking."""
_LENGTH: Final = {"id_number": 18, "phone": 11, "date": 8}
_YES_NO: Final = (Choice("yes", Text("是", "Yes")), Choice("no", Text("不是", "No")))
_ID_GROUPS, _PHONE_GROUPS, _DATE_GROUPS = (6, 8, 4), (3, 4, 4), (4, 2, 2)
_BY_FOUR: Final = 8
"""Numbers that may be longer than this are shown in groups of four."""
_CODE_LEAST: Final = 4
_LANDLINE: Final = 7


def options(field: Field) -> tuple[Choice, ...]:
    """What can be picked for a field."""
    return field.choices or (_YES_NO if field.kind == "yes_no" else ())


def most(field: Field) -> int:
    """How many characters can be typed."""
    return _LENGTH.get(field.kind) or field.max_length or 60


def begin(field: Field) -> str:
    """What stands in a field before anything is typed."""
    value = field.value or ""
    return value.replace("-", "") if field.kind == "date" else value


def press(field: Field, typed: str, key: str) -> str:
    """What stands in the field after a key; of several characters at once, as many as find room."""
    if key == CLEAR:
        return ""
    if key == BACKSPACE:
        return typed[:-1]
    if field.chinese:
        return (typed + key).lstrip()[: most(field)]
    return typed + key if accepts(field, typed, key) else typed


def accepts(field: Field, typed: str, key: str) -> bool:
    """Whether a character can come next. X stands only at the end of an ID number (GB 11643, 17 digits)."""
    if len(typed) >= most(field):
        return False
    return field.kind != "id_number" or key != "X" or len(typed) == most(field) - 1


def pick(field: Field, typed: str, option: str) -> str:
    """What is picked after a touch on an option."""
    if field.kind != "multi_choice":
        return option
    chosen = set(filter(None, typed.split(","))) ^ {option}
    return ",".join(choice.id for choice in options(field) if choice.id in chosen)


def shown(field: Field, typed: str) -> str:
    """As it is read while typing: an ID number 6-8-4, a date with its strokes, long numbers by four."""
    if field.id in SECRET:
        return "●" * len(typed)
    if field.kind == "date":
        return _grouped(typed, _DATE_GROUPS, "-")
    if field.kind == "id_number":
        return _grouped(typed, _ID_GROUPS, " ")
    if field.kind == "phone" and typed.startswith("1"):
        return _grouped(typed, _PHONE_GROUPS, " ")
    if typed.isdigit() and most(field) > _BY_FOUR and not field.chinese:
        return _grouped(typed, [4] * (len(typed) // 4 + 1), " ")
    return typed


def to_come(field: Field, typed: str) -> str:
    """Empty places after what was typed, where their number is known."""
    if field.kind != "date":
        return ""
    return "____-__-__"[len(shown(field, typed)) :]


def lacks(field: Field, typed: str) -> Text | None:
    """What is missing from a field, in the few words of a button; ``None`` when it can be right."""
    if not typed.strip():
        return _nothing(field) if field.required else None
    if field.kind in {"id_number", "date"}:
        if left := most(field) - len(typed):
            return Text(f"还差 {left} 位", f"{left} more to type")
        return None if field.kind == "id_number" or _is_day(typed) else Text("没有这一天", "No such day")
    if field.kind == "phone":
        least = most(field) if typed.startswith("1") else _LANDLINE
        left = least - len(typed)
        return Text(f"还差 {left} 位", f"{left} more to type") if left > 0 else None
    if field.id in ONE_TIME and len(typed) < _CODE_LEAST:
        return Text("还没输完", "Not complete yet")
    return None


def hint(field: Field, typed: str) -> Text | None:
    """What to type now, under the field."""
    if field.kind == "id_number":
        return Text(f"输了 {len(typed)} 位，一共 18 位", f"{len(typed)} of 18 typed")
    if field.kind == "date":
        return _date_hint(len(typed))
    return None


def value(field: Field, typed: str) -> str:
    """What goes out."""
    if field.chinese:
        return typed.strip()
    return shown(field, typed) if field.kind == "date" else typed


def _date_hint(length: int) -> Text | None:
    if length < 4:
        return Text("先输年份，4 位", "The year first, 4 digits")
    if length < 6:
        return Text("再输月份，2 位，像 03", "The month, 2 digits, as 03")
    return Text("再输日子，2 位，像 08", "The day, 2 digits, as 08") if length < 8 else None


def _nothing(field: Field) -> Text:
    if field.kind in PICKED:
        return Text("选好再点这里", "Choose first")
    return Text("输完再点这里", "Type it first")


def _is_day(typed: str) -> bool:
    try:
        date(int(typed[:4]), int(typed[4:6]), int(typed[6:]))
    except ValueError:
        return False
    return True


def _grouped(typed: str, sizes: Sequence[int], between: str) -> str:
    groups, at = [], 0
    for size in sizes:
        groups.append(typed[at : at + size])
        at += size
    return between.join(group for group in (*groups, typed[at:]) if group)
