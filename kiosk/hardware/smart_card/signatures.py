"""Signatures on documents and certificates: RSA (PKCS #1 v1.5, PSS) and ECDSA (ICAO 9303-12, 4.4).

Keys are built from their numbers: many states write their curves out in full, and libraries refuse such keys.
"""

from __future__ import annotations

from typing import Final

from asn1crypto import algos, keys
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from ecdsa import curves

HASHES: Final[dict[str, type[hashes.HashAlgorithm]]] = {
    "sha1": hashes.SHA1,  # documents of the first years; what they say was signed so
    "sha224": hashes.SHA224,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
CURVES: Final[dict[str, tuple[type[ec.EllipticCurve], curves.Curve]]] = {
    "secp224r1": (ec.SECP224R1, curves.NIST224p),
    "secp256r1": (ec.SECP256R1, curves.NIST256p),
    "secp384r1": (ec.SECP384R1, curves.NIST384p),
    "secp521r1": (ec.SECP521R1, curves.NIST521p),
    "brainpoolp256r1": (ec.BrainpoolP256R1, curves.BRAINPOOLP256r1),
    "brainpoolp384r1": (ec.BrainpoolP384R1, curves.BRAINPOOLP384r1),
    "brainpoolp512r1": (ec.BrainpoolP512R1, curves.BRAINPOOLP512r1),
}
BY_PRIME: Final = {int(known.curve.p()): curve for curve, known in CURVES.values()}


class Unknown(Exception):
    """An algorithm, a curve or a key that this program does not know."""


def digest(name: str, data: bytes) -> bytes:
    """Hash ``data`` by an algorithm of its ASN.1 name. Raises ``Unknown``."""
    whole = hashes.Hash(_hash(name))
    whole.update(data)
    return whole.finalize()


def verify(
    key: keys.PublicKeyInfo,
    algorithm: algos.SignedDigestAlgorithm,
    signature: bytes,
    data: bytes,
    *,
    hash_name: str = "",
) -> bool:
    """Whether ``signature`` over ``data`` was made with this key. Raises ``Unknown``.

    ``hash_name`` serves where ``algorithm`` names none. A broken structure raises as asn1crypto does.
    """
    kind = algorithm.signature_algo
    named = algorithm["algorithm"].native in {"rsassa_pkcs1v15", "ecdsa"}
    name = hash_name if named else algorithm.hash_algo
    try:
        if kind == "ecdsa":
            _curve_key(key).verify(signature, data, ec.ECDSA(_hash(name)))
        elif kind in {"rsassa_pkcs1v15", "rsassa_pss"}:
            scheme = _pss(algorithm) if kind == "rsassa_pss" else padding.PKCS1v15()
            _rsa_key(key).verify(signature, data, scheme, _hash(name))
        else:
            raise Unknown(kind)
    except InvalidSignature:
        return False
    except (UnsupportedAlgorithm, ValueError):  # a key or a point that cannot be
        raise Unknown(key.algorithm) from None
    return True


def _pss(algorithm: algos.SignedDigestAlgorithm) -> padding.PSS:
    given = algorithm["parameters"]
    mask = given["mask_gen_algorithm"]["parameters"]["algorithm"].native
    return padding.PSS(padding.MGF1(_hash(mask)), given["salt_length"].native)


def _rsa_key(key: keys.PublicKeyInfo) -> rsa.RSAPublicKey:
    if key.algorithm not in {"rsa", "rsassa_pss"}:
        raise Unknown(key.algorithm)
    numbers = key["public_key"].parsed
    return rsa.RSAPublicNumbers(numbers["public_exponent"].native, numbers["modulus"].native).public_key()


def _curve_key(key: keys.PublicKeyInfo) -> ec.EllipticCurvePublicKey:
    if key.algorithm != "ec":
        raise Unknown(key.algorithm)
    way, value = key.curve
    if way == "named":
        curve = CURVES[value][0] if value in CURVES else None
    else:
        # The prime tells the curve; the generator used is the standard's own, never the one written here.
        curve = BY_PRIME.get(value["field_id"]["parameters"]) if way == "specified" else None
    if curve is None:
        raise Unknown("curve")
    return ec.EllipticCurvePublicKey.from_encoded_point(curve(), key["public_key"].native)


def _hash(name: str) -> hashes.HashAlgorithm:
    if name not in HASHES:
        raise Unknown(name)
    return HASHES[name]()
