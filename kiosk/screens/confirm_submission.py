"""The last look: what is handed in, the sentence that is signed, a place to write one's name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views.confirm import ConfirmSubmission, SummaryRow
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Choose, Local, Part, Stroke, Words
from kiosk.screens.screen import Now, PagedScreen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.pager import HEIGHT as PAGER
from kiosk.screens.widgets.pager import page_of, pager
from kiosk.screens.widgets.reading import lines
from kiosk.screens.widgets.steps import steps_told
from kiosk.screens.widgets.told import told
from kiosk.screens.widgets.zones import backdrop, zones

GAP: Final = 20
BUTTON: Final = 136
PAD: Final = 380
PEN: Final = 7
LEADING: Final = 1.15
AIR: Final = 22
NEAR: Final = 3.0
"""Logical px: points closer than this to the last are the same point."""
MOST_POINTS: Final = 4000
LEAST_POINTS: Final = 8
AGAIN: Final = Text("重写", "Clear")
SIGN_HERE: Final = Text("用手指在这里写名字", "Write your name here with a finger")
FIRST_SIGN: Final = Text("先签名", "Sign first")


class ConfirmSubmissionScreen(PagedScreen[ConfirmSubmission]):
    """Remembers the strokes until they are handed in, cleared, or another view is up."""

    feels = forgets = True

    def __init__(self) -> None:
        super().__init__()
        self._strokes: list[list[tuple[float, float]]] = []
        self._pad = Rect(0, 0, 1, 1)
        self._view: ConfirmSubmission | None = None

    def local(self, action: Local) -> None:
        """Clear the pad, or turn the page."""
        if action.name == "clear":
            self._strokes.clear()
        else:
            super().local(action)

    def answered(self, action: Choose) -> None:
        """Handed in, or left: the strokes go."""
        del action
        self._strokes.clear()

    def felt(self, x: float, y: float, *, landed: bool) -> Choose | None:
        """A finger on the pad draws; one that leaves it begins anew."""
        if not self._pad.contains(x, y):
            return None
        points = sum(map(len, self._strokes))
        if landed or not self._strokes:
            self._strokes.append([])
        stroke = self._strokes[-1]
        far = not stroke or abs(stroke[-1][0] - x) + abs(stroke[-1][1] - y) >= NEAR
        if far and points < MOST_POINTS:
            stroke.append((x, y))
        return None

    def parts(self, view: ConfirmSubmission, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        if self._view is not None and view.error != self._view.error:
            self._strokes.clear()
        self._view = view
        place = zones(look, 620 if look.elder else 560)
        yield from backdrop(place, look)
        shown, room = steps_told(place.told.below(28).above(16), view, look)
        yield from shown
        words, _ = told(room, view, look, size=54 if look.landscape else 60, gap=10)
        yield from words
        content = place.press.inset(24 if look.landscape else 40, 28)
        foot, body = content.low(BUTTON), content.above(BUTTON + GAP)
        if look.landscape:
            listed, pad = body.columns(1, 1, gap=GAP)
        else:
            pad = body.low(min(PAD, body.h * (0.42 if look.elder else 0.55)))
            listed = body.above(pad.h + GAP)
        yield from self._summary(view.rows, listed, look)
        yield from self._sign(view, pad, look)
        yield from self._ways(view, foot, look)

    def _summary(self, rows: tuple[SummaryRow, ...], room: Rect, look: Look) -> Iterator[Part]:
        listed = _pages(rows, room, look)
        if len(listed) > 1:
            turn, room = room.low(PAGER), room.above(PAGER + 8)
            listed = _pages(rows, room, look)
            _, page, pages = page_of(listed, self._page, 1)
            yield from pager(turn, page, pages, look)
        ((shown, *_), _, _) = page_of(listed, self._page, 1)
        down = 0.0
        for row, tall in shown:
            label, value = _cells(room.below(down).top(tall))
            small, body = look.size("min"), look.size("body")
            yield Words(label, look.main(row.label), body, "ink_600", lines=9, leading=LEADING, least=small)
            yield Words(value, row.value, body, "ink_900", bold=True, lines=9, leading=LEADING, least=small)
            down += tall

    def _sign(self, view: ConfirmSubmission, pad: Rect, look: Look) -> Iterator[Part]:
        wrong = view.error is not None
        yield Box(pad, "surface", 28, "red_700" if wrong else "line_touch", max(3, look.theme.outline))
        clear = pad.tail(180).low(96).inset(12, 0).moved(0, -12)
        self._pad = pad.inset(8, 8)
        if not self._strokes:
            said = view.error if view.error is not None else SIGN_HERE
            colour = "red_700" if wrong else "ink_600"
            yield Words(
                pad.inset(40, 40), look.main(said), look.size("body"), colour, align="centre", lines=2
            )
        for stroke in self._strokes:
            if len(stroke) > 1:
                yield Stroke(tuple(stroke), PEN, "ink_900")
        if self._strokes:
            yield button(clear, AGAIN, look, Local("clear"), kind="quiet", size=34)

    def _ways(self, view: ConfirmSubmission, foot: Rect, look: Look) -> Iterator[Part]:
        previous, submit = view.choice("previous"), view.choice("submit")
        assert previous is not None  # noqa: S101 always there
        assert submit is not None  # noqa: S101 always there
        left, right = foot.columns(2, 3, gap=GAP)
        yield button(left, previous.label, look, Choose("previous"), kind="secondary", size=38)
        signed = sum(map(len, self._strokes)) >= LEAST_POINTS
        answer = Choose("submit", (("signature", self._written()),))
        yield button(
            right, submit.label, look, answer, enabled=signed, why_not=None if signed else FIRST_SIGN
        )

    def _written(self) -> str:
        """The strokes as ``kiosk.documents.signature`` reads them, from 0 to 1 of the pad."""
        pad = self._pad
        return ";".join(
            " ".join(f"{(x - pad.x) / pad.w:.3f},{(y - pad.y) / pad.h:.3f}" for x, y in stroke)
            for stroke in self._strokes
        )


def _pages(rows: tuple[SummaryRow, ...], room: Rect, look: Look) -> list[list[tuple[SummaryRow, float]]]:
    """The rows with their heights, as many a page as find room."""
    done: list[list[tuple[SummaryRow, float]]] = [[]]
    left = room.h
    for row in rows:
        tall = min(_tall(row, room, look), room.h)
        if tall > left and done[-1]:
            done.append([])
            left = room.h
        done[-1].append((row, tall))
        left -= tall
    return done


def _cells(band: Rect) -> tuple[Rect, Rect]:
    label, value = band.columns(2, 3, gap=16)
    return label, value


def _tall(row: SummaryRow, room: Rect, look: Look) -> float:
    """One line of the usual size, or as many of the least as it takes."""
    body, small = look.size("body"), look.size("min")
    label, value = _cells(room)
    told = ((look.main(row.label), label.w, False), (row.value, value.w, True))
    if all(fonts.width(text, body, bold=bold) <= wide for text, wide, bold in told):
        return body * LEADING + AIR
    most = max(len(lines(text, wide, small, bold=bold)) for text, wide, bold in told)
    return most * small * LEADING + AIR
