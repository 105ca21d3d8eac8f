"""The contract as data: operations, their rules, parameters and schemas, and the table of problem codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from referencing import Registry
from referencing.jsonschema import DRAFT202012

Json = dict[str, Any]

FILE = Path(__file__).parents[2] / "docs" / "platform-api" / "platform.openapi.yaml"
BASE = "/kiosk/v1"
URI = "urn:kiosk-contract"
METHODS = ("get", "head", "post", "put", "patch", "delete")
# Headers that the checks of signature and idempotency read themselves.
CHECKED_APART = {"X-App-Id", "X-Device-Id", "X-Timestamp", "X-Nonce", "X-Sign-Type", "Idempotency-Key"}
PROBLEM_ROW = re.compile(r"^\s*\| (\w+) \| (\d{3}) \| (never|later|after_correction) \|", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A query, path or header parameter."""

    name: str
    place: str
    required: bool
    is_integer: bool
    schema: Json


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. ``body`` is a schema (``None``: no JSON body); ``late``: may come without a token."""

    id: str
    method: str
    path: str
    min_level: str
    signed: bool
    late: bool
    needs_key: bool
    body: Json | None
    binary: bool
    parameters: tuple[Parameter, ...]


class Contract:
    """The parsed contract."""

    def __init__(self, document: Json) -> None:
        self.document = document
        self.registry: Registry[Any] = Registry().with_resource(URI, DRAFT202012.create_resource(document))
        self.problems = {
            code: (int(status), retry)
            for code, status, retry in PROBLEM_ROW.findall(document["info"]["description"])
        }
        self.operations = {
            operation.id: operation
            for path, item in document["paths"].items()
            for method in METHODS
            if method in item
            for operation in [self._operation(path, method, item)]
        }

    def _operation(self, path: str, method: str, item: Json) -> Operation:
        raw = item[method]
        parameters = [self._resolve(p) for p in (*item.get("parameters", ()), *raw.get("parameters", ()))]
        media = raw.get("requestBody", {}).get("content", {})
        here = f"#/paths/{path.replace('/', '~1')}/{method}/requestBody/content/application~1json"
        security = raw.get("security", self.document["security"])
        return Operation(
            id=raw["operationId"],
            method=method.upper(),
            path=path,
            min_level=raw["x-rule"]["min_level"],
            signed=bool(security),
            late={"device": []} in security,
            needs_key=any(p["name"] == "Idempotency-Key" for p in parameters),
            body={"$ref": f"{URI}{here}/schema"} if "application/json" in media else None,
            binary=bool(media) and "application/json" not in media,
            parameters=tuple(self._parameter(p) for p in parameters if p["name"] not in CHECKED_APART),
        )

    def _resolve(self, node: Json) -> Json:
        while "$ref" in node:
            target: Any = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            node = target
        return node

    def _parameter(self, raw: Json) -> Parameter:
        schema = self._resolve(raw["schema"])
        return Parameter(
            name=raw["name"],
            place=raw["in"],
            required=raw.get("required", False),
            is_integer=schema["type"] == "integer",
            schema=schema,
        )


@cache
def load() -> Contract:
    """Read the contract once a process."""
    # The C loader reads this file in a tenth of the time; a PyYAML built without it still works.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with FILE.open(encoding="utf-8") as file:
        return Contract(yaml.load(file, Loader=loader))  # noqa: S506 a safe loader either way
