"""What the platform says of a seal, and how a paper is verified."""

# pylint: disable=duplicate-code  # the domain calls the same things by the same names

from __future__ import annotations

from kiosk.platform.wire.base import Answer, Time


class Seal(Answer, frozen=True):
    """``Seal``."""

    status: str
    sealer: str | None = None
    sealed_at: Time | None = None
    algorithm: str | None = None


class Verify(Answer, frozen=True):
    """``Verify``."""

    code: str
    qr_payload: str
    url: str | None = None
