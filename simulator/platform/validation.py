"""Closed requests: a body or parameter that the contract does not allow is refused, member by member."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, NoReturn

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from simulator.platform.clock import SHANGHAI
from simulator.platform.contract import Contract, Json, Operation, Parameter
from simulator.platform.problems import Problem

KINDS = {
    "required": ("required", "此项必填。"),
    "additionalProperties": ("unknown_member", "不认识的项目，请去掉。"),
    "propertyNames": ("unknown_member", "不认识的项目，请去掉。"),
    "enum": ("choice", "请从给出的选项中选择。"),
    "const": ("choice", "请从给出的选项中选择。"),
    "type": ("format", "格式不对。"),
    "pattern": ("format", "格式不对。"),
    "format": ("format", "格式不对。"),
    "oneOf": ("mismatch", "各项不相符。"),
    "anyOf": ("mismatch", "各项不相符。"),
    "not": ("not_allowed", "此处不能有这一项。"),
}
OUT_OF_RANGE = ("range", "超出允许的范围。")
FORMATS = FormatChecker(formats=())
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@FORMATS.checks("date-time", raises=(ValueError, OverflowError))
def _is_time(value: object) -> bool:
    if not isinstance(value, str):
        return True
    # A moment that no calendar of this hall can hold is no time either.
    moment = datetime.fromisoformat(value)
    return "T" in value and moment.tzinfo is not None and bool(moment.astimezone(SHANGHAI))


@FORMATS.checks("date", raises=ValueError)
def _is_date(value: object) -> bool:
    return not isinstance(value, str) or date.fromisoformat(value).isoformat() == value


@FORMATS.checks("uuid")
def _is_uuid(value: object) -> bool:
    return not isinstance(value, str) or UUID.fullmatch(value) is not None


def parse_body(contract: Contract, operation: Operation, raw: bytes) -> Json:
    """Return the JSON body. Raises ``Problem`` malformed_request or validation_failed."""
    if operation.body is None:
        if raw and not operation.binary:
            raise Problem("malformed_request")
        return {}
    try:
        body = json.loads(raw, parse_constant=_no_number)
        # Half a surrogate pair is no character and could not be stored.
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise Problem("malformed_request") from None
    validator = _validator(contract, operation.id)
    _refuse([entry for error in validator.iter_errors(body) for entry in explain(error)])
    return dict(body)


def parse_parameters(
    operation: Operation, query: list[tuple[str, str]], path: Mapping[str, str], headers: Mapping[str, str]
) -> dict[str, Any]:
    """Return the parameters by name, integers as such. Raises ``Problem``; a parameter may stand once."""
    known = {p.name: p for p in operation.parameters if p.place == "query"}
    _refuse(
        [entry(name, "unknown_member", KINDS["propertyNames"][1]) for name, _ in query if name not in known]
    )
    values: dict[str, Any] = {}
    for parameter in operation.parameters:
        given = {
            "path": [path[parameter.name]] if parameter.place == "path" else [],
            "header": [headers[parameter.name]] if parameter.name in headers else [],
            "query": [v for n, v in query if n == parameter.name],
        }[parameter.place]
        if len(given) > 1 or (parameter.required and not given):
            raise Problem(
                "malformed_request", errors=[entry(parameter.name, "required", KINDS["required"][1])]
            )
        if given:
            values[parameter.name] = _value(parameter, given[0])
        elif "default" in parameter.schema:
            values[parameter.name] = parameter.schema["default"]
    return values


def explain(error: ValidationError) -> Iterator[Json]:
    """Name what is wrong as ``errors`` entries: JSON Pointer, kind, Chinese words."""
    if error.validator in {"oneOf", "anyOf"} and error.context:
        for inner in _nearest_branch(error):
            yield from explain(inner)
        return
    at = "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in error.absolute_path)
    kind, words = KINDS.get(str(error.validator), OUT_OF_RANGE)
    instance: Any = error.instance
    schema: Any = error.schema
    required: Any = error.validator_value
    if error.validator == "required":
        missing = [name for name in required if name not in instance]
        # jsonschema reports one error a missing member; its message begins with that member's name.
        names = [name for name in missing if error.message.startswith(f"{name!r} ")]
    elif error.validator == "additionalProperties":
        names = [name for name in instance if name not in schema.get("properties", {})]
    else:
        names = []
    if not names:
        yield entry(at, kind, words)
    for name in names:
        yield entry(f"{at}/{name}", kind, words)


def entry(pointer: str, code: str, detail: str) -> Json:
    """Make one member of ``errors``."""
    return {"pointer": pointer, "code": code, "detail": detail}


def _nearest_branch(error: ValidationError) -> list[ValidationError]:
    # The branch whose fixed values (such as `kind`) fit is the one that was meant.
    branches: dict[int, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(int(inner.relative_schema_path[0]), []).append(inner)
    return min(
        branches.values(),
        key=lambda found: (any(e.validator in {"const", "enum"} for e in found), len(found)),
    )


def _value(parameter: Parameter, text: str) -> Any:  # noqa: ANN401 a parameter is a text or an integer
    wrong = Problem("malformed_request", errors=[entry(parameter.name, "format", KINDS["format"][1])])
    value: Any = text
    if parameter.is_integer:
        if not re.fullmatch(r"-?[0-9]{1,18}", text):
            raise wrong
        value = int(text)
    if not Draft202012Validator(parameter.schema, format_checker=FORMATS).is_valid(value):
        raise wrong
    return value


def _refuse(errors: list[Json]) -> None:
    if errors:
        raise Problem("validation_failed", errors=errors)


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


@cache
def _validator(contract: Contract, operation_id: str) -> Draft202012Validator:
    schema = contract.operations[operation_id].body or {}
    return Draft202012Validator(schema, registry=contract.registry, format_checker=FORMATS)
