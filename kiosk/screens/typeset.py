"""Breaking text into lines: at punctuation if possible, never one character alone (design, section 3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from kiosk.screens import fonts
from kiosk.screens.parts import Words

Measure = Callable[[str], float]

_NOT_FIRST = "，。、！？：；”’）】》〉…～·%,.!?:;)"
_NOT_LAST = "“‘（【《〈("
_PAUSE = "，。、！？：；,.!?:;…"
_PIECES = re.compile(r"[A-Za-z0-9*$#@&'’:.,/–—+_-]+|\s+|.", re.DOTALL)
_QUOTED = re.compile("“[^”]{1,6}”")

_MID_SENTENCE = 1.0
_LONELY = 50.0
_LAST_ENOUGH = 2.2
"""A last line narrower than this many em looks forgotten."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Words as they are set: the size they came to, their lines, and whether they fit their place."""

    size: float
    lines: tuple[str, ...]
    fits: bool


@lru_cache(maxsize=1024)
def typeset(words: Words) -> Setting:
    """Set words in their rectangle, as large as allowed; cut off with … when the least size is too large."""
    size = words.size
    least = words.least or words.size
    while True:
        lines = _try(words, size)
        if lines is not None:
            return Setting(size, lines, fits=True)
        if size <= least:
            return Setting(size, _cut(words, size), fits=False)
        size = max(least, size - 2)


def height(setting: Setting, leading: float) -> float:
    """How tall set words are, logical px."""
    return len(setting.lines) * setting.size * leading


def _try(words: Words, size: float) -> tuple[str, ...] | None:
    room = min(words.lines, max(1, int((words.rect.h + 1) / (size * words.leading))))

    def measure(text: str) -> float:
        return fonts.width(text, size, bold=words.bold)

    return break_lines(words.text, words.rect.w, room, size, measure)


def break_lines(text: str, room: float, most: int, em: float, measure: Measure) -> tuple[str, ...] | None:
    """Break ``text`` into as few lines as fit ``room``, at most ``most``; ``None`` where that cannot be."""
    set_apart = [part.strip() for part in text.split("\n")]
    if len(set_apart) > 1:
        return tuple(set_apart) if len(set_apart) <= most and max(map(measure, set_apart)) <= room else None
    if measure(text) <= room:
        return (text,)
    if most == 1:
        return None
    breaks = _break_points(text)
    for count in range(2, most + 1):
        best = min(
            (_lines(text, chosen) for chosen in combinations(breaks, count - 1) if _plausible(chosen, text)),
            key=lambda lines: _cost(lines, room, em, measure),
            default=None,
        )
        if best and _cost(best, room, em, measure) < float("inf"):
            return best
    return None


def _plausible(chosen: tuple[int, ...], text: str) -> bool:
    """Lines of some length each: keeps the search short for long texts."""
    if len(chosen) == 1:
        return True
    edges = (0, *chosen, len(text))
    share = len(text) / (len(chosen) + 1)
    return all(share * 0.4 <= after - before <= share * 1.7 for before, after in pairwise(edges))


def _break_points(text: str) -> list[int]:
    points, place = [], 0
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    for piece in _PIECES.findall(text):
        if place and piece[0] not in _NOT_FIRST and text[place - 1] not in _NOT_LAST and not piece.isspace():
            # A number stays with what it counts (2 个), a short quotation in one piece (“求助”).
            counts = text[:place].rstrip()[-1:].isdigit() and not piece.isascii()
            if not counts and not any(start < place < end for start, end in quoted):
                points.append(place)
        place += len(piece)
    return points


def _lines(text: str, breaks: tuple[int, ...]) -> tuple[str, ...]:
    edges = (0, *breaks, len(text))
    return tuple(text[a:b].strip() for a, b in pairwise(edges))


def _cost(lines: tuple[str, ...], room: float, em: float, measure: Measure) -> float:
    widths = [measure(line) for line in lines]
    if max(widths) > room:
        return float("inf")
    mid = sum(
        not line.endswith(tuple(_PAUSE)) and not (line[-1].isascii() and after[:1].isascii())
        for line, after in pairwise(lines)
    )
    ragged = sum(((max(widths) - w) / room) ** 2 for w in widths)
    return ragged + mid * _MID_SENTENCE + (_LONELY if widths[-1] < em * _LAST_ENOUGH else 0)


def _cut(words: Words, size: float) -> tuple[str, ...]:
    for end in range(len(words.text) - 1, 0, -1):
        if (lines := _try_text(words, size, words.text[:end].rstrip() + "…")) is not None:
            return lines
    return ("…",)


def _try_text(words: Words, size: float, text: str) -> tuple[str, ...] | None:
    return break_lines(text, words.rect.w, words.lines, size, lambda t: fonts.width(t, size, bold=words.bold))


def forget() -> None:
    """Drop what was set: a name may be among it."""
    typeset.cache_clear()
