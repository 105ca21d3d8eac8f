"""The parts that the papers of a case share. What was not told leaves no empty heading behind."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.documents.matter import SEALED, UNSEALED, Matter, closing, code
from kiosk.documents.sheet import Fact, Facts, Heading, Paragraph, Part, Points, Sheet, Table
from kiosk.errors import NotSaid


def said(**needed: object) -> None:
    """Raise ``NotSaid`` for what a paper of the kind must say and was not told."""
    for what, told in needed.items():
        if not (told.strip() if isinstance(told, str) else told):
            raise NotSaid(what)


def sheet_of(about: Matter, name: str, title: str, *parts: Part) -> Sheet:
    """A paper of a case: its own parts between the title and the code, 落款 and the word about the seal."""
    issued = about.document_no is not None and about.sealed
    return Sheet(
        name=name,
        kind="receipt" if name == "receipt" else "notice",
        title=title,
        head=about.department if issued else None,
        number=about.document_no,
        parts=(
            *parts,
            code(about),
            closing(about),
            Paragraph(SEALED if about.sealed else UNSEALED, indent=False, small=True),
        ),
    )


def materials_in(materials: Sequence[tuple[str, str]], how: str) -> list[Part]:
    """What was handed in, and how."""
    if not materials:
        return []
    rows = tuple((str(n), *material) for n, material in enumerate(materials, 1))
    return [Heading("已收材料"), Table(("序号", "材料名称", how), rows, (2, 12, 6))]


def points(heading: str, items: Sequence[str]) -> list[Part]:
    """A heading and numbered points; nothing without points."""
    return [Heading(heading), Points(tuple(items))] if items else []


def under(heading: str, *words: str | None) -> list[Part]:
    """A heading and paragraphs; nothing where nothing was told."""
    told = [Paragraph(one) for one in words if one]
    return [Heading(heading), *told] if told else []


def rows(told: Sequence[Fact]) -> list[Part]:
    """Facts in two columns; nothing without any."""
    return [Facts(tuple(told))] if told else []


def phones(about: Matter) -> tuple[Fact, ...]:
    """Whom to ask, and whom to complain to."""
    told = (("咨询电话", about.consult_phone), ("监督电话", about.supervision_phone))
    return tuple(Fact(label, number) for label, number in told if number)
