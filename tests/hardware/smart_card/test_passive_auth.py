from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import algos, cms, keys, x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from ecdsa import NIST256p

from kiosk.errors import ChipAltered, DeviceFault
from kiosk.hardware.smart_card import issuers
from kiosk.hardware.smart_card.passive_auth import verdict
from kiosk.hardware.smart_card.signatures import verify
from kiosk.hardware.smart_card.tlv import encode, find
from simulator.pcsc.country import Country, Scheme

NOW = datetime.now(UTC)
GROUPS = {1: b"the zone", 2: b"the portrait"}
UTOPIA = Country()


def trusted(*countries: Country) -> list[x509.Certificate]:
    return [x509.Certificate.load(one.der) for one in countries]


@pytest.mark.parametrize("scheme", ["rsa", "pss", "ecdsa"])
def test_signed_by_a_state_known_here(scheme: Scheme) -> None:
    country = Country("UTO", scheme)
    sod = country.security_object(GROUPS)
    assert verdict(sod, GROUPS, trusted(Country("XXO"), country), now=NOW) is True
    with pytest.raises(ChipAltered, match="DG1"):
        verdict(sod, GROUPS | {1: b"another"}, trusted(country), now=NOW)


@pytest.mark.parametrize(
    "curve", [ec.BrainpoolP256R1(), ec.BrainpoolP384R1(), ec.SECP384R1(), ec.SECP521R1()]
)
def test_curves_of_signers(curve: ec.EllipticCurve) -> None:
    country = Country(curve=curve)
    assert verdict(country.security_object(GROUPS), GROUPS, trusted(country), now=NOW) is True


@pytest.mark.parametrize("algorithm", ["sha1", "sha224", "sha384", "sha512"])
def test_hashes_of_data_groups(algorithm: str) -> None:
    sod = UTOPIA.security_object(GROUPS, algorithm=algorithm)
    assert verdict(sod, GROUPS, trusted(UTOPIA), now=NOW) is True


def test_a_curve_written_out_in_full() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    info = keys.PublicKeyInfo.load(
        key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )
    full = {
        "version": 1,
        "field_id": {"field_type": "prime_field", "parameters": int(NIST256p.curve.p())},
        "curve": {"a": bytes(32), "b": bytes(32)},
        "base": bytes(65),
        "order": int(NIST256p.order),
    }
    info["algorithm"]["parameters"] = keys.ECDomainParameters("specified", keys.SpecifiedECDomain(full))
    written = keys.PublicKeyInfo.load(info.dump(force=True))
    assert written.curve[0] == "specified"
    signature = key.sign(b"data", ec.ECDSA(hashes.SHA256()))
    algorithm = algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"})
    assert verify(written, algorithm, signature, b"data")
    assert not verify(written, algorithm, signature, b"date")


def test_an_unknown_state() -> None:
    sod = UTOPIA.security_object(GROUPS)
    assert verdict(sod, GROUPS, [], now=NOW) is None
    assert verdict(sod, GROUPS, trusted(Country("XXO")), now=NOW) is None


def test_a_state_that_only_bears_the_name() -> None:
    assert verdict(Country().security_object(GROUPS), GROUPS, trusted(UTOPIA), now=NOW) is None


def test_a_certificate_that_its_state_did_not_sign() -> None:
    content = cms.ContentInfo.load(find(UTOPIA.security_object(GROUPS), 0x77))
    certificate = content["content"]["certificates"][0].chosen
    certificate["signature_value"] = certificate.signature[:-1] + bytes((certificate.signature[-1] ^ 1,))
    forged = encode(0x77, content.dump(force=True))
    with pytest.raises(ChipAltered, match="certificate"):
        verdict(forged, GROUPS, trusted(UTOPIA), now=NOW)
    assert verdict(forged, GROUPS, trusted(Country()), now=NOW) is None


def test_the_algorithm_itself_names_its_hash() -> None:
    key = ec.generate_private_key(ec.SECP384R1())
    info = keys.PublicKeyInfo.load(
        key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )
    algorithm = algos.SignedDigestAlgorithm({"algorithm": "sha384_ecdsa"})
    assert verify(info, algorithm, key.sign(b"data", ec.ECDSA(hashes.SHA384())), b"data", hash_name="sha256")
    assert not verify(info, algorithm, key.sign(b"data", ec.ECDSA(hashes.SHA256())), b"data")
    bare = algos.SignedDigestAlgorithm({"algorithm": "ecdsa"})
    assert verify(info, bare, key.sign(b"data", ec.ECDSA(hashes.SHA512())), b"data", hash_name="sha512")


def test_a_certificate_out_of_its_days() -> None:
    assert verdict(UTOPIA.security_object(GROUPS, expired=True), GROUPS, trusted(UTOPIA), now=NOW) is False
    good = UTOPIA.security_object(GROUPS)
    assert verdict(good, GROUPS, trusted(UTOPIA), now=NOW + timedelta(days=8 * 365)) is False
    assert verdict(good, GROUPS, trusted(UTOPIA), now=NOW - timedelta(days=300)) is False


@pytest.mark.parametrize("known", [True, False])
def test_altered_data_are_altered_whoever_signed(known: bool) -> None:
    sod = UTOPIA.security_object(GROUPS)
    states = trusted(UTOPIA) if known else []
    for groups, part in (({1: b"x", 2: GROUPS[2]}, "DG1"), ({1: GROUPS[1], 2: b"x"}, "DG2")):
        with pytest.raises(ChipAltered, match=part):
            verdict(sod, groups, states, now=NOW)


def test_data_that_nobody_signed() -> None:
    sod = UTOPIA.security_object(GROUPS)
    with pytest.raises(ChipAltered, match="DG11"):
        verdict(sod, GROUPS | {11: b"a name"}, trusted(UTOPIA), now=NOW)


def test_a_portrait_that_was_signed_and_is_gone() -> None:
    with pytest.raises(ChipAltered, match="DG2"):
        verdict(UTOPIA.security_object(GROUPS), {1: GROUPS[1]}, trusted(UTOPIA), now=NOW)


def test_every_byte_of_the_signed_part_counts() -> None:
    sod = UTOPIA.security_object({1: GROUPS[1]})
    signed = cms.ContentInfo.load(find(sod, 0x77))["content"]["encap_content_info"]["content"].contents
    start = sod.index(signed)
    for at in range(start, start + len(signed)):
        with pytest.raises(ChipAltered):
            verdict(sod[:at] + bytes((sod[at] ^ 1,)) + sod[at + 1 :], {1: GROUPS[1]}, [], now=NOW)


def resigned(sod: bytes, change: str) -> bytes:
    """The object with one of its parts replaced by that of another, as a forger would."""
    ours = cms.ContentInfo.load(find(sod, 0x77))
    other = cms.ContentInfo.load(find(UTOPIA.security_object({1: b"forged", 2: b"forged"}), 0x77))
    if change == "content":
        ours["content"]["encap_content_info"] = other["content"]["encap_content_info"]
    elif change == "signer":
        ours["content"]["signer_infos"] = other["content"]["signer_infos"]
    elif change == "certificate":
        ours["content"]["certificates"] = other["content"]["certificates"]
    elif change == "no certificate":
        ours["content"]["certificates"] = []
    elif change == "no signer":
        ours["content"]["signer_infos"] = []
    elif change == "two signers":
        ours["content"]["signer_infos"] = [
            *ours["content"]["signer_infos"],
            *other["content"]["signer_infos"],
        ]
    return encode(0x77, ours.dump(force=True))


@pytest.mark.parametrize(
    "change", ["content", "signer", "certificate", "no certificate", "no signer", "two signers"]
)
def test_parts_of_two_objects(change: str) -> None:
    with pytest.raises(ChipAltered, match="SOD"):
        verdict(resigned(UTOPIA.security_object(GROUPS), change), GROUPS, trusted(UTOPIA), now=NOW)


def test_the_same_object_written_anew_still_holds() -> None:
    sod = resigned(UTOPIA.security_object(GROUPS), "nothing")
    assert verdict(sod, GROUPS, trusted(UTOPIA), now=NOW) is True


@pytest.mark.parametrize("sod", [b"", b"\x77\x00", b"\x77\x03\x30\x01\x00", b"\x30\x00"])
def test_what_is_no_security_object(sod: bytes) -> None:
    with pytest.raises(ChipAltered, match="SOD"):
        verdict(sod, GROUPS, [], now=NOW)


def test_a_folder_of_certificates(tmp_path: Path) -> None:
    other = Country("XXO")
    (tmp_path / "one.cer").write_bytes(UTOPIA.der)
    (tmp_path / "two.pem").write_bytes(other.pem + UTOPIA.pem)
    (tmp_path / "readme.txt").write_bytes(b"not read")
    found = issuers.load(str(tmp_path))
    assert [one.dump() for one in found] == [UTOPIA.der, other.der, UTOPIA.der]
    assert issuers.load("") == []


@pytest.mark.parametrize(
    "content", [b"", b"nonsense", UTOPIA.der[:-1], UTOPIA.der + b"x", b"-----BEGIN CERTIFICATE"]
)
def test_a_file_that_is_no_certificate_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.der").write_bytes(content)
    with pytest.raises(DeviceFault, match=r"csca_unusable.*broken\.der"):
        issuers.load(str(tmp_path))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DeviceFault, match="csca_unusable"):
        issuers.load(str(tmp_path / "none"))
