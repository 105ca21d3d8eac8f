"""Verification codes that prove themselves: COSE_Sign1 with the platform's own key, behind an address.

The key is made anew with every run; its public half is at ``/sim/proof-key``, for a terminal's trust folder.
"""

from __future__ import annotations

import base64
from functools import cache

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cwt import COSE, COSEKey

KEY_ID = "platform-1"
ADDRESS = "https://platform.example/v"


def payload(claims: dict[str, str]) -> str:
    """Return what a QR says: an address for phones, and behind it the proof. No personal data goes in."""
    secret = _key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    cose = COSE.new(alg_auto_inclusion=True, kid_auto_inclusion=True)
    signed = cose.encode_and_sign(cbor2.dumps(claims, canonical=True), COSEKey.from_pem(secret, kid=KEY_ID))
    return f"{ADDRESS}#{base64.urlsafe_b64encode(signed).decode().rstrip('=')}"


def public_key() -> str:
    """Return the public half as PEM."""
    return _key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


@cache
def _key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()
