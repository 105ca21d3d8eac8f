"""Words in one or both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kiosk.domain.words import Text
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Align, Words
from kiosk.screens.typeset import height, typeset


def stack(
    rect: Rect, lines: list[Words], *, gap: float | tuple[float, ...] = 0, valign: str = "middle"
) -> Iterator[Words]:
    """Lines one under the other, as a block in ``rect``. Those at the end that find no room are left out.

    Each is given with its widest size and most lines; its own rectangle is ignored. ``gap``: one for all,
    or one before the second, the third … of ``lines``.
    """
    placed: list[tuple[Words, float, float]] = []
    used = 0.0
    for number, line in enumerate(lines):
        if not line.text:
            continue
        before = _gap_before(number, gap) if placed else 0.0
        room = Rect(rect.x, rect.y, rect.w, max(rect.h - used - before, 0))
        tall = line.size * line.leading
        if placed and room.h + 1 < tall:
            break
        setting = typeset(replace(line, rect=room))
        taken = height(setting, line.leading)
        if placed and (not setting.fits or taken > room.h + 1):
            break
        placed.append((replace(line, rect=room), before, taken))
        used += before + taken
    y = rect.y + {"top": 0.0, "middle": (rect.h - used) / 2, "bottom": rect.h - used}[valign]
    for line, before, taken in placed:
        yield replace(line, rect=Rect(rect.x, y + before, rect.w, taken), valign="top")
        y += before + taken


def _gap_before(number: int, gap: float | tuple[float, ...]) -> float:
    return gap[min(number, len(gap)) - 1] if isinstance(gap, tuple) else gap


def bottom_of(words: Iterable[Words]) -> float:
    """Where a block of words ends."""
    return max((w.rect.bottom for w in words), default=0.0)


def pair(  # noqa: PLR0913 what may differ is told by keyword
    rect: Rect,
    text: Text,
    look: Look,
    *,
    size: float,
    en: float = 24,
    colour: str = "ink_900",
    second: str = "ink_600",
    bold: bool = True,
    lines: int = 2,
    align: Align = "left",
    valign: str = "middle",
    leading: float = 1.2,
    gap: float = 4,
) -> Iterator[Words]:
    """A text with its other language under it, where there is one and room for it."""
    least = max(look.size("min"), size * 0.6) if look.language == "zh" else max(look.em(28), size * 0.45)
    yield from stack(
        rect,
        [
            Words(
                rect, look.main(text), size, colour, bold, align, leading=leading, lines=lines, least=least
            ),
            Words(
                rect,
                look.second(text),
                look.second_size(look.em(en)),
                second,
                align=align,
                lines=2,
                least=look.second_size(look.em(24)),
            ),
        ],
        gap=gap,
        valign=valign,
    )


def inline(
    x: float, baseline: float, *runs: tuple[str, float, str, bool], gap: float = 12
) -> Iterator[Words]:
    """Words of different sizes on one baseline: (text, size, colour, bold) each."""
    for text, size, colour, bold in runs:
        wide = fonts.width(text, size, bold=bold)
        # The line box of Noto Sans CJK: 1.16 em above the baseline, 0.288 em below.
        yield Words(
            Rect(x, baseline - 1.16 * size, wide + 2, fonts.LINE_HEIGHT * size),
            text,
            size,
            colour,
            bold,
            leading=fonts.LINE_HEIGHT,
        )
        x += wide + gap
