"""A staff PIN: what is good enough, and how it is kept (argon2id, RFC 9106)."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from kiosk.domain.personal import Personal

SHORTEST: Final = 6
LONGEST: Final = 12
MEMORY_KIB: Final = 19_456
PASSES: Final = 2
"""OWASP's smaller setting: 19 MB and two passes, for as long as one check takes."""


class WeakPin(ValueError):
    """Too easily guessed; the argument says why."""


def hashed(pin: Personal[str]) -> str:
    """The PIN as it is kept, salt and settings in it. Raises ``WeakPin``. Takes a tenth of a second."""
    _judge(pin.reveal())
    from argon2 import PasswordHasher  # noqa: PLC0415 a terminal without staff at it needs none of it

    return PasswordHasher(PASSES, MEMORY_KIB, 1).hash(pin.reveal())


def fits(pin: Personal[str], kept: str) -> bool:
    """Whether this is the PIN that was kept. Something kept that is no hash fits nothing."""
    from argon2 import PasswordHasher  # noqa: PLC0415
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415

    try:
        return PasswordHasher().verify(kept, pin.reveal())
    except (VerificationError, InvalidHashError):
        return False


def _judge(digits: str) -> None:
    if not (digits.isascii() and digits.isdigit()):
        raise WeakPin("a PIN is digits")
    if not SHORTEST <= len(digits) <= LONGEST:
        raise WeakPin(f"a PIN has {SHORTEST} to {LONGEST} digits")
    steps = {int(b) - int(a) for a, b in pairwise(digits)}
    if len(steps) == 1 and steps <= {-1, 0, 1}:
        raise WeakPin("a PIN is no row of digits")
