"""A print copy: the file's own pages as they are, and at the foot which copy it is and how to check it.

The pages are put in whole by typst, as vectors; what was checked is not changed, a paper is made of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

import msgspec
import typst

from kiosk.documents import fonts
from kiosk.documents.drawings import qr
from kiosk.documents.sealed.orders import Stamp

FILES: Final = Path("/proc/self/fd")

PAGE: Final = b"""#let told = json(bytes(sys.inputs.told))
#set page(width: 210mm, height: 297mm, margin: 0mm)
#set text(font: ("Noto Sans CJK SC", "HanaMinA", "HanaMinB"), size: 8pt, fill: black)
#for number in range(1, told.pages + 1) {
  if number > 1 { pagebreak() }
  place(top + left, image(
    told.file, format: "pdf", page: number, width: 210mm, height: 297mm, fit: "contain",
  ))
  place(bottom + left, dx: 12mm, dy: -7mm, box(fill: white, inset: 1mm, told.line))
  if number == told.pages and told.svg != none {
    place(bottom + right, dx: -10mm, dy: -7mm, box(fill: white, inset: 1mm, align(center, stack(
      spacing: 1mm,
      image(bytes(told.svg), format: "svg", width: told.millimetres * 1mm),
      told.code,
    ))))
  }
}
"""


def warm() -> None:
    """Make one copy of nothing: fonts are read and unpacked, the next takes a tenth of the time."""
    blank = _compiler().compile(b"", format="pdf")
    assert isinstance(blank, bytes)  # noqa: S101 one PDF
    stamped(blank, 1, Stamp("第 1 份，共 1 份", "0", "https://platform.example/"))


def stamped(pdf: bytes, pages: int, stamp: Stamp) -> bytes:
    """The copy as PDF. Raises ``typst.TypstError`` for a file that cannot be put in, ``PressFailed``."""
    svg, millimetres = qr(stamp.payload) if stamp.payload else (None, 0.0)
    with _in_memory(pdf) as file:
        told = {
            "file": file,
            "pages": pages,
            "line": stamp.line,
            "code": f"扫码验真 {stamp.code or ''}".strip(),
            "svg": svg,
            "millimetres": millimetres,
        }
        made = _compiler().compile(
            PAGE,
            format="pdf",
            pdf_standards="2.0",  # a file of any version can be put into it
            sys_inputs={"told": msgspec.json.encode(told).decode()},
        )
    assert isinstance(made, bytes)  # noqa: S101 one PDF, not one file a page
    return made


@cache
def _compiler() -> typst.Compiler:
    found = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in fonts.folders()],
    )
    return typst.Compiler(root=str(FILES), font_paths=found, ignore_system_fonts=True)


@contextmanager
def _in_memory(content: bytes) -> Iterator[str]:
    """A file below ``FILES`` that is on no disk: typst takes a PDF by its path alone."""
    number = os.memfd_create("page")
    try:
        with open(number, "wb", closefd=False) as file:
            file.write(content)
        yield f"/{number}"
    finally:
        os.close(number)
