"""An invented authority: RSA/EC certificates for PAdES, SM2 ones for SES seals, all made for one run."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from asn1crypto import core, keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from gmssl_pyx import sm2_key_generate, sm2_sign
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

from kiosk.documents.sealed import ses
from simulator.platform import pdf

NOW = datetime(2026, 3, 12, 2, 24, tzinfo=UTC)
LINES = ["持有人：张*例", "编号：99-0001", "出具单位：云溪区社会保险服务中心"]


def a_page(pages: int = 1) -> bytes:
    """A proof as the reference platform makes it."""
    lines = [line for _ in range(pages) for line in (*LINES, *[""] * (45 if pages > 1 else 0))]
    return pdf.write(pdf.Sheet("社会保险参保缴费证明", lines, "仅供测试使用"))


@dataclass(frozen=True)
class Notary:
    """A root and a signer below it."""

    root: bytes
    key: Path
    cert: Path

    @classmethod
    def opened(cls, folder: Path, name: str = "示例机构", *, days: int = 365) -> Notary:
        folder.mkdir(exist_ok=True)
        root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        root = _certificate("示例根", "示例根", root_key, root_key, days=3650, ca=True)
        leaf = _certificate(name, "示例根", key, root_key, days=days, ca=False)
        pem = serialization.Encoding.PEM
        key_file, cert_file = folder / "signer.key", folder / "signer.pem"
        key_file.write_bytes(
            key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        )
        cert_file.write_bytes(leaf.public_bytes(pem))
        return cls(root.public_bytes(pem), key_file, cert_file)

    def signs(self, content: bytes, field: str = "Seal") -> bytes:
        """``content`` with a PAdES signature over all of it."""
        signer = signers.SimpleSigner.load(str(self.key), str(self.cert))  # type: ignore[no-untyped-call]
        assert signer is not None
        out = io.BytesIO()
        signers.sign_pdf(
            IncrementalPdfFileWriter(io.BytesIO(content)),
            signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256"),
            signer=signer,
            output=out,
        )
        return out.getvalue()


def _certificate(  # noqa: PLR0913 what a certificate says
    name: str,
    issuer: str,
    key: ec.EllipticCurvePrivateKey,
    signer: ec.EllipticCurvePrivateKey,
    *,
    days: int,
    ca: bool,
) -> x509.Certificate:
    subject, by = (x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, n)]) for n in (name, issuer))
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=400))
        .not_valid_after(NOW + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .sign(signer, hashes.SHA256())
    )


@dataclass(frozen=True)
class Sm2Person:
    """A certificate with an SM2 key. Its own signature is not looked at by a seal's reader."""

    point: bytes
    secret: bytes
    certificate: bytes

    @classmethod
    def born(cls, *, ends: datetime = NOW + timedelta(days=365)) -> Sm2Person:
        point, secret = sm2_key_generate()
        return cls(point, secret, _sm2_certificate(point, ends))

    def signs(self, message: bytes) -> bytes:
        signature: bytes = sm2_sign(self.secret, self.point, message)
        return signature


def _sm2_certificate(point: bytes, ends: datetime) -> bytes:
    donor = ec.generate_private_key(ec.SECP256R1())
    made = _certificate("示例签章人", "示例签章人", donor, donor, days=1, ca=False)
    whole = asn1.Certificate.load(made.public_bytes(serialization.Encoding.DER))
    tbs = whole["tbs_certificate"]
    tbs["subject_public_key_info"]["public_key"] = keys.ECPointBitString(b"\x04" + point)
    tbs["validity"]["not_after"] = asn1.Time({"utc_time": ends})
    der: bytes = whole.dump(force=True)
    return der


def a_seal(  # noqa: PLR0913 what may be wrong with one
    content: bytes,
    signer: Sm2Person,
    maker: Sm2Person,
    *,
    listed: bytes | None = None,
    until: datetime = NOW + timedelta(days=90),
    by_digest: bool = False,
) -> bytes:
    """An SES signature of ``content``."""
    named = signer.certificate if listed is None else listed
    people: core.SequenceOf = (
        ses.Digests([{"type": "SM3", "value": hashlib.new("sm3", named).digest()}])
        if by_digest
        else ses.Certificates([named])
    )
    info = ses.SealInfo(
        {
            "header": {"id": "ES", "version": 4, "vid": "示例".encode().hex()},
            "es_id": "99000000000001",
            "property": {
                "type": 1,
                "name": "示例电子印章",
                "cert_list_type": 2 if by_digest else 1,
                "cert_list": core.Any(people),
                "created": NOW - timedelta(days=10),
                "valid_from": NOW - timedelta(days=10),
                "valid_to": until,
            },
            "picture": {"type": "png", "data": b"\x89PNG", "width": 40, "height": 40},
        }
    )
    seal = ses.Seal(
        {"info": info, "cert": maker.certificate, "algorithm": "1.2.156.10197.1.501", "signature": b""}
    )
    parts = seal["info"].dump() + seal["cert"].dump() + seal["algorithm"].dump()
    seal["signature"] = maker.signs(ses._sequence(parts))  # noqa: SLF001 as the standard has it signed
    signed = ses.Signed(
        {
            "version": 4,
            "seal": seal,
            "time": NOW,
            "digest": hashlib.new("sm3", content).digest(),
            "property": "file.pdf",
        }
    )
    whole = ses.SesSignature(
        {
            "to_sign": signed,
            "cert": signer.certificate,
            "algorithm": "1.2.156.10197.1.501",
            "signature": signer.signs(signed.dump()),
        }
    )
    der: bytes = whole.dump()
    return der
