"""The type of the small PDFs: each character drawn as its outline (Type 3 fonts, ISO 32000-1 section 9.6.5).

So a page looks the same in every reader and on every printer, whether or not that has Chinese type.
"""

from __future__ import annotations

import threading
from functools import cache
from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from simulator.platform.paths import FACE

UNITS = 1000
CODES = 255
"""A Type 3 font has one-byte codes; code 0 is left out."""
DRAWING = threading.Lock()
"""fontTools unpacks a glyph in place when it is first drawn: two threads at once spoil it for good."""
# Stands in the place of characters that the face does not have.
MISSING = "□"


class Type:
    """The characters one document uses, numbered as they come."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def show(self, text: str, size: int) -> str:
        """Return the operators that show ``text``."""
        parts: list[tuple[int, list[int]]] = []
        for char in text:
            font, code = divmod(self._used.setdefault(char, len(self._used)), CODES)
            if not parts or parts[-1][0] != font:
                parts.append((font, []))
            parts[-1][1].append(code + 1)
        return " ".join(f"/F{font} {size} Tf <{bytes(codes).hex()}> Tj" for font, codes in parts)

    def objects(self, first: int) -> tuple[str, list[bytes]]:
        """Return the font resources and their objects, numbered from ``first`` on."""
        chars, resources, made = list(self._used), [], list[bytes]()
        for start in range(0, len(chars), CODES):
            some = chars[start : start + CODES]
            resources.append(f"/F{start // CODES} {first + len(made)} 0 R")
            made += _font(some, first + len(made))
        return f"<< /Font << {' '.join(resources)} >> >>", made


def _font(chars: list[str], number: int) -> list[bytes]:
    outlines = [outline(char) for char in chars]
    names = " ".join(f"/g{n}" for n in range(1, len(chars) + 1))
    procedures = " ".join(f"/g{n} {number + 1 + n} 0 R" for n in range(1, len(chars) + 1))
    widths = " ".join(str(width) for width, _ in outlines)
    font = (
        f"<< /Type /Font /Subtype /Type3 /FontBBox [0 -300 {UNITS} {UNITS}] /FontMatrix [0.001 0 0 0.001 0 0]"
        f" /FirstChar 1 /LastChar {len(chars)} /Widths [{widths}] /Resources << >>"
        f" /Encoding << /Type /Encoding /Differences [1 {names}] >> /CharProcs << {procedures} >>"
        f" /ToUnicode {number + 1} 0 R >>"
    )
    return [
        font.encode(),
        stream(_to_unicode(chars)),
        *(stream(f"{width} 0 0 -300 {UNITS} {UNITS} d1 {path}".encode()) for width, path in outlines),
    ]


def stream(content: bytes) -> bytes:
    """Return a stream object's body."""
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


@cache
def outline(char: str) -> tuple[int, str]:
    """Return a character's width and path in thousandths of the type size."""
    cmap, glyphs = face()
    name = cmap.get(ord(char)) or cmap.get(ord(MISSING))
    if name is None:
        return UNITS, ""
    pen = _Path(glyphs)
    with DRAWING:
        glyphs[name].draw(pen)
    return round(glyphs[name].width), " ".join([*pen.operators, "f"] if pen.operators else [])


@cache
def face() -> tuple[dict[int, str], Any]:
    """Return the face's characters and glyphs, opened once."""
    if not FACE.exists():
        # `make assets` brings the face; without it the papers are there, but blank.
        return {}, {}
    font = TTFont(FACE, lazy=True)
    return dict(font.getBestCmap()), font.getGlyphSet()


def _to_unicode(chars: list[str]) -> bytes:
    pairs = [f"<{n:02x}> <{char.encode('utf-16-be').hex()}>" for n, char in enumerate(chars, 1)]
    # A section holds a hundred pairs at most.
    sections = [pairs[n : n + 100] for n in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(s)} beginbfchar\n{chr(10).join(s)}\nendbfchar" for s in sections)
    head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /H def /CMapType 2 def"
    space = "1 begincodespacerange <00> <ff> endcodespacerange"
    tail = "endcmap CMapName currentdict /CMap defineresource pop end end"
    return f"{head}\n{space}\n{body}\n{tail}".encode("ascii")


class _Path(BasePen):  # type: ignore[misc]
    """Writes an outline as PDF path operators."""

    def __init__(self, glyphs: Any) -> None:  # noqa: ANN401 fontTools is untyped
        super().__init__(glyphs)
        self.operators: list[str] = []

    # The names are fontTools'.
    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.operators.append(f"{_xy(pt)} m")

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.operators.append(f"{_xy(pt)} l")

    def _curveToOne(  # noqa: N802
        self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]
    ) -> None:
        self.operators.append(f"{_xy(pt1)} {_xy(pt2)} {_xy(pt3)} c")

    def _closePath(self) -> None:  # noqa: N802
        self.operators.append("h")


def _xy(point: tuple[float, float]) -> str:
    return f"{round(point[0])} {round(point[1])}"
