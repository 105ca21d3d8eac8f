"""The document security object EF.SOD (ICAO 9303-10, 4.6.2 and Appendix D): what a state signed of a chip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from asn1crypto import algos, cms, core, x509

from kiosk.hardware.smart_card import tlv
from kiosk.hardware.smart_card.signatures import digest, verify

SOD: Final = 0x77
HASHES_OF_GROUPS: Final = "2.23.136.1.1.1"
"""icao-mrtd-security-ldsSecurityObject"""
BROKEN: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)
"""What asn1crypto raises for bytes that are not what they should be; it parses as it is asked."""


class _GroupHash(core.Sequence):  # type: ignore[misc]  # asn1crypto carries no types
    _fields: ClassVar = [("number", core.Integer), ("value", core.OctetString)]


class _GroupHashes(core.SequenceOf):  # type: ignore[misc]
    _child_spec = _GroupHash


class _SecurityObject(core.Sequence):  # type: ignore[misc]
    _fields: ClassVar = [
        ("version", core.Integer),
        ("algorithm", algos.DigestAlgorithm),
        ("groups", _GroupHashes),
        ("lds", core.Any, {"optional": True}),
    ]


class Altered(Exception):
    """The object is not as it was signed; the argument names the part."""


@dataclass(frozen=True, slots=True)
class SecurityObject:
    """A security object whose own signature holds: hash algorithm, hashes by data group, who signed."""

    algorithm: str
    hashes: dict[int, bytes]
    signer: x509.Certificate


def opened(sod: bytes) -> SecurityObject:
    """Parse EF.SOD and check its signature by the certificate inside. Raises ``Altered`` or ``Unknown``."""
    try:
        return _opened(tlv.find(sod, SOD))
    except (*BROKEN, tlv.Malformed):
        raise Altered("EF.SOD") from None


def _opened(data: bytes) -> SecurityObject:
    content = cms.ContentInfo.load(data, strict=True)
    if content["content_type"].native != "signed_data":
        raise Altered("EF.SOD")
    signed = content["content"]
    inner = signed["encap_content_info"]
    if inner["content_type"].dotted != HASHES_OF_GROUPS or len(signed["signer_infos"]) != 1:
        raise Altered("EF.SOD")
    raw = inner["content"].contents if isinstance(inner["content"], core.OctetString) else b""
    raw = raw or inner["content"].parsed.dump()
    [signer] = signed["signer_infos"]
    certificate = _certificate(signed, signer["sid"])
    _check(signer, inner["content_type"].dotted, raw, certificate)
    told = _SecurityObject.load(raw, strict=True)
    hashes = {one["number"].native: one["value"].native for one in told["groups"]}
    return SecurityObject(told["algorithm"]["algorithm"].native, hashes, certificate)


def _check(signer: cms.SignerInfo, content_type: str, raw: bytes, certificate: x509.Certificate) -> None:
    """See that the signature covers the content (RFC 5652, 5.4)."""
    hash_name = signer["digest_algorithm"]["algorithm"].native
    attributes = signer["signed_attrs"]
    if not attributes:
        covered = raw
    else:
        values = {one["type"].native: one["values"] for one in attributes}
        if values["content_type"][0].dotted != content_type:
            raise Altered("EF.SOD")
        if values["message_digest"][0].native != digest(hash_name, raw):
            raise Altered("EF.SOD")
        covered = attributes.untag().dump()
    algorithm, signature = signer["signature_algorithm"], signer["signature"].native
    if not verify(certificate.public_key, algorithm, signature, covered, hash_name=hash_name):
        raise Altered("EF.SOD")


def _certificate(signed: cms.SignedData, sid: cms.SignerIdentifier) -> x509.Certificate:
    """The document signer's certificate that the signature speaks of."""
    for choice in signed["certificates"]:
        one = choice.chosen
        if sid.name == "subject_key_identifier":
            if one.key_identifier == sid.native:
                return one
        elif one.issuer == sid.chosen["issuer"] and one.serial_number == sid.chosen["serial_number"].native:
            return one
    raise Altered("EF.SOD")
