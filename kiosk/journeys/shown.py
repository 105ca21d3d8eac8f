"""What a person showed of themselves. It lives in the visit and dies with it."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.personal import Personal
from kiosk.platform.ports.identity import Proof


@dataclass(frozen=True, slots=True)
class Document:
    """A card or travel document that was read here."""

    number: Personal[str]
    name: Personal[str]
    portrait: Personal[bytes] | None


@dataclass(frozen=True, slots=True)
class Shown:
    """Proofs for the platform, and the document among them, where there is one."""

    proofs: tuple[Proof, ...]
    document: Document | None = None
