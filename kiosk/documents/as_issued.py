"""The platform's own file, to be printed as it is: only when it is the one that was announced."""

from __future__ import annotations

import hashlib
from typing import Final

from kiosk.domain.case import CaseDocument
from kiosk.domain.item import FileRef
from kiosk.domain.page import File
from kiosk.domain.personal import Personal
from kiosk.errors import NotAsAnnounced
from kiosk.hardware.document_printer import Document

PDF: Final = "application/pdf"


def case_document(announced: CaseDocument, file: File) -> Document:
    """A receipt, notice or decision. Raises ``NotAsAnnounced`` where type, size or a digest differ."""
    if not announced.printable:
        raise NotAsAnnounced("it is not to be printed")
    if len(file.content) != announced.size:
        raise NotAsAnnounced("its size")
    _holds("sm3", file, announced.sm3)
    return _document(announced.kind, file, announced.sha256)


def sample(announced: FileRef, file: File) -> Document:
    """A sample or a blank form that came as PDF. Raises ``NotAsAnnounced``; some bear no digest."""
    return _document("sample", file, announced.sha256)


def _document(name: str, file: File, sha256: str | None) -> Document:
    if file.media_type != PDF or not file.content.startswith(b"%PDF-"):
        raise NotAsAnnounced("its type")
    if sha256 is not None:
        _holds("sha256", file, sha256)
    return Document(name, Personal(file.content))


def _holds(algorithm: str, file: File, digest: str) -> None:
    if hashlib.new(algorithm, file.content).hexdigest() != digest.lower():
        raise NotAsAnnounced(f"its {algorithm}")
