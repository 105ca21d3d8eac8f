"""Small PDF files with Chinese text, the same bytes for the same words (PDF 1.4, ISO 32000-1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from simulator.platform.pdf_type import Type, stream

WIDTH, HEIGHT = 595, 842
"""A4 in points."""
LEFT, TOP, LEADING = 64, 770, 24
TITLE_SIZE, TEXT_SIZE, MARK_SIZE = 22, 13, 30
LINES_A_PAGE = 26
CHARS_A_LINE = 34
FIRST_PAGE = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on the paper. ``watermark`` lies across every page."""

    title: str
    lines: Sequence[str]
    watermark: str | None = None

    @property
    def pages(self) -> int:
        """How many pages it takes."""
        return max(1, -(-len(_wrapped(self.lines)) // LINES_A_PAGE))


def write(sheet: Sheet) -> bytes:
    """Return the PDF."""
    lines, count, face = _wrapped(sheet.lines), sheet.pages, Type()
    contents = [
        stream(_content(sheet, face, lines[n * LINES_A_PAGE : (n + 1) * LINES_A_PAGE], n))
        for n in range(count)
    ]
    resources, fonts = face.objects(FIRST_PAGE + 2 * count)
    kids = " ".join(f"{FIRST_PAGE + 2 * n} 0 R" for n in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} /MediaBox [0 0 {WIDTH} {HEIGHT}]"
        f" /Resources {resources} >>".encode(),
    ]
    for n, content in enumerate(contents):
        page = f"<< /Type /Page /Parent 2 0 R /Contents {FIRST_PAGE + 1 + 2 * n} 0 R >>"
        objects += [page.encode(), content]
    return _file([*objects, *fonts])


def _content(sheet: Sheet, face: Type, lines: Sequence[str], page: int) -> bytes:
    parts = []
    if sheet.watermark:
        # Light grey and turned by 30 degrees, below the text.
        mark = face.show(sheet.watermark, MARK_SIZE)
        parts.append(f"0.86 g BT 0.866 0.5 -0.5 0.866 90 260 Tm {mark} ET 0 g")
    parts.append(f"BT {LEFT} {TOP} Td {face.show(sheet.title, TITLE_SIZE)} ET")
    for row, line in enumerate(lines):
        y = TOP - 2 * LEADING - row * LEADING
        parts.append(f"BT {LEFT} {y} Td {face.show(line, TEXT_SIZE)} ET")
    foot = face.show(f"第{page + 1}页，共{sheet.pages}页", TEXT_SIZE)
    parts.append(f"BT {LEFT} 48 Td {foot} ET")
    return "\n".join(parts).encode("ascii")


def _wrapped(lines: Iterable[str]) -> list[str]:
    return [
        line[start : start + CHARS_A_LINE]
        for line in lines
        for start in range(0, max(1, len(line)), CHARS_A_LINE)
    ]


def _file(objects: Sequence[bytes]) -> bytes:
    out, offsets = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
