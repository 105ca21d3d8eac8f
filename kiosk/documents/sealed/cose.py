"""Codes that prove themselves: COSE_Sign1 (RFC 9052) behind the ``#`` of an address.

A phone opens the address; staff check the code here, without the network. The platform signs it: a terminal
has no seal of its own.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

LONGEST: Final = 4000
"""More than a QR code holds."""


class BadCode(Exception):
    """No code that proves anything, or one that does not hold; the argument is the reason."""


@dataclass(frozen=True, slots=True)
class Proven:
    """What a code says, and whose key proves it. No personal data is in a code."""

    claims: Mapping[str, Any]
    key_id: str


def proven(payload: str, keys: Mapping[str, bytes]) -> Proven:
    """Check a QR's payload against ``keys`` (PEM, by their id).

    Raises ``BadCode``: ``no_proof`` (an address or a number alone: only the network can tell),
    ``unreadable``, ``signer_unknown``, ``altered``.
    """
    fragment = urlsplit(payload.strip()).fragment if "#" in payload else ""
    if not fragment or len(payload) > LONGEST:
        raise BadCode("no_proof")
    try:
        sealed = base64.urlsafe_b64decode(fragment + "=" * (-len(fragment) % 4))
    except (binascii.Error, ValueError):
        raise BadCode("unreadable") from None
    return _opened(sealed, keys)


def _opened(sealed: bytes, keys: Mapping[str, bytes]) -> Proven:
    from cwt import COSE, COSEKey  # noqa: PLC0415 only who checks a code loads it
    from cwt.exceptions import CWTError, VerifyError  # noqa: PLC0415

    key_id = _key_id(sealed)
    if key_id not in keys:
        raise BadCode("signer_unknown")
    try:
        content = COSE.new().decode(sealed, [COSEKey.from_pem(keys[key_id], kid=key_id)])
    except VerifyError:
        raise BadCode("altered") from None
    except (CWTError, ValueError, TypeError):
        raise BadCode("unreadable") from None
    return Proven(_claims(content), key_id)


def _key_id(sealed: bytes) -> str:
    import cbor2  # noqa: PLC0415

    try:
        parts = cbor2.loads(sealed)
        protected, unprotected, *_ = getattr(parts, "value", parts)
        headers = {**unprotected, **(cbor2.loads(protected) if protected else {})}
        return bytes(headers[4]).decode()
    except (cbor2.CBORDecodeError, ValueError, TypeError, KeyError, RecursionError):
        raise BadCode("unreadable") from None


def _claims(content: object) -> Mapping[str, Any]:
    import cbor2  # noqa: PLC0415

    try:
        told = cbor2.loads(content) if isinstance(content, bytes) else content
    except (cbor2.CBORDecodeError, ValueError, RecursionError):
        raise BadCode("unreadable") from None
    if not isinstance(told, dict):
        raise BadCode("unreadable")
    return {str(name): value for name, value in told.items()}
