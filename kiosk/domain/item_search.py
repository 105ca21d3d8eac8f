"""Finding an item by what somebody types: words of its name, or the first letters of their syllables."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

from kiosk.domain.initials import initials
from kiosk.domain.item import Item

NEVER: Final = 1_000_000
"""The rank of an item that is not among the platform's hot ones."""


def found(items: Iterable[Item], query: str) -> tuple[Item, ...]:
    """Every item in which each word of ``query`` is found: in its name first, then the hot ones (CT-20).

    An empty query finds all. Width and case of letters do not matter.
    """
    words = unicodedata.normalize("NFKC", query).upper().split()
    ranked = [
        (place, item.hot_rank or NEVER, number, item)
        for number, item in enumerate(items)
        if (place := _place(item, words)) is not None
    ]
    return tuple(item for *_, item in sorted(ranked, key=lambda row: row[:3]))


def _place(item: Item, words: list[str]) -> int | None:
    """0: all in the name; 1: some elsewhere; ``None``: not all are found."""
    places = [_word(item, word) for word in words]
    return None if None in places else max((p for p in places if p is not None), default=0)


def _word(item: Item, word: str) -> int | None:
    if _says(item.name, word):
        return 0
    others = (*item.keywords, item.department.name, item.name_en or "", item.task_code)
    return 1 if any(_says(text, word) for text in others) else None


def _says(text: str, word: str) -> bool:
    if word in unicodedata.normalize("NFKC", text).upper():
        return True
    return word.isascii() and any(word in read for read in initials(text))
