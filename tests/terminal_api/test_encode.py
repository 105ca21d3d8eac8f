"""What may leave the terminal, and in which form."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

import pytest

from kiosk.domain.personal import Personal
from kiosk.domain.words import Text
from kiosk.terminal_api.encode import NotPlain, plain


@dataclass(frozen=True)
class Box:
    inside: object


NAME = "张示例"


@pytest.mark.parametrize(
    "value",
    [
        Personal(NAME), Box(Personal(NAME)), (Box([Personal(NAME)]),), {"a": {"b": Personal(NAME)}},
        {Personal(NAME): 1}, Text(Personal(NAME)), Text("x", Personal(NAME)),  # type: ignore[arg-type]
    ],
)  # fmt: skip
def test_personal_data_is_never_encoded_nor_named(value: object) -> None:
    with pytest.raises(NotPlain) as raised:
        plain(value)
    assert NAME not in str(raised.value)


@pytest.mark.parametrize("value", [b"x", object(), {1: "x"}, {"a"}, Box, datetime(2025, 1, 1)])  # noqa: DTZ001
def test_what_has_no_plain_form_is_refused(value: object) -> None:
    with pytest.raises(NotPlain):
        plain(value)


def test_times_keep_their_offset() -> None:
    china = timezone(timedelta(hours=8))
    assert plain(datetime(2025, 1, 31, 9, 5, tzinfo=china)) == "2025-01-31T09:05:00+08:00"


def test_a_language_stands_only_where_there_is_a_translation() -> None:
    assert plain(Text("您好")) == {"zh": "您好"}
    assert plain(Box(Text("您好", "Hello"))) == {"inside": {"zh": "您好", "en": "Hello"}}
