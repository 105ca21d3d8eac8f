"""Looks into a PDF: how many pages, and whether the signature that it bears holds (ISO 32000-2, PAdES).

pyHanko takes 40 MB and half a second: only ever loaded in the workshop's own process.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from asn1crypto import pem
from asn1crypto import x509 as asn1
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from kiosk.documents.sealed import ses


class Refused(Exception):
    """It must not be printed; the argument is the reason."""


def look(pdf: bytes, roots: Sequence[bytes], now: float) -> tuple[int, bool]:
    """Pages, and whether it is signed. Raises ``Refused``."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        if reader.encrypted:
            raise Refused("file_unreadable")
        pages = int(reader.root["/Pages"]["/Count"])
        signatures = list(reader.embedded_signatures)
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refused("file_unreadable") from error
    certificates = list(_certificates(roots))
    moment = datetime.fromtimestamp(now, UTC)
    for signature in signatures:
        _judge(pdf, signature, certificates, moment)
    return pages, bool(signatures)


def _judge(pdf: bytes, signature: EmbeddedPdfSignature, roots: list[asn1.Certificate], now: datetime) -> None:
    seal = signature.pkcs7_content
    if _is_ses(seal):
        covered = b"".join(pdf[start : start + size] for start, size in _ranges(signature))
        if why := ses.flaw(seal, covered, [root.dump() for root in roots], now):
            raise Refused(why)
        if sum(_ranges(signature)[-1]) != len(pdf):
            raise Refused("appended")
        return
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=now)
    try:
        status = validate_pdf_signature(
            signature, context, key_usage_settings=KeyUsageConstraints(key_usage=set())
        )
    except (SignatureValidationError, ValueError) as error:
        raise Refused("signature_wrong") from error
    if not status.intact:
        raise Refused("altered")
    if status.coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        raise Refused("appended")
    if not status.valid:
        raise Refused("signature_wrong")
    if not status.trusted:
        ends = status.signing_cert.not_valid_after
        raise Refused("signer_expired" if ends < now else "signer_unknown")


def _is_ses(content: bytes) -> bool:
    try:
        ses.SesSignature.load(content)["to_sign"]["seal"]["info"]["header"].native  # noqa: B018 it parses
    except (ValueError, TypeError, KeyError):
        return False
    return True


def _ranges(signature: EmbeddedPdfSignature) -> list[tuple[int, int]]:
    numbers = [int(n) for n in signature.byte_range]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _certificates(roots: Sequence[bytes]) -> Iterator[asn1.Certificate]:
    for root in roots:
        if pem.detect(root):
            for _, _, der in pem.unarmor(root, multiple=True):
                yield asn1.Certificate.load(der)
        else:
            yield asn1.Certificate.load(root)
