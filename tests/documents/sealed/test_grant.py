"""A grant and its file: whatever does not hold is refused, and says what."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.documents.sealed.grant import check_file, check_grant, signed_text
from kiosk.documents.sealed.trust import Trust, read_trust
from kiosk.domain.certificate import GrantFile, GrantStatus, PrintGrant, Signature
from kiosk.domain.page import File
from kiosk.domain.personal import Personal
from kiosk.domain.seal import Seal, SealStatus
from kiosk.errors import CertificateRefused, ConfigError
from tests.documents.sealed.notary import Sm2Person
from tests.fakes import NOW

PDF = b"%PDF-1.7 a proof"
SECRET = bytes(range(32))
PLATFORM = Sm2Person.born()
TRUST = Trust("K03", Personal(SECRET), sm2={"pk-1": PLATFORM.point})


def a_grant(**changes: Any) -> PrintGrant:
    file = GrantFile(
        download_path="/print-grants/gr-1/file",
        media_type="application/pdf",
        size=len(PDF),
        pages=1,
        sha256=hashlib.sha256(PDF).hexdigest(),
        sm3=hashlib.new("sm3", PDF).hexdigest(),
        paper="A4",
        duplex=False,
    )
    grant = PrintGrant(
        grant_id="gr-1",
        certificate_id="ce-1",
        device_id="K03",
        status=GrantStatus.OPEN,
        copies=2,
        copies_left=3,
        purpose="办理贷款",
        issued_at=NOW,
        expires_at=NOW + timedelta(minutes=10),
        print_no="P20260312000001",
        file=file,
        seal=Seal(SealStatus.VALID),
        verify=None,
        signature=Signature("HMAC-SM3", "device", ""),
    )
    return replace(grant, **changes)


def signed(grant: PrintGrant, alg: str = "HMAC-SM3", secret: bytes = SECRET) -> PrintGrant:
    text = signed_text(grant)
    if alg == "SM2-SM3":
        return replace(grant, signature=Signature(alg, "pk-1", PLATFORM.signs(text).hex()))
    digest = {"HMAC-SM3": "sm3", "HMAC-SHA256": "sha256"}[alg]
    value = hmac.new(secret, text, digest).hexdigest()
    return replace(grant, signature=Signature(alg, "device", value))


@pytest.mark.parametrize("alg", ["HMAC-SM3", "HMAC-SHA256", "SM2-SM3"])
def test_a_good_grant_is_taken(alg: str) -> None:
    check_grant(signed(a_grant(), alg), "ce-1", TRUST, NOW)


@pytest.mark.req("MT-10", "MT-14")
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": GrantStatus.PRINTED}, "grant_closed"),
        ({"status": GrantStatus.EXPIRED}, "grant_closed"),
        ({"expires_at": NOW}, "grant_expired"),
        ({"certificate_id": "ce-2"}, "grant_for_another"),
        ({"device_id": "K04"}, "grant_for_another"),
        ({"seal": Seal(SealStatus.INVALID)}, "seal_not_valid"),
        ({"seal": Seal(SealStatus.UNKNOWN)}, "seal_not_valid"),
        ({"seal": Seal(SealStatus.NONE)}, "seal_not_valid"),
    ],
)
def test_a_grant_that_does_not_hold_is_refused(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(CertificateRefused) as refused:
        check_grant(signed(a_grant(**changes)), "ce-1", TRUST, NOW)
    assert refused.value.reason == reason


@pytest.mark.parametrize("alg", ["HMAC-SM3", "SM2-SM3"])
@pytest.mark.parametrize(
    "changes",
    [{"copies": 9}, {"print_no": "P2"}, {"expires_at": NOW + timedelta(hours=9)}, {"grant_id": "gr-2"}],
)
def test_what_was_changed_after_signing_is_found(alg: str, changes: dict[str, Any]) -> None:
    with pytest.raises(CertificateRefused, match="signature_wrong"):
        check_grant(replace(signed(a_grant(), alg), **changes), "ce-1", TRUST, NOW)


@pytest.mark.parametrize(
    "signature",
    [
        Signature("HMAC-SM3", "device", "00" * 32),
        Signature("SM2-SM3", "pk-2", "00" * 64),
        Signature("SM2-SM3", "pk-1", "00" * 64),
        Signature("SM2-SM3", "pk-1", "no hex"),
        Signature("none", "device", ""),
    ],
)
def test_a_wrong_signer_is_refused(signature: Signature) -> None:
    with pytest.raises(CertificateRefused, match="signature_wrong"):
        check_grant(a_grant(signature=signature), "ce-1", TRUST, NOW)


def test_the_announced_file_is_taken() -> None:
    check_file(a_grant(), File("application/pdf", PDF))


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (File("application/pdf", PDF[:-1] + b"!"), "file_altered"),
        (File("application/pdf", PDF + b"\n"), "file_altered"),
        (File("application/pdf", b""), "file_altered"),
        (File("application/ofd", PDF), "file_type"),
    ],
)
def test_another_file_is_refused(file: File, reason: str) -> None:
    with pytest.raises(CertificateRefused, match=reason):
        check_file(a_grant(), file)


def test_what_was_installed_is_read_and_a_key_that_is_none_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "root.pem").write_bytes(b"-----BEGIN CERTIFICATE-----")
    (tmp_path / "pk-1.sm2").write_text("04" + PLATFORM.point.hex())
    (tmp_path / "readme.txt").write_text("not a key")
    trust = read_trust(str(tmp_path), "K03", Personal(SECRET), "kiosk.toml")
    assert trust.roots == (b"-----BEGIN CERTIFICATE-----",)
    assert trust.sm2 == {"pk-1": PLATFORM.point}
    (tmp_path / "pk-2.sm2").write_text("no key")
    with pytest.raises(ConfigError, match=r"documents\.trust_dir"):
        read_trust(str(tmp_path), "K03", Personal(SECRET), "kiosk.toml")
    with pytest.raises(ConfigError):
        read_trust(str(tmp_path / "nowhere"), "K03", Personal(SECRET), "kiosk.toml")
