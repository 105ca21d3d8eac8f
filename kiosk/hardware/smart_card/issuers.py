"""The countries' signing certificates (CSCA) that a hall trusts: a folder of DER or PEM files."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from asn1crypto import pem, x509

from kiosk.hardware.smart_card.pcsc_words import fault
from kiosk.hardware.smart_card.sod import BROKEN

SUFFIXES: Final = frozenset({".cer", ".crt", ".der", ".pem"})


def load(folder: str) -> list[x509.Certificate]:
    """Every certificate in ``folder``, none for ``""``. Raises ``DeviceFault`` (``csca_unusable``)."""
    if not folder:
        return []
    found = []
    try:
        for file in sorted(Path(folder).iterdir()):
            if file.suffix.lower() in SUFFIXES:
                found += _certificates(file)
    except OSError as error:
        raise fault("csca_unusable", f"{error.filename}: {error.strerror}") from error
    return found


def _certificates(file: Path) -> list[x509.Certificate]:
    data = file.read_bytes()
    try:
        blocks = [block for _, _, block in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
        certificates = [x509.Certificate.load(block, strict=True) for block in blocks]
        for one in certificates:
            _ = one.native  # all of it is parsed here, so that nothing breaks while a citizen waits
    except BROKEN:
        raise fault("csca_unusable", f"{file}: no certificate") from None
    return certificates
