"""An electronic form as it is filled in: its pages of fields, and the data that its schema asks for.

Values on their way are text, written as views write them (``YYYY-MM-DD``, ``yes``/``no``, ids with commas);
the schema is JSON Schema 2020-12 (contract, ``Form``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kiosk.domain.item import Form

NOTE: Final = "note"
"""The widget that is read and not filled in."""

WORDS: Final[Mapping[str, str]] = {
    "required": "这一项还没填。",
    "minLength": "这一项还没填全。",
    "maxLength": "写得太长了，短一点。",
    "pattern": "这一项的写法不对，再看一下。",
    "enum": "请从给出的里面选。",
    "format": "没有这一天。",
    "minItems": "至少选一个。",
}
NOT_RIGHT: Final = "这一项填得不对，再看一下。"


@dataclass(frozen=True, slots=True)
class FormField:
    """A field; ``pointer`` is a JSON Pointer (RFC 6901) into the data."""

    pointer: str
    label: str
    widget: str
    required: bool
    label_en: str | None = None
    choices: tuple[tuple[str, str], ...] = ()
    """Value and label."""
    help: str | None = None
    read_only: bool = False
    most: int | None = None
    """Characters."""


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A page of a form."""

    title: str
    fields: tuple[FormField, ...]


def sheets(form: Form) -> tuple[FormSheet, ...]:
    """The pages in their order, those without a field left out."""
    pages = (
        FormSheet(page["title"], tuple(_field(form.schema, told) for told in page["fields"]))
        for page in form.ui["pages"]
    )
    return tuple(page for page in pages if page.fields)


def data(form: Form, values: Mapping[str, str]) -> dict[str, Any]:
    """What is handed in: the values by pointer, each as its schema writes it; empty ones are left out."""
    whole = _frame(form.schema)
    for sheet in sheets(form):
        for one in sheet.fields:
            if one.widget != NOTE and (value := values.get(one.pointer, "")):
                _put(whole, one.pointer, _typed(_schema(form.schema, one.pointer), value))
    return whole


def mistakes(form: Form, values: Mapping[str, str]) -> dict[str, str]:
    """What is wrong, by pointer, in a citizen's words; empty: the form is right."""
    from jsonschema import Draft202012Validator, FormatChecker  # noqa: PLC0415 heavy; only whoever applies

    validator = Draft202012Validator(form.schema, format_checker=FormatChecker(["date"]))
    found: dict[str, str] = {}
    for error in validator.iter_errors(data(form, values)):
        words = WORDS.get(str(error.validator), NOT_RIGHT)
        path = [str(step) for step in error.absolute_path]
        if error.validator == "required":
            missing = (name for name in error.validator_value if name not in error.instance)
            found |= {_pointer([*path, name]): words for name in missing}
        else:
            found.setdefault(_known(form, path), words)
    return found


def value_at(form: Form, pointer: str, value: str) -> Any:  # noqa: ANN401 JSON
    """One value as the schema writes it."""
    return _typed(_schema(form.schema, pointer), value)


def texts(form: Form, filled: Mapping[str, Any]) -> dict[str, str]:
    """What was filled in before, by pointer, as fields write it."""
    found: dict[str, str] = {}
    for sheet in sheets(form):
        for one in sheet.fields:
            value: Any = filled
            for step in _steps(one.pointer):
                value = value.get(step) if isinstance(value, Mapping) else None
            if one.widget != NOTE and value is not None:
                found[one.pointer] = as_text(value)
    return found


def as_text(value: object) -> str:
    """A value of the platform's as a field writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ",".join(map(as_text, value))
    return "" if value is None else str(value)


def _field(schema: dict[str, Any], told: dict[str, Any]) -> FormField:
    pointer = told["pointer"]
    above = _schema(schema, pointer.rpartition("/")[0])
    name = _steps(pointer)[-1] if pointer else ""
    return FormField(
        pointer=pointer,
        label=told["label"],
        label_en=told.get("label_en"),
        widget=told["widget"],
        required=name in above.get("required", ()),
        choices=tuple((str(one["value"]), one["label"]) for one in told.get("choices") or ()),
        help=told.get("help"),
        read_only=bool(told.get("read_only")),
        most=_schema(schema, pointer).get("maxLength"),
    )


def _schema(schema: dict[str, Any], pointer: str) -> dict[str, Any]:
    """What the schema says of a place; nothing where it does not name it."""
    for step in _steps(pointer):
        schema = schema.get("properties", {}).get(step, {})
    return schema


def _typed(schema: dict[str, Any], value: str) -> Any:  # noqa: ANN401 JSON
    kinds = schema.get("type")
    kind = next((k for k in kinds if k != "null"), None) if isinstance(kinds, list) else kinds
    if kind == "boolean":
        return value == "yes"
    if kind == "array":
        return [_typed(schema.get("items", {}), one) for one in value.split(",")]
    try:
        return {"integer": int, "number": float}.get(str(kind), str)(value)
    except ValueError:
        return value  # the schema says what is wrong with it


def _frame(schema: dict[str, Any]) -> dict[str, Any]:
    """The objects that must be there, empty: what they lack is then missed at its own field."""
    parts = schema.get("properties", {})
    required = (name for name in schema.get("required", ()) if parts.get(name, {}).get("type") == "object")
    return {name: _frame(parts[name]) for name in required}


def _put(whole: dict[str, Any], pointer: str, value: Any) -> None:  # noqa: ANN401 JSON
    *above, name = _steps(pointer)
    for step in above:
        whole = whole.setdefault(step, {})
    whole[name] = value


def _known(form: Form, path: list[str]) -> str:
    """The field that a mistake belongs to: itself, or the one that holds it."""
    pointers = {one.pointer for sheet in sheets(form) for one in sheet.fields}
    return next((p for p in _upward(path) if p in pointers), _pointer(path))


def _upward(path: list[str]) -> Iterator[str]:
    for length in range(len(path), 0, -1):
        yield _pointer(path[:length])


def _steps(pointer: str) -> list[str]:
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def _pointer(path: list[str]) -> str:
    return "".join(f"/{step.replace('~', '~0').replace('/', '~1')}" for step in path)
