"""An invented state that signs travel documents: its CSCA and document signers, made at run time."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from asn1crypto import algos, cms, core, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

from simulator.pcsc.ber import tlv

Scheme = Literal["rsa", "pss", "ecdsa"]
SECURITY_OBJECT: Final = "2.23.136.1.1.1"
YEAR: Final = timedelta(days=365)
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class Country:
    """``code``: three letters. Two states of one name have keys of their own."""

    def __init__(
        self, code: str = "UTO", scheme: Scheme = "ecdsa", curve: ec.EllipticCurve | None = None
    ) -> None:
        self._code = code
        self._scheme = scheme
        self._curve = curve or ec.SECP256R1()
        self._key = self._new_key()
        self._name = _name(code, "CSCA of nowhere")
        self.certificate = self._issue(self._name, self._key, datetime.now(UTC) - YEAR, 10 * YEAR, ca=True)

    @property
    def der(self) -> bytes:
        """The CSCA certificate, for the folder of those trusted."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> bytes:
        """The same as text."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def security_object(
        self, groups: Mapping[int, bytes], *, expired: bool = False, algorithm: str = "sha256"
    ) -> bytes:
        """EF.SOD over data groups, signed by a document signer of its own; out of its days if ``expired``."""
        key = self._new_key()
        begins = datetime.now(UTC) - YEAR / 2
        signer = self._issue(
            _name(self._code, "Document signer of nowhere"), key, begins, YEAR / 4 if expired else 5 * YEAR
        )
        told = _told(groups, algorithm)
        attributes = cms.CMSAttributes(
            [
                cms.CMSAttribute({"type": "content_type", "values": [SECURITY_OBJECT]}),
                cms.CMSAttribute({"type": "message_digest", "values": [hashlib.sha256(told).digest()]}),
            ]
        )
        return tlv(0x77, self._signed(told, attributes, key, signer))

    def _signed(
        self, told: bytes, attributes: cms.CMSAttributes, key: Key, signer: certificates.Certificate
    ) -> bytes:
        certificate = x509.Certificate.load(signer.public_bytes(serialization.Encoding.DER))
        info = {
            "version": "v1",
            "sid": {
                "issuer_and_serial_number": {
                    "issuer": certificate.issuer,
                    "serial_number": certificate.serial_number,
                }
            },
            "digest_algorithm": {"algorithm": "sha256"},
            "signed_attrs": attributes,
            "signature_algorithm": self._algorithm(),
            "signature": self._sign(key, attributes.dump()),
        }
        content = cms.SignedData(
            {
                "version": "v3",
                "digest_algorithms": [{"algorithm": "sha256"}],
                "encap_content_info": {
                    "content_type": SECURITY_OBJECT,
                    "content": core.ParsableOctetString(told),
                },
                "certificates": [certificate],
                "signer_infos": [info],
            }
        )
        dumped: bytes = cms.ContentInfo({"content_type": "signed_data", "content": content}).dump()
        return dumped

    def _algorithm(self) -> dict[str, object]:
        if self._scheme == "pss":
            mask = {"algorithm": "mgf1", "parameters": {"algorithm": "sha256"}}
            parameters = {
                "hash_algorithm": {"algorithm": "sha256"},
                "mask_gen_algorithm": mask,
                "salt_length": 32,
            }
            return {"algorithm": "rsassa_pss", "parameters": parameters}
        return {"algorithm": "sha256_ecdsa" if self._scheme == "ecdsa" else "rsassa_pkcs1v15"}

    def _sign(self, key: Key, data: bytes) -> bytes:
        if isinstance(key, ec.EllipticCurvePrivateKey):
            return key.sign(data, ec.ECDSA(hashes.SHA256()))
        pss = padding.PSS(padding.MGF1(hashes.SHA256()), 32)
        return key.sign(data, pss if self._scheme == "pss" else padding.PKCS1v15(), hashes.SHA256())

    def _new_key(self) -> Key:
        if self._scheme == "ecdsa":
            return ec.generate_private_key(self._curve)
        return rsa.generate_private_key(65537, 2048)

    def _issue(
        self, subject: certificates.Name, key: Key, begins: datetime, lasts: timedelta, *, ca: bool = False
    ) -> certificates.Certificate:
        known = certificates.SubjectKeyIdentifier.from_public_key(key.public_key())
        issuer = certificates.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        return (
            certificates.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(certificates.random_serial_number())
            .not_valid_before(begins)
            .not_valid_after(begins + lasts)
            .add_extension(certificates.BasicConstraints(ca=ca, path_length=0 if ca else None), critical=True)
            .add_extension(known, critical=False)
            .add_extension(issuer, critical=False)
            .sign(
                self._key,
                hashes.SHA256(),
                rsa_padding=padding.PSS(padding.MGF1(hashes.SHA256()), 32) if self._scheme == "pss" else None,
            )
        )


def _name(code: str, common: str) -> certificates.Name:
    return certificates.Name(
        [
            certificates.NameAttribute(NameOID.COUNTRY_NAME, code[:2]),
            certificates.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _told(groups: Mapping[int, bytes], algorithm: str) -> bytes:
    """LDSSecurityObject (ICAO 9303-10, D.1): version, hash algorithm, hashes by data group."""
    hashed = b"".join(
        tlv(0x30, tlv(0x02, bytes((number,))) + tlv(0x04, hashlib.new(algorithm, data).digest()))
        for number, data in sorted(groups.items())
    )
    kind: bytes = algos.DigestAlgorithm({"algorithm": algorithm}).dump()
    return tlv(0x30, tlv(0x02, b"\0") + kind + tlv(0x30, hashed))
