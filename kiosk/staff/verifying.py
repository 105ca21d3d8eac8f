"""Is this paper genuine? A certificate's code or its file, checked without the network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from kiosk.documents.sealed import Trust, Workshop
from kiosk.documents.sealed.cose import BadCode, proven
from kiosk.domain.personal import Personal
from kiosk.errors import CertificateRefused

PDF: Final = b"%PDF-"
REASONS: Final[dict[str, str]] = {
    "no_proof": "这个码只能联网核对 · this code can only be checked over the network",
    "unsigned": "文件没有电子签章，只能联网核对 · the file bears no signature: check it over the network",
    "unreadable": "不是验真码 · this is no verification code",
    "file_unreadable": "文件读不出来 · the file cannot be read",
    "altered": "内容被改过 · it was altered",
    "appended": "签章之后又加了内容 · something was added after it was signed",
    "signature_wrong": "签名不对 · the signature does not hold",
    "signer_unknown": "签章人不在信任名单里 · nobody here trusts who signed it",
    "signer_expired": "签章人的证书过期了 · the signer's certificate has expired",
    "maker_unknown": "制章人不在信任名单里 · nobody here trusts who made the seal",
    "seal_expired": "印章过期了 · the seal has expired",
    "seal_unreadable": "印章读不出来 · the seal cannot be read",
}


class Genuine(StrEnum):
    """The verdict."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Verdict:
    """``lines`` say it in words, the reason first."""

    genuine: Genuine
    lines: tuple[str, ...]


async def verified(content: bytes, trust: Trust, now: datetime) -> Verdict:
    """Check a PDF, or the text of a QR code. Never raises for what it is given."""
    if content.startswith(PDF):
        return await _file(content, trust, now)
    try:
        text = content.decode("utf-8")
        code = proven(text, trust.cose)
    except UnicodeDecodeError:
        return _refused("unreadable")
    except BadCode as bad:
        return _refused(str(bad))
    said = (f"{name}: {value}" for name, value in code.claims.items())
    return Verdict(Genuine.YES, ("验真通过 · genuine", f"签名密钥 · key: {code.key_id}", *said))


async def _file(content: bytes, trust: Trust, now: datetime) -> Verdict:
    try:
        async with Workshop() as workshop:
            done = await workshop.examined(Personal(content), trust, now)
    except CertificateRefused as refused:
        return _refused(refused.reason)
    if not done.signed:
        return _refused("unsigned")
    return Verdict(
        Genuine.YES, ("签章有效 · the signature holds", f"共 {done.pages} 页 · {done.pages} pages")
    )


def _refused(reason: str) -> Verdict:
    unsure = reason in {"no_proof", "unsigned"}
    return Verdict(Genuine.CANNOT_TELL if unsure else Genuine.NO, (REASONS.get(reason, reason),))
