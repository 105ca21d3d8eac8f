"""Passive authentication: whether a chip's data are as their state signed them (ICAO 9303-11, 5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from asn1crypto import x509

from kiosk.errors import ChipAltered
from kiosk.hardware.smart_card import sod as security_object
from kiosk.hardware.smart_card.signatures import Unknown, digest, verify
from kiosk.hardware.smart_card.sod import BROKEN, Altered, SecurityObject


def verdict(
    sod: bytes, groups: Mapping[int, bytes], issuers: Iterable[x509.Certificate], *, now: datetime
) -> bool | None:
    """Check data groups against EF.SOD, and EF.SOD against the states known here.

    ``True``: signed by a known state. ``False``: likewise, but by a certificate out of its days at ``now``.
    ``None``: nobody here can tell (an unknown issuer or algorithm). Raises ``ChipAltered`` where something is
    not as it was signed, whoever signed it.
    """
    try:
        opened = security_object.opened(sod)
        _compare(opened, groups)
        return _issued(opened.signer, issuers, now)
    except Altered as part:
        raise ChipAltered(str(part)) from None
    except Unknown:
        return None
    except BROKEN:  # a certificate that is none
        raise ChipAltered("certificate") from None


def _compare(opened: SecurityObject, groups: Mapping[int, bytes]) -> None:
    for number, data in groups.items():
        if opened.hashes.get(number) != digest(opened.algorithm, data):
            raise Altered(f"DG{number}")
    if 2 in opened.hashes and 2 not in groups:
        raise Altered("DG2")  # a portrait was signed, and is not there


def _issued(signer: x509.Certificate, issuers: Iterable[x509.Certificate], now: datetime) -> bool | None:
    wanted = signer.authority_key_identifier
    for issuer in issuers:
        if issuer.subject != signer.issuer:
            continue
        if _signed(signer, issuer):
            return all(_valid(one, now) for one in (signer, issuer))
        if wanted is not None and wanted == issuer.key_identifier:
            raise Altered("certificate")
    return None


def _signed(signer: x509.Certificate, issuer: x509.Certificate) -> bool:
    return verify(
        issuer.public_key, signer["signature_algorithm"], signer.signature, signer["tbs_certificate"].dump()
    )


def _valid(one: x509.Certificate, now: datetime) -> bool:
    return bool(one.not_valid_before <= now <= one.not_valid_after)
