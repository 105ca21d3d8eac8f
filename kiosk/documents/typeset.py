"""Sets a sheet as PDF/A-2b with typst. Takes 120 MB once used: only ever loaded in the press's own process.

typst fails on a character that no font has (a rule of PDF/A), so nothing comes out with a box in its place.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import msgspec
import typst

from kiosk.documents import fonts
from kiosk.documents.drawings import embedded, qr
from kiosk.errors import MissingGlyph, PressFailed

TEMPLATES: Final = Path(__file__).parent / "templates"
STANDARD: Final = "a-2b"
UNSHOWN: Final = re.compile(r"PDF/A-2b error: the text .* could not be displayed", re.DOTALL)


class Typesetter:
    """A kept compiler: the first page takes half a second, the next ones about ten milliseconds."""

    def __init__(self) -> None:
        found = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(folder) for folder in fonts.folders()],
        )
        fonts.complete(found.families())
        self._compiler = typst.Compiler(
            str(TEMPLATES / "sheet.typ"), root=str(TEMPLATES), font_paths=found, ignore_system_fonts=True
        )

    def pdf(self, order: bytes, made_at: int) -> bytes:
        """The pages of ``order`` (``sheet.order``). ``made_at`` in unix seconds: same input, same bytes.

        Raises ``MissingGlyph`` where no font has a character, ``PressFailed`` when it cannot be set.
        """
        sheet = msgspec.json.decode(order)
        drawn = {**sheet, "parts": [_drawn(part) for part in sheet["parts"]]}
        try:
            made = self._compiler.compile(
                sys_inputs={"sheet": msgspec.json.encode(drawn).decode()},
                format="pdf",
                pdf_standards=[STANDARD],
                timestamp=made_at,
            )
        except typst.TypstError as error:
            if UNSHOWN.search(error.message):
                raise MissingGlyph("no font has a character on this page") from None
            raise PressFailed("typst") from None  # its words may quote the page
        if not isinstance(made, bytes):
            raise PressFailed("no pages")
        return made


def _drawn(part: dict[str, Any]) -> dict[str, Any]:
    """``part`` with its picture as SVG, the one way to hand typst a drawing from memory."""
    match part["type"]:
        case "code":
            svg, millimetres = qr(part["payload"])
            return {**part, "svg": svg, "millimetres": millimetres}
        case "picture":
            return {**part, "svg": embedded(part["media_type"], part["base64"])}
    return part
