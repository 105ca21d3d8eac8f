"""A grant and its file before a drop of ink: who signed it, for whom, how long, and the digests it names."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from typing import Final

from kiosk.documents.sealed.sm2 import verifies
from kiosk.documents.sealed.trust import Trust
from kiosk.domain.certificate import GrantStatus, PrintGrant
from kiosk.domain.page import File
from kiosk.domain.seal import SealStatus
from kiosk.errors import CertificateRefused

PRINTABLE: Final = frozenset({"application/pdf", "application/ofd"})
MACS: Final = {"HMAC-SM3": "sm3", "HMAC-SHA256": "sha256"}


def check_grant(grant: PrintGrant, certificate_id: str, trust: Trust, now: datetime) -> None:
    """Raises ``CertificateRefused``: ``grant_*``, ``signature_*`` or ``seal_*``."""
    if grant.status is not GrantStatus.OPEN:
        raise CertificateRefused("grant_closed")
    if grant.expires_at <= now:
        raise CertificateRefused("grant_expired")
    if grant.certificate_id != certificate_id or grant.device_id != trust.device_id:
        raise CertificateRefused("grant_for_another")
    if not _signed(grant, trust):
        raise CertificateRefused("signature_wrong")
    if grant.seal.status is not SealStatus.VALID:
        raise CertificateRefused("seal_not_valid")


def check_file(grant: PrintGrant, file: File) -> None:
    """Raises ``CertificateRefused`` where type, size or a digest differ: ``file_altered``, ``file_type``."""
    wanted = grant.file
    if file.media_type != wanted.media_type or file.media_type not in PRINTABLE:
        raise CertificateRefused("file_type")
    same = (
        len(file.content) == wanted.size
        and hashlib.sha256(file.content).hexdigest() == wanted.sha256.lower()
        and hashlib.new("sm3", file.content).hexdigest() == wanted.sm3.lower()
    )
    if not same:
        raise CertificateRefused("file_altered")


def signed_text(grant: PrintGrant) -> bytes:
    """What the platform signs (contract, ``PrintGrant.signature``). The moment is as it was written."""
    parts = (grant.grant_id, grant.certificate_id, grant.device_id, str(grant.copies))
    until = grant.expires_at.isoformat(timespec="seconds")
    return "\n".join([*parts, until, grant.file.sha256, grant.file.sm3, grant.print_no]).encode()


def _signed(grant: PrintGrant, trust: Trust) -> bool:
    given = grant.signature
    if given.alg in MACS:
        expected = hmac.new(trust.secret.reveal(), signed_text(grant), MACS[given.alg]).hexdigest()
        return hmac.compare_digest(expected, given.value.lower())
    key = trust.sm2.get(given.key_id)
    return given.alg == "SM2-SM3" and key is not None and verifies(key, signed_text(grant), given.value)
