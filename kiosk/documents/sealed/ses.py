"""Electronic seals of GB/T 38540-2020 (SES): parsed, and verified with SM2 and SM3.

The document's digest is signed by the sealer, the seal by its maker, and both certificates have their dates.
Whether a maker is to be believed is for the roots that were installed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime
from typing import Final

from asn1crypto import core, x509

from kiosk.documents.sealed.sm2 import verifies_der

SM2_SM3: Final = "1.2.156.10197.1.501"
"""GM/T 0006."""


class Header(core.Sequence):  # type: ignore[misc]  # asn1crypto is untyped
    """``SES_Header``."""

    _fields = [("id", core.IA5String), ("version", core.Integer), ("vid", core.IA5String)]


class Certificates(core.SequenceOf):  # type: ignore[misc]
    """``CertInfoList``."""

    _child_spec = core.OctetString


class Digest(core.Sequence):  # type: ignore[misc]
    """``CertDigestObj``."""

    _fields = [("type", core.PrintableString), ("value", core.OctetString)]


class Digests(core.SequenceOf):  # type: ignore[misc]
    """``CertDigestList``."""

    _child_spec = Digest


class Property(core.Sequence):  # type: ignore[misc]
    """``SES_ESPropertyInfo``. ``cert_list`` holds certificates (type 1) or their digests (type 2)."""

    _fields = [
        ("type", core.Integer),
        ("name", core.UTF8String),
        ("cert_list_type", core.Integer),
        ("cert_list", core.Any),
        ("created", core.GeneralizedTime),
        ("valid_from", core.GeneralizedTime),
        ("valid_to", core.GeneralizedTime),
    ]


class Picture(core.Sequence):  # type: ignore[misc]
    """``SES_ESPictrueInfo``."""

    _fields = [
        ("type", core.IA5String),
        ("data", core.OctetString),
        ("width", core.Integer),
        ("height", core.Integer),
    ]


class SealInfo(core.Sequence):  # type: ignore[misc]
    """``SES_SealInfo``."""

    _fields = [
        ("header", Header),
        ("es_id", core.IA5String),
        ("property", Property),
        ("picture", Picture),
        ("extensions", core.Any, {"explicit": 0, "optional": True}),
    ]


class Seal(core.Sequence):  # type: ignore[misc]
    """``SESeal``."""

    _fields = [
        ("info", SealInfo),
        ("cert", core.OctetString),
        ("algorithm", core.ObjectIdentifier),
        ("signature", core.OctetBitString),
    ]


class Signed(core.Sequence):  # type: ignore[misc]
    """``TBS_Sign``."""

    _fields = [
        ("version", core.Integer),
        ("seal", Seal),
        ("time", core.GeneralizedTime),
        ("digest", core.OctetBitString),
        ("property", core.IA5String),
        ("extensions", core.Any, {"explicit": 0, "optional": True}),
    ]


class SesSignature(core.Sequence):  # type: ignore[misc]
    """``SES_Signature``."""

    _fields = [
        ("to_sign", Signed),
        ("cert", core.OctetString),
        ("algorithm", core.ObjectIdentifier),
        ("signature", core.OctetBitString),
        ("timestamp", core.Any, {"explicit": 0, "optional": True}),
    ]


def flaw(der: bytes, content: bytes, makers: Collection[bytes], now: datetime) -> str | None:
    """What is wrong with a seal over ``content``; ``None``: it holds. ``makers``: DER certificates believed.

    ``seal_unreadable`` · ``altered`` · ``signature_wrong`` · ``maker_unknown`` · ``seal_expired`` ·
    ``signer_expired`` · ``signer_unknown``.
    """
    try:
        whole = SesSignature.load(der, strict=True)
        return _flaw(whole, content, makers, now)
    except (ValueError, TypeError, KeyError):
        return "seal_unreadable"


def _flaw(whole: SesSignature, content: bytes, makers: Collection[bytes], now: datetime) -> str | None:
    return _signatures(whole, content) or _people(whole, makers) or _dates(whole, now)


def _signatures(whole: SesSignature, content: bytes) -> str | None:
    signed, seal = whole["to_sign"], whole["to_sign"]["seal"]
    # Outside what is signed: nobody may say otherwise how the signature was made.
    if {whole["algorithm"].dotted, seal["algorithm"].dotted} != {SM2_SM3}:
        return "signature_wrong"
    if whole["signature"].contents[0]:  # a BIT STRING's count of unused bits
        return "signature_wrong"
    if signed["digest"].native != hashlib.new("sm3", content).digest():
        return "altered"
    # eSealInfo, the maker's certificate and signAlgID as one SEQUENCE are what the maker signs.
    made = _sequence(seal["info"].dump() + seal["cert"].dump() + seal["algorithm"].dump())
    held = verifies_der(_point(whole["cert"].native), signed.dump(), whole["signature"].native)
    held = held and verifies_der(_point(seal["cert"].native), made, seal["signature"].native)
    return None if held else "signature_wrong"


def _people(whole: SesSignature, makers: Collection[bytes]) -> str | None:
    signer, seal = whole["cert"].native, whole["to_sign"]["seal"]
    if seal["cert"].native not in makers:
        return "maker_unknown"
    listed = _listed(seal["info"]["property"])
    known = signer in listed or hashlib.new("sm3", signer).digest() in listed
    return None if known else "signer_unknown"


def _dates(whole: SesSignature, now: datetime) -> str | None:
    seal = whole["to_sign"]["seal"]["info"]["property"]
    if not seal["valid_from"].native <= now <= seal["valid_to"].native:
        return "seal_expired"
    validity = x509.Certificate.load(whole["cert"].native)["tbs_certificate"]["validity"]
    good = validity["not_before"].native <= now <= validity["not_after"].native
    return None if good else "signer_expired"


def _sequence(body: bytes) -> bytes:
    length = len(body)
    if length < 0x80:
        return b"\x30" + bytes([length]) + body
    size = (length.bit_length() + 7) // 8
    return b"\x30" + bytes([0x80 | size]) + length.to_bytes(size, "big") + body


def _listed(property_: Property) -> list[bytes]:
    raw = property_["cert_list"].dump()
    if property_["cert_list_type"].native == 1:
        return [one.native for one in Certificates.load(raw)]
    return [one["value"].native for one in Digests.load(raw)]


def _point(certificate: bytes) -> bytes:
    key = x509.Certificate.load(certificate)["tbs_certificate"]["subject_public_key_info"]["public_key"]
    raw = bytes(key.contents)[1:]  # a BIT STRING's count of unused bits
    if len(raw) != 65 or raw[0] != 4:
        raise ValueError("no SM2 key")
    return raw[1:]
