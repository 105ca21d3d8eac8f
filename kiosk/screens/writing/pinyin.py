"""What an engine for pinyin can do. It knows no citizen: the same letters give the same words, always."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol

from kiosk.errors import NoPinyin

LETTERS_MOST: Final = 15
"""Letters at a time: four or five characters. Then a word is chosen, and typing goes on."""
INITIALS_MOST: Final = 6
"""Letters of them that stand for a whole syllable, as in SFZ for 身份证."""
APART_MOST: Final = 2
APART: Final = "'"
"""Between syllables that would be read as one: xi'an is 西安."""
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_LETTERS = re.compile("[a-z]+(?:'[a-z]+)*'?")
_SYLLABLE = re.compile("(?:[zcs]h|[bcdfghjklmnpqrstwxyz])?[aeiouv]+(?:ng|n|r)?|'")


@dataclass(frozen=True, slots=True)
class Word:
    """A word that may be meant. ``letters``: how many of those typed it stands for, from the first on."""

    text: str
    letters: int


@dataclass(frozen=True, slots=True)
class Suggested:
    """What letters may mean, likeliest first, and the letters with their syllables apart: ``xing fu li``."""

    words: tuple[Word, ...]
    spelt: str


class Pinyin(Protocol):
    """An engine. Asked from the drawing thread; it answers within a few milliseconds and keeps nothing."""

    def suggest(self, letters: str) -> Suggested:
        """What these letters may mean. Raises ``ValueError`` for letters that ``takes`` refuses."""


def takes(letters: str) -> bool:
    """Whether an engine may be asked for these letters.

    The limits are the engine's: its tables are of fixed size, and it ends the whole program when they are
    full (docs/adr/0024). Letters within these limits fill them by nine tenths at most.
    """
    return (
        len(letters) <= LETTERS_MOST
        and _LETTERS.fullmatch(letters) is not None
        and letters.count(APART) <= APART_MOST
        and len(_SYLLABLE.sub("", letters)) <= INITIALS_MOST
    )


@cache
def open_pinyin() -> Pinyin | None:
    """The engine of this machine, opened when first asked for; ``None``, logged once, where there is none."""
    from kiosk.screens.writing.google_pinyin import GooglePinyin

    try:
        return GooglePinyin()
    except NoPinyin as missing:
        import structlog

        log = structlog.get_logger()
        log.warning("screen.no_pinyin", why=str(missing))
        return None
