"""What a key does, how it is shown, when it is enough."""

import pytest

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, Field, FieldKind
from kiosk.screens import typed

NAME = Text("某项", "Something")
OFFERED = tuple(Choice(c, Text(c)) for c in "abc")


def field(kind: FieldKind, **more: object) -> Field:
    return Field(str(more.pop("id", "it")), NAME, kind, **more)  # type: ignore[arg-type]


def typing(wanted: Field, keys: str) -> str:
    stands = ""
    for key in keys:
        stands = typed.press(wanted, stands, key)
    return stands


@pytest.mark.parametrize(
    ("kind", "keys", "shown", "value"),
    [
        ("id_number", "990101197503081", "990101 19750308 1", "990101197503081"),
        ("id_number", "99010119750308123X", "990101 19750308 123X", "99010119750308123X"),
        ("id_number", "9901X1", "99011", "99011"),
        ("date", "197", "197", "197"),
        ("date", "19750308", "1975-03-08", "1975-03-08"),
        ("date", "1975030899", "1975-03-08", "1975-03-08"),
        ("phone", "13800001234", "138 0000 1234", "13800001234"),
        ("phone", "02155551", "0215 5551", "02155551"),
        ("text", "6217000012345", "6217 0000 1234 5", "6217000012345"),
        ("text", "E1234567", "E1234567", "E1234567"),
    ],
)
def test_it_is_grouped_while_typing(kind: FieldKind, keys: str, shown: str, value: str) -> None:
    wanted = field(kind, max_length=20 if kind == "text" else None)
    stands = typing(wanted, keys)
    assert typed.shown(wanted, stands) == shown
    assert typed.value(wanted, stands) == value


def test_a_code_stands_in_one_piece() -> None:
    assert typed.shown(field("digits", max_length=8), "123456") == "123456"


def test_a_cross_stands_only_at_the_end_of_an_id_number() -> None:
    wanted = field("id_number", max_length=18)
    assert not typed.accepts(wanted, "9901", "X")
    assert typed.accepts(wanted, "99010119750308123", "X")
    assert not typed.accepts(wanted, "99010119750308123X", "1")


def test_backspace_and_clear() -> None:
    wanted = field("digits")
    assert typed.press(wanted, "123", typed.BACKSPACE) == "12"
    assert typed.press(wanted, "", typed.BACKSPACE) == ""
    assert typed.press(wanted, "123", typed.CLEAR) == ""


@pytest.mark.parametrize(
    ("wanted", "stands", "lacks"),
    [
        (field("id_number"), "", "输完再点这里"),
        (field("id_number"), "990101", "还差 12 位"),
        (field("id_number"), "990101197503081234", None),
        (field("date"), "197503", "还差 2 位"),
        (field("date"), "19750230", "没有这一天"),
        (field("date"), "19760229", None),
        (field("date", required=False), "", None),
        (field("date", required=False), "1976", "还差 4 位"),
        (field("phone"), "1380000", "还差 4 位"),
        (field("phone"), "5555555", None),
        (field("digits", id="code"), "123", "还没输完"),
        (field("digits", id="code"), "1234", None),
        (field("text"), "E", None),
        (field("yes_no"), "", "选好再点这里"),
        (field("yes_no"), "no", None),
    ],
)
def test_what_is_missing_is_said(wanted: Field, stands: str, lacks: str | None) -> None:
    said = typed.lacks(wanted, stands)
    assert (said and said.zh) == lacks


def test_a_date_asks_for_year_month_and_day() -> None:
    hints = [typed.hint(field("date"), "19750308"[:n]) for n in (0, 4, 6, 8)]
    assert [hint and hint.zh[:4] for hint in hints] == ["先输年份", "再输月份", "再输日子", None]
    assert typed.shown(field("date"), "1975") + typed.to_come(field("date"), "1975") == "1975-__-__"


def test_what_is_picked() -> None:
    assert typed.pick(field("choice", choices=OFFERED), "a", "b") == "b"
    several = field("multi_choice", choices=OFFERED)
    assert typed.pick(several, "c", "a") == "a,c"
    assert typed.pick(several, "a,c", "a") == "c"
    assert [c.id for c in typed.options(field("yes_no"))] == ["yes", "no"]


def test_what_is_known_already_stands_there() -> None:
    assert typed.begin(field("date", value="1975-03-08")) == "19750308"
    assert typed.begin(field("text")) == ""
