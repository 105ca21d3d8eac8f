"""先看一眼 (mock-up 11a): the face as a sheet, how many copies, what for, and the one button that prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice
from kiosk.journeys.views import OTHER_PURPOSE, PURPOSES, CertificatePreview
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Action, Choose, Local, Part, Words
from kiosk.screens.screen import Now, Screen
from kiosk.screens.typeset import typeset
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.cards import chip
from kiosk.screens.widgets.copies import copies_card
from kiosk.screens.widgets.paper_card import paper, shown_rows
from kiosk.screens.widgets.tiles import option_row
from kiosk.screens.widgets.told import beside, fitting, told
from kiosk.screens.widgets.words import bottom_of
from kiosk.screens.widgets.zones import backdrop, zones

ZOOM: Final = Text("放大看", "Zoom in")
SEEN: Final = Text("看好了", "Back to printing")
MORE: Final = Text("看下面的", "Read on")
FREE: Final = Text("免费", "Free")
A4: Final = Text("A4 纸", "A4 paper")
NUMBERED: Final = Text("用编号纸", "Numbered paper")
CHIP: Final = 56 + 14
"""The height of a chip and of the gap over it."""
LARGE = 44.0
GAP = 20


@dataclass(frozen=True, slots=True)
class _Places:
    """Where everything lies; ``facts`` is empty where the sheet alone tells them."""

    paper: Rect
    facts: Rect | None
    zoom: Rect
    purpose: Rect
    copies: Rect
    print: Rect


class CertificatePreviewScreen(Screen[CertificatePreview]):
    """Remembers copies, purpose, and what lies open: the sheet alone, or the purposes."""

    forgets = True

    def __init__(self) -> None:
        self._copies: int | None = None
        self._purpose: str | None = None
        self._open = ""
        self._skip = 0

    def local(self, action: Local) -> None:
        """A step, a purpose, something opened or closed."""
        match action.name:
            case "copies":
                self._copies = int(action.value)
            case "pick":
                self._purpose, self._open = action.value, ""
            case "open":
                self._open, self._skip = action.value, 0
            case "skip":
                self._skip = int(action.value)
            case _:
                super().local(action)

    def parts(self, view: CertificatePreview, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        place = zones(look, 520 if look.elder else 472)
        yield from backdrop(place, look)
        room = place.told.below(28 if look.elder else 44).above(12)
        words, left = told(room, view, look, size=56 if look.landscape else 64, gap=10)
        if not look.elder:
            yield from beside(place, words, left, look)
        yield from words
        content = place.press.inset(40, 28)
        if self._open == "zoom":
            yield from self._zoomed(view, content, look)
        elif self._open == "purpose":
            yield from self._purposes(view, content, look)
        else:
            yield from self._whole(view, _places(content, look), look)

    def _whole(self, view: CertificatePreview, at: _Places, look: Look) -> Iterator[Part]:
        copies = self._how_many(view)
        purpose = self._purpose or view.purpose
        yield from paper(at.paper, view, look)
        if at.facts is not None:
            yield from _facts(at.facts, view, look)
        icon = None if look.elder else "search"
        yield button(at.zoom, ZOOM, look, Local("open", "zoom"), kind="quiet", size=36, icon=icon)
        yield button(
            at.purpose, _used_for(view, purpose, look), look, Local("open", "purpose"), kind="quiet", size=36
        )
        yield from copies_card(at.copies, copies, view.most, look)
        label = Text(f"打印 {copies} 份", f"Print {copies}")
        values = (("copies", str(copies)), ("purpose", purpose))
        yield button(at.print, label, look, Choose("print", values), size=52, icon="printer")

    def _zoomed(self, view: CertificatePreview, content: Rect, look: Look) -> Iterator[Part]:
        foot = content.low(136)
        sheet = content.above(136 + GAP)
        yield from paper(sheet, view, look, size=LARGE, skip=self._skip)
        shown = self._skip + max(1, shown_rows(sheet, view, look, size=LARGE, skip=self._skip))
        if shown >= len(view.face):
            yield button(foot, SEEN, look, Local("open", ""), kind="secondary")
            return
        on, done = foot.columns(1, 1)
        yield button(on, MORE, look, Local("skip", str(shown)), kind="quiet")
        yield button(done, SEEN, look, Local("open", ""), kind="secondary")

    def _purposes(self, view: CertificatePreview, content: Rect, look: Look) -> Iterator[Part]:
        offered = [Choice(value, label) for value, label in PURPOSES]
        chosen = self._purpose or view.purpose
        if all(chosen != choice.id for choice in offered):
            offered[-1] = replace(offered[-1], hint=Text(chosen))  # their own words
            chosen = OTHER_PURPOSE
        room = content.top(min(content.h, len(offered) * 190))
        for choice, cell in zip(offered, room.rows(*[1] * len(offered), gap=16), strict=True):
            action: Action = Local("pick", choice.id)
            if choice.id == OTHER_PURPOSE:
                action = Choose("other_purpose", (("copies", str(self._how_many(view))),))
            yield option_row(cell, choice, look, selected=choice.id == chosen, action=action)

    def _how_many(self, view: CertificatePreview) -> int:
        return min(view.most, self._copies or view.copies)


def _places(content: Rect, look: Look) -> _Places:
    if look.landscape:
        sheet, side = content.columns(1, 1.15)
        foot = side.low(132)
        row = side.above(132 + GAP).low(116)
        zoom, purpose = side.above(132 + GAP + 116 + GAP).low(112).columns(1, 1.3, gap=GAP)
        facts = side.above(132 + GAP + 116 + GAP + 112 + GAP)
        return _Places(sheet, facts, zoom, purpose, row, foot)
    foot, rest = content.low(152), content.above(152 + 24)
    if look.elder:
        row = rest.low(132)
        zoom, purpose = rest.above(132 + GAP).low(128).columns(1, 1.3, gap=GAP)
        return _Places(rest.above(132 + GAP + 128 + GAP), None, zoom, purpose, row, foot)
    purpose = rest.low(112)
    upper = rest.above(112 + GAP)
    sheet, side = upper.columns(636, 324, gap=40)
    copies = side.low(250)
    zoom = side.above(250 + GAP).low(112)
    return _Places(sheet, side.above(250 + GAP + 112 + GAP), zoom, purpose, copies, foot)


def _facts(rect: Rect, view: CertificatePreview, look: Look) -> Iterator[Part]:
    small = look.size("min")
    foreign = 26.0 if look.language == "en" else small
    name = Words(rect, view.certificate, look.em(44), "ink_900", bold=True, leading=1.2, lines=4, least=small)
    how = look.main(NUMBERED if view.numbered else A4)
    free = look.main(FREE)
    full = [name, *_told(rect, (how, look.main(view.until)), look)]
    placed = fitting(rect.above(CHIP), full, valign="top", gap=8)
    if len(placed) == len(full) and all(typeset(words).fits for words in placed):
        yield from placed
        yield from chip(rect.x, bottom_of(placed) + CHIP - 56, free, look, "ok")
        return
    sign = "，" if look.language == "zh" else ", "
    told_ = _told(rect, (f"{how}{sign}{free}", look.main(view.until)), look)
    close = [Words(w.rect, w.text, foreign, w.colour, lines=2, leading=1.2, least=24) for w in told_]
    short = Words(rect, view.certificate, small, "ink_900", bold=True, leading=1.15, lines=4, least=32)
    yield from fitting(rect, [name, *told_], [short, *close], [short, close[1]], [short], gap=8, valign="top")


def _told(rect: Rect, texts: tuple[str, ...], look: Look) -> list[Words]:
    least = 26.0 if look.language == "en" else look.size("min")
    return [
        Words(rect, text, look.size("body"), "ink_900", lines=2, leading=1.25, least=least) for text in texts
    ]


def _used_for(view: CertificatePreview, purpose: str, look: Look) -> Text:
    label = next((c.label for c in view.fields[1].choices if c.id == purpose), Text(purpose))
    if label.en is None and look.elder:
        return label  # their own words need all the room
    return Text(f"用途：{label.zh}", f"Used for: {label.en}" if label.en else None)
