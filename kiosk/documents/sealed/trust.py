"""Whom this terminal believes: the platform's keys for grants, and those whose seals and codes hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kiosk.domain.personal import Personal
from kiosk.errors import ConfigError, Mistake
from kiosk.platform.signing import DeviceSecret

ROOTS: Final = (".pem", ".crt", ".cer")
SM2_KEY: Final = ".sm2"
COSE_KEY: Final = ".cose"
SM2_HEX: Final = 128


@dataclass(frozen=True, slots=True)
class Trust:
    """What was installed: PEM roots of seals, SM2 keys (64 bytes) and COSE keys (PEM) by their id."""

    device_id: str
    secret: DeviceSecret | Personal[bytes]
    roots: tuple[bytes, ...] = ()
    sm2: Mapping[str, bytes] = field(default_factory=dict)
    cose: Mapping[str, bytes] = field(default_factory=dict)
    ofd_converter: tuple[str, ...] = ()
    """The hall's command that makes PDF of OFD; empty: OFD is not printed."""


def read_trust(folder: str, device_id: str, secret: DeviceSecret | Personal[bytes], file: str) -> Trust:
    """Read ``[documents] trust_dir``: ``*.pem`` roots, ``KEY-ID.sm2`` (128 hex), ``KEY-ID.cose`` (PEM).

    Raises ``ConfigError`` for a folder or a key that cannot be read: a terminal must not trust less than
    its owner believes.
    """
    if not folder:
        return Trust(device_id, secret)
    roots, sm2, cose = [], {}, {}
    try:
        for path in sorted(Path(folder).iterdir()):
            if path.suffix in ROOTS:
                roots.append(path.read_bytes())
            elif path.suffix == SM2_KEY:
                sm2[path.stem] = _point(path.read_text("ascii"))
            elif path.suffix == COSE_KEY:
                cose[path.stem] = path.read_bytes()
    except (OSError, ValueError) as error:
        raise ConfigError(file, [Mistake("documents.trust_dir", f"cannot be used: {error}")]) from None
    return Trust(device_id, secret, tuple(roots), sm2, cose)


def _point(text: str) -> bytes:
    digits = text.strip().removeprefix("04") if len(text.strip()) > SM2_HEX else text.strip()
    if len(digits) != SM2_HEX:
        raise ValueError("an SM2 key is 128 hex characters")
    return bytes.fromhex(digits)
