"""A form: its pages and fields out of JSON Schema and hints, the data back, what is wrong in plain words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.form import WORDS, as_text, data, mistakes, sheets
from kiosk.domain.item import Form

SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "kind", "home"],
    "properties": {
        "name": {"type": "string", "minLength": 2, "maxLength": 5},
        "kind": {"type": "string", "enum": ["a", "b"]},
        "born": {"type": "string", "format": "date"},
        "agrees": {"type": "boolean"},
        "count": {"type": "integer", "minimum": 1},
        "scope": {"type": "array", "items": {"type": "string", "enum": ["x", "y"]}, "minItems": 1},
        "home": {
            "type": "object",
            "required": ["street"],
            "properties": {"street": {"type": "string"}, "a/b": {"type": "string", "pattern": "^[0-9]+$"}},
        },
    },
}


def field(pointer: str, widget: str = "text", **more: Any) -> dict[str, Any]:
    return {"pointer": pointer, "label": pointer, "widget": widget} | more


FORM = Form(
    form_id="f-1",
    form_version="1",
    schema=SCHEMA,
    ui={
        "pages": [
            {
                "title": "一",
                "fields": [
                    field("/name"),
                    field("/kind", "choice", choices=[{"value": "a", "label": "甲"}]),
                    field("/born", "date"),
                    field("/agrees", "yes_no"),
                    field("/count", "digits"),
                    field("/scope", "multi_choice"),
                    field("", "note", help="请如实填写"),
                ],
            },
            {"title": "空", "fields": []},
            {"title": "二", "fields": [field("/home/street", "address"), field("/home/a~1b", "digits")]},
        ]
    },
)
RIGHT = {
    "/name": "张示例",
    "/kind": "a",
    "/born": "1985-03-12",
    "/agrees": "yes",
    "/count": "2",
    "/scope": "x,y",
    "/home/street": "桃源路8号",
    "/home/a~1b": "12",
}


def test_pages_and_fields_as_the_guide_has_them() -> None:
    first, second = sheets(FORM)
    assert (first.title, second.title) == ("一", "二")
    by_pointer = {one.pointer: one for one in (*first.fields, *second.fields)}
    assert by_pointer["/name"].required
    assert by_pointer["/name"].most == 5
    assert not by_pointer["/born"].required
    assert by_pointer["/home/street"].required
    assert not by_pointer["/home/a~1b"].required
    assert by_pointer["/kind"].choices == (("a", "甲"),)


def test_data_has_the_schemas_own_types() -> None:
    assert data(FORM, RIGHT) == {
        "name": "张示例",
        "kind": "a",
        "born": "1985-03-12",
        "agrees": True,
        "count": 2,
        "scope": ["x", "y"],
        "home": {"street": "桃源路8号", "a/b": "12"},
    }
    assert mistakes(FORM, RIGHT) == {}


@pytest.mark.parametrize(
    ("pointer", "value", "word"),
    [
        ("/name", "", "required"),
        ("/name", "张", "minLength"),
        ("/name", "张张张张张张", "maxLength"),
        ("/kind", "c", "enum"),
        ("/born", "2026-02-30", "format"),
        ("/scope", "z", "enum"),
        ("/home/street", "", "required"),
        ("/home/a~1b", "x", "pattern"),
    ],
)
def test_a_mistake_is_named_at_its_field(pointer: str, value: str, word: str) -> None:
    assert mistakes(FORM, RIGHT | {pointer: value}) == {pointer: WORDS[word]}


def test_what_is_no_number_is_said_and_not_raised() -> None:
    assert mistakes(FORM, RIGHT | {"/count": "two"}).keys() == {"/count"}
    assert mistakes(FORM, RIGHT | {"/count": "0"}).keys() == {"/count"}


def test_nothing_filled_in_names_every_required_field() -> None:
    assert mistakes(FORM, {}).keys() == {"/name", "/kind", "/home/street"}


@given(st.dictionaries(st.sampled_from(sorted(RIGHT)), st.text(max_size=20)))
def test_whatever_is_typed_is_either_right_or_told(values: dict[str, str]) -> None:
    assert all(isinstance(words, str) for words in mistakes(FORM, values).values())


@pytest.mark.parametrize(
    ("value", "text"), [(True, "yes"), (False, "no"), (None, ""), (["x", "y"], "x,y"), (3, "3"), ("甲", "甲")]
)
def test_a_value_of_the_platforms_as_a_field_writes_it(value: object, text: str) -> None:
    assert as_text(value) == text
