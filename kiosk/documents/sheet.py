"""What stands on A4 sheets, before any typesetter's language. A ``Slip`` is the same for thermal paper.

Every text is text: nothing in it is ever read as markup. No part shows its words in a log.
"""

from __future__ import annotations

import unicodedata
from typing import Final

import msgspec

from kiosk.domain.journal import PrintKind
from kiosk.domain.personal import HIDDEN
from kiosk.errors import MissingGlyph

SAME: Final = str.maketrans({"•": "·", "‧": "·", "・": "·"})
"""Separators in names that are one character in print."""


class _Part(msgspec.Struct, frozen=True):
    def __repr__(self) -> str:
        return f"{type(self).__name__}({HIDDEN})"


class Heading(_Part, tag="heading", frozen=True):
    """A heading within the sheet."""

    text: str


class Paragraph(_Part, tag="paragraph", frozen=True):
    """Running text. ``indent`` by two characters, as a letter is; ``small`` for notes."""

    text: str
    indent: bool = True
    small: bool = False


class Fact(_Part, frozen=True):
    """A label and what is said. ``personal``: on no slip, which may be left lying about."""

    label: str
    value: str
    personal: bool = False


class Facts(_Part, tag="facts", frozen=True):
    """Labels and what is said of each, in two columns."""

    rows: tuple[Fact, ...]


class Table(_Part, tag="table", frozen=True):
    """Rows under a head, which is repeated on every page. ``widths`` are shares."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


class Points(_Part, tag="points", frozen=True):
    """Points in order: numbered, or each with a box to ``tick``."""

    items: tuple[str, ...]
    tick: bool = False


class Blanks(_Part, tag="blanks", frozen=True):
    """Fields to fill in by hand: label and, where there is one, a hint or the choices."""

    rows: tuple[tuple[str, str], ...]


class Code(_Part, tag="code", frozen=True):
    """A QR code and what it is for. Never personal data in it (AC-14)."""

    payload: str
    caption: str


class Picture(_Part, tag="picture", frozen=True):
    """A picture (PNG or JPEG, base64) with a word across it."""

    media_type: str
    base64: str
    watermark: str


class Verdict(_Part, tag="verdict", frozen=True):
    """What a whole page comes to, to be read across a room; one that is not ``good`` in white on black."""

    text: str
    good: bool


class Closing(_Part, tag="closing", frozen=True):
    """落款: who says so and on which day. ``sealed`` holds lines only where the platform's seal is valid."""

    department: str
    day: str
    sealed: tuple[str, ...] = ()


Part = Heading | Paragraph | Facts | Table | Points | Blanks | Code | Picture | Verdict | Closing


class Sheet(_Part, frozen=True, kw_only=True):
    """One document from its title to its last page.

    ``name`` and ``kind`` are the journal's and the print server's words for it. ``head`` is the 发文机关 in
    red, only where the department issued this under ``number``. ``foot`` stands on every page.
    """

    name: str
    kind: PrintKind
    title: str
    parts: tuple[Part, ...]
    head: str | None = None
    number: str | None = None
    foot: str = ""
    dense: bool = False


def order(sheet: Sheet) -> bytes:
    """``sheet`` as the typesetter reads it (JSON), without invisible characters. Raises ``MissingGlyph``."""
    return msgspec.json.encode(_clean(msgspec.to_builtins(sheet)))


def _clean(value: object) -> object:
    match value:
        case str():
            return clean(value)
        case dict():
            return {name: _clean(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_clean(inner) for inner in value]
    return value


def clean(text: str) -> str:
    """``text`` with one separator for names and without control and format characters, but with its lines."""
    seen = "".join(char for char in text.translate(SAME) if char == "\n" or not _invisible(char))
    if any(unicodedata.category(char) == "Cs" for char in seen):
        raise MissingGlyph("half a character")
    return seen


def _invisible(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf"}
