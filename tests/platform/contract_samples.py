"""Values that the contract's own schemas allow: with every member, with the needed ones, with new words."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

Json = dict[str, Any]

CONTRACT = Path(__file__).parents[2] / "docs" / "platform-api" / "platform.openapi.yaml"
METHODS = ("get", "head", "post", "patch", "delete")
PATTERNS = {
    "^[0-9+-]{5,18}$": "13800000000",
    "^[0-9A-HJ-NPQRTUWXY]{18}$": "11990100MB9911A15Y",
    "^[0-9A-Z]{18}[1-7][0-9]{12}$": "11990100MB9900A09B3992012005000",
    "^[0-9A-Z]{8,32}$": "SAMPLE7K2M9Q",
    "^[0-9A-Za-z()-]{5,30}$": "990101198503120010",
    "^[0-9A-Za-z_.-]{1,50}$": "case-0001",
    "^[0-9A-Za-z_.-]{1,64}$": "id-0001",
    r"^[0-9]{1,14}(\.[0-9]{2})?$": "20.00",
    "^[0-9]{12}$": "992012005000",
    "^[0-9]{2}$": "05",
    "^[0-9]{3}$": "515",
    "^[0-9]{4,8}$": "246810",
    "^[0-9]{6}$": "990101",
    "^[0-9a-f]{64}$": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "^[A-Z]{3}$": "CHN",
    "^[a-z]+/[a-z0-9.+-]+$": "image/jpeg",
    "^[a-z][a-z0-9_.]{1,63}$": "slip.printed",
}
FORMATS = {
    "date-time": "2026-11-21T09:30:00+08:00",
    "date": "2026-11-21",
    "uuid": "0c2f5f0e-5d7b-4c58-9a51-3f0e6f0a9b11",
    "uri": "https://platform.example/g",
    "uri-reference": "about:blank",
}
SCALARS: Json = {"string": "示例文字", "number": 0.5, "boolean": True}


@cache
def contract() -> Json:
    told: Json = yaml.load(CONTRACT.read_text("utf-8"), yaml.CSafeLoader)
    return told


def validate(schema: Json, body: Any) -> None:
    """Hold a value against a schema of the contract. Raises ``jsonschema.ValidationError``."""
    root = schema | {"components": contract()["components"]}
    jsonschema.Draft202012Validator(root, format_checker=jsonschema.FormatChecker()).validate(body)


@cache
def operations() -> dict[str, tuple[str, str, Json]]:
    """Method, path and definition by operationId."""
    return {
        item[method]["operationId"]: (method.upper(), path, item[method])
        for path, item in contract()["paths"].items()
        for method in METHODS
        if method in item
    }


def resolved(schema: Json) -> Json:
    """The schema behind a reference; what stands beside the reference is only words."""
    while "$ref" in schema:
        target: Any = contract()
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        schema = target
    return schema


def is_nullable(schema: Json) -> bool:
    kind = schema.get("type")
    return "null" in kind if isinstance(kind, list) else any(o == {"type": "null"} for o in options(schema))


def options(schema: Json) -> list[Json]:
    found: list[Json] = schema.get("oneOf", []) if "properties" not in schema else []
    return found


def without_null(schema: Json) -> Json:
    """The same schema where it may not be null."""
    schema = resolved(schema)
    real = [option for option in options(schema) if option != {"type": "null"}]
    if len(real) == 1:
        return resolved(real[0])
    if isinstance(schema.get("type"), list):
        kind = next(kind for kind in schema["type"] if kind != "null")
        schema = schema | {"type": kind}
    return schema


def kinds_of(schema: Json) -> list[Json]:
    """The alternatives of a schema that is one of several objects; else itself alone."""
    schema = without_null(schema)
    return [resolved(option) for option in options(schema)] or [schema]


def sample(schema: Json, *, full: bool = True, new: bool = False) -> Any:
    """A value. ``full``: every member, else only required ones and null; ``new``: words nobody knows yet."""
    told = resolved(schema)
    if not full and is_nullable(told):
        return None
    told = kinds_of(told)[-1]
    if "anyOf" in told and "properties" not in told:
        told = resolved(told["anyOf"][0])
    if told.get("type") == "array":
        least = told.get("minItems", 0)
        one = sample(told["items"], full=full, new=new)
        return [one] * (max(least, 1) if full else least)
    if "properties" in told:
        return _members(told, full=full, new=new)
    if told.get("type") == "object":
        free = told.get("additionalProperties")
        return {"apply": sample(free, full=full) if isinstance(free, dict) else "L3"}
    return _scalar(told, new=new)


def _scalar(told: Json, *, new: bool) -> Any:
    if "const" in told:
        return told["const"]
    if "enum" in told:
        is_text = told.get("type") == "string"
        return "a_new_word" if new and is_text else next(word for word in told["enum"] if word is not None)
    if "pattern" in told:
        return PATTERNS[told["pattern"]]
    if told.get("type") == "integer":
        return max(1, told.get("minimum", 1))
    return FORMATS.get(told.get("format", "")) or SCALARS[told.get("type", "string")]


def _members(schema: Json, *, full: bool, new: bool) -> Json:
    wanted = schema["properties"] if full else schema.get("required", ())
    members = {name: sample(schema["properties"][name], full=full, new=new) for name in wanted}
    # Answers are open: whatever comes beside the named members is passed over.
    return members | ({"a_new_member": [1]} if new and "additionalProperties" not in schema else {})
