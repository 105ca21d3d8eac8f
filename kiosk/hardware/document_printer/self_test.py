"""The page of the self-test: a few words in a font that every PDF renderer has."""

from __future__ import annotations

from typing import Final

from kiosk.domain.personal import Personal
from kiosk.hardware.document_printer.base import Document

WORDS: Final = b"BT /F1 24 Tf 72 760 Td (Self-test / zi jian) Tj ET"
OBJECTS: Final = (
    b"<</Type /Catalog /Pages 2 0 R>>",
    b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
    b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R>>",
    b"<</Length %d>> stream\n%b\nendstream" % (len(WORDS), WORDS),
    b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
    b"<</Font <</F1 5 0 R>>>>",
)


def _pdf() -> bytes:
    page, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(OBJECTS, 1):
        offsets.append(len(page))
        page += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size, start = len(OBJECTS) + 1, len(page)
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    return page + head + b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)


TEST_PAGE: Final = Document("self-test", Personal(_pdf()))
