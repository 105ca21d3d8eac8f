from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kiosk.domain.personal import Personal
from kiosk.platform.signing import (
    Signable,
    Signer,
    SignType,
    canonical_query,
    canonical_text,
    signature,
)

CONTRACT = Path(__file__).parents[2] / "docs" / "platform-api" / "platform.openapi.yaml"


def vectors() -> list[Any]:
    told = yaml.load(CONTRACT.read_text("utf-8"), yaml.CSafeLoader)["x-signing-vectors"]
    return [
        pytest.param(told["key_hex"], vector, sign_type, id=f"{sign_type}: {vector['name'][:20]}")
        for vector in told["vectors"]
        for sign_type in SignType
    ]


@pytest.mark.req("SC-04")
@pytest.mark.parametrize(("key_hex", "vector", "sign_type"), vectors())
def test_the_contracts_vectors(key_hex: str, vector: dict[str, Any], sign_type: SignType) -> None:
    request = Signable(
        vector["method"],
        vector["path"],
        vector["query"],
        vector["body"].encode(),
        vector["timestamp"],
        vector["nonce"],
    )
    text = canonical_text(request, sign_type)
    assert text == vector[sign_type]["canonical"]
    assert signature(bytes.fromhex(key_hex), text, sign_type) == vector[sign_type]["signature"]


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("b=2&a=1", "a=1&b=2"),
        ("a=2&a=10&a=1", "a=1&a=10&a=2"),
        ("a", "a="),
        ("a=&b", "a=&b="),
        ("a=1+2", "a=1%202"),
        ("a=1%2b2", "a=1%2B2"),
        ("k=~._-*!'()", "k=~._-%2A%21%27%28%29"),
        ("a=b=c", "a=b%3Dc"),
        ("q=社", "q=%E7%A4%BE"),
        # encoded names sort before values are looked at: %7E is not there, ~ stays bare
        ("a~=1&aa=2&a%2F=3", "a%2F=3&aa=2&a~=1"),
        # sorted by name first, not by the joined text (where "=" would come after "-")
        ("a-b=1&a=2", "a=2&a-b=1"),
    ],
)
def test_canonical_query(query: str, canonical: str) -> None:
    assert canonical_query(query) == canonical


def test_the_secret_is_not_shown() -> None:
    signer = Signer("hall-kiosk", "K03", Personal(b"s" * 32), SignType.SM3)
    assert "ssss" not in repr(signer)
    assert "[hidden]" in repr(signer)
