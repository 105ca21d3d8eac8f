"""Codes that prove themselves, and each way in which one does not."""

from __future__ import annotations

import base64

import cbor2
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cwt import COSE, COSEKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.documents.sealed.cose import BadCode, proven

KEY = ec.generate_private_key(ec.SECP256R1())
PEM = KEY.public_key().public_bytes(
    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
)
KEYS = {"pk-1": PEM}
CLAIMS = {"print_no": "P20260312000001", "issued": "2026-03-12", "sm3": "ab" * 16}


def sealed(claims: object = CLAIMS, key_id: str = "pk-1", key: ec.EllipticCurvePrivateKey = KEY) -> bytes:
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    cose = COSE.new(alg_auto_inclusion=True, kid_auto_inclusion=True)
    made: bytes = cose.encode_and_sign(cbor2.dumps(claims), COSEKey.from_pem(secret, kid=key_id))
    return made


def address(code: bytes) -> str:
    return "https://platform.example/v#" + base64.urlsafe_b64encode(code).decode().rstrip("=")


GOOD = sealed()


def why(payload: str) -> str:
    with pytest.raises(BadCode) as bad:
        proven(payload, KEYS)
    return str(bad.value)


def test_a_code_says_what_it_proves() -> None:
    code = proven(address(GOOD), KEYS)
    assert (dict(code.claims), code.key_id) == (CLAIMS, "pk-1")


@pytest.mark.parametrize(
    "payload", ["", "A1B2C3", "https://platform.example/verify/A1", "https://p.example/v#"]
)
def test_an_address_alone_proves_nothing(payload: str) -> None:
    assert why(payload) == "no_proof"


def test_a_key_nobody_installed_and_one_that_is_another_s() -> None:
    other = ec.generate_private_key(ec.SECP256R1())
    assert why(address(sealed(key_id="pk-2"))) == "signer_unknown"
    assert why(address(sealed(key=other))) == "altered"


def test_a_code_that_proves_no_claims() -> None:
    assert why(address(sealed(claims=[1, 2]))) == "unreadable"


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_one_byte_changed_never_holds(place: int, change: int) -> None:
    altered = bytearray(GOOD)
    altered[place] ^= change
    try:
        code = proven(address(bytes(altered)), KEYS)
    except BadCode:
        return
    # An unprotected header may say anything: what is proven is still what was signed.
    assert dict(code.claims) == CLAIMS


@given(st.text(max_size=200))
def test_any_text_is_judged(text: str) -> None:
    with pytest.raises(BadCode):
        proven("https://platform.example/v#" + text, KEYS)
