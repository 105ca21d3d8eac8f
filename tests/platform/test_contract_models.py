"""The wire models are the contract: every member of every request and answer, and no other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
import pytest

from kiosk.domain.item_rules import STEPS
from kiosk.domain.personal import Personal
from kiosk.platform import codec, problems, wire
from tests.platform.contract_samples import (
    Json,
    contract,
    is_nullable,
    kinds_of,
    operations,
    options,
    resolved,
    sample,
    validate,
    without_null,
)

SCALARS: dict[str, tuple[type, ...]] = {
    "string": (str, datetime, date, UUID),
    "integer": (int,),
    "number": (float,),
    "boolean": (bool,),
}


def named(schema: Json) -> Iterator[str]:
    """The name under which a body's schema stands in the contract; both where it is one of two."""
    name = schema["$ref"].rsplit("/", 1)[1]
    both = options(resolved(schema))
    yield from (option["$ref"].rsplit("/", 1)[1] for option in both) if both else (name,)


def bodies() -> tuple[set[str], set[str]]:
    requests, answers = set(), set()
    for _, _, operation in operations().values():
        asked = operation.get("requestBody", {}).get("content", {}).get("application/json")
        requests |= set(named(asked["schema"])) if asked else set()
        for status, told in operation["responses"].items():
            body = resolved(told).get("content", {}).get("application/json")
            answers |= set(named(body["schema"])) if body and status != "default" else set()
    return requests, answers


REQUESTS, ANSWERS = bodies()


def schema_of(name: str) -> Json:
    told: Json = contract()["components"]["schemas"][name]
    return told


def model(name: str) -> type[msgspec.Struct]:
    found: type[msgspec.Struct] = getattr(wire, name)
    return found


def compare(schema: Json, hint: Any, where: str, *, closed: bool) -> None:
    """Hold a type against a schema, member by member."""
    told = resolved(schema)
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    types = get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)
    assert closed or NoneType in types or not is_nullable(told), f"{where} may be null"
    types = tuple(kind for kind in types if kind is not NoneType)
    alternatives = kinds_of(told)
    if len(alternatives) > 1:
        assert len(types) == len(alternatives), where
        for alternative, kind in zip(alternatives, types, strict=True):
            compare(alternative, kind, f"{where}|{kind.__name__}", closed=closed)
        return
    compare_one(alternatives[0], types[0], where, closed=closed)


def compare_one(told: Json, hint: Any, where: str, *, closed: bool) -> None:
    kind = told.get("type")
    if get_origin(hint) is Personal:
        hint = get_args(hint)[0]
    if hint is Any:
        assert kind in {None, "object"}, where
    elif kind == "array":
        assert get_origin(hint) is tuple, where
        compare(told["items"], get_args(hint)[0], f"{where}[]", closed=closed)
    elif "properties" in told:
        compare_members(told, hint, where, closed=closed)
    elif kind == "object":
        assert get_origin(hint) is dict, where
    elif get_origin(hint) is Literal:
        assert set(get_args(hint)) <= set(told.get("enum", [told.get("const")])), where
    elif "anyOf" in told or kind is None:
        assert hint is str, where
    else:
        bare = get_args(hint)[0] if get_origin(hint) is Annotated else hint
        assert bare in SCALARS[kind], f"{where}: {bare} for {kind}"


def compare_members(told: Json, hint: Any, where: str, *, closed: bool) -> None:
    if get_origin(hint) is dict:  # handed on as it came: device states in a heartbeat, say
        return
    assert issubclass(hint, msgspec.Struct), where
    fields = {field.encode_name: field for field in msgspec.structs.fields(hint)}
    tag = hint.__struct_config__.tag_field
    assert fields.keys() | ({tag} if tag else set()) == told["properties"].keys(), where
    required = set(told.get("required", ()))
    hints = get_type_hints(hint, include_extras=True)
    for name, field in fields.items():
        assert field.required is (name in required), (
            f"{where}.{name} is {'' if name in required else 'not '}required"
        )
        compare(told["properties"][name], hints[field.name], f"{where}.{name}", closed=closed)


@pytest.mark.parametrize("name", sorted(REQUESTS))
def test_every_member_of_a_request(name: str) -> None:
    assert schema_of(name)["additionalProperties"] is False
    compare(schema_of(name), model(name), name, closed=True)


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_every_member_of_an_answer(name: str) -> None:
    compare(schema_of(name), model(name), name, closed=False)


def test_every_member_of_a_problem() -> None:
    told = schema_of("Problem")["properties"]
    assert {field.name for field in msgspec.structs.fields(problems.Problem)} == told.keys()


def test_the_22_elements_stand_in_their_order() -> None:
    told = schema_of("GuideElements")["properties"]
    in_words = [
        told[field.name].get("description", "") for field in msgspec.structs.fields(wire.GuideElements)
    ]
    assert list(told) == [field.name for field in msgspec.structs.fields(wire.GuideElements)]
    assert len(told) == 22
    assert [words.split(" ")[0] for words in in_words] == [str(number) for number in range(1, 23)]


def test_a_material_has_its_nine_elements() -> None:
    told = schema_of("Material")["properties"]
    numbered = [name for name, member in told.items() if member.get("description", "")[:1].isdigit()]
    assert len(numbered) == 9
    assert set(numbered) <= {field.name for field in msgspec.structs.fields(wire.Material)}


def test_the_eight_kinds_of_step_have_start_end_duration_applicant_and_window() -> None:
    assert set(schema_of("FlowStep")["properties"]["type"]["enum"]) == STEPS
    names = {field.name for field in msgspec.structs.fields(wire.FlowStep)}
    assert names == {"type", "name", "start", "end", "duration", "applicant", "window"}


@pytest.mark.parametrize("name", sorted(ANSWERS))
@pytest.mark.parametrize("how", [{"full": True}, {"full": False}, {"new": True}])
def test_answers_are_read_full_bare_and_with_words_nobody_knows(name: str, how: dict[str, bool]) -> None:
    told = sample(schema_of(name), **how)
    if how == {"new": True} and "view" in told:
        assert told["view"] != "a_new_word"
    read = codec.decode(json.dumps(told).encode(), model(name))
    assert isinstance(read, model(name))


def examples(node: Any) -> Iterator[tuple[Json, Any]]:
    """Each example of a body with its schema."""
    if isinstance(node, dict):
        if "schema" in node and "$ref" in node["schema"]:
            if "example" in node:
                yield node["schema"], node["example"]
            yield from ((node["schema"], one["value"]) for one in node.get("examples", {}).values())
        for inner in node.values():
            yield from examples(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from examples(inner)


EXAMPLES = [
    pytest.param(schema, example, id=f"{schema['$ref'].rsplit('/', 1)[1]}-{number}")
    for number, (schema, example) in enumerate(examples(contract()["paths"]))
]


@pytest.mark.parametrize(("schema", "example"), EXAMPLES)
def test_every_example_is_read_and_written_again_by_the_contract(schema: Json, example: Json) -> None:
    views = {"minimal": "CaseMinimal", "full": "CaseFull"}
    kind = model(views.get(example.get("view", ""), next(named(schema))))
    if kind is wire.SessionRequest:
        read: msgspec.Struct = wire.SessionRequest(tuple(proof(one) for one in example["proofs"]))
    else:
        read = codec.decode(json.dumps(example).encode(), kind)
    written = json.loads(codec.encode(read))
    validate(schema, written)
    said = {name: value for name, value in example.items() if value is not None}
    assert {name: value for name, value in written.items() if name in said} == said


def proof(told: Json) -> wire.Proof:
    kinds: dict[str, type[wire.Proof]] = {"id_card": wire.CardProof, "otp": wire.VerifiedProof}
    kind = kinds.get(told["kind"], wire.VerifiedProof)
    read: wire.Proof = codec.decode(json.dumps(told).encode(), kind)
    return read


def test_the_samples_themselves_fit_the_contract() -> None:
    for name in REQUESTS | ANSWERS:
        validate({"$ref": f"#/components/schemas/{name}"}, sample(schema_of(name)))
    for name in ANSWERS:
        validate({"$ref": f"#/components/schemas/{name}"}, sample(schema_of(name), full=False))


def test_without_null_leaves_the_schema_of_the_value() -> None:
    assert without_null({"type": ["string", "null"]}) == {"type": "string"}
