"""Something failed (mock-up 16): what, what is safe, and four ways on, the last two always to a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice
from kiosk.journeys.views import Fault
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Choose, Part, Target
from kiosk.screens.screen import Now, Screen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.cards import note
from kiosk.screens.widgets.fault_pictures import fault_picture
from kiosk.screens.widgets.tiles import ELDER, PRIMARY, TILE, Sizes, tile
from kiosk.screens.widgets.told import told
from kiosk.screens.widgets.words import inline
from kiosk.screens.widgets.zones import Zones, backdrop, zones

ICONS: Final = {"retry": "refresh", "another_way": "right", "staff": "bell", "cannot_be_done": "people"}
WAYS: Final = Text("您可以这样", "What you can do")
BUTTON, LEAST, MOST = 152, 120, 212
ROOMY = 162
"""From this height on, a row has room for the usual elder type and a reason."""
PICTURE = 180
"""The least room worth a picture."""


class FaultScreen(Screen[Fault]):
    """Try again is the button, the rest are tiles. What cannot be taken keeps its place and says why."""

    def parts(self, view: Fault, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002 the strip counts
        """Draw it."""
        place = zones(look, 740 if look.elder else 788)
        yield from backdrop(place, look)
        yield from _told(view, place, look)
        content = place.press.inset(40, 16 if look.elder else 28)
        if look.elder:
            yield from _column(view.choices, content, look)
        else:
            yield from _usual(view, content, look)


def _told(view: Fault, place: Zones, look: Look) -> Iterator[Part]:
    words, left = told(place.told.below(40), view, look, size=72, picture=PICTURE)
    yield from words
    if left.h >= PICTURE:
        picture = left.below(24).above(36)
        at = picture.sized(picture.w, min(picture.h, 400))
        yield from fault_picture(at, view.picture, look, paper_out=view.reason.endswith("paper_out"))


def _usual(view: Fault, content: Rect, look: Look) -> Iterator[Part]:
    retry, *others = view.choices
    yield _retry(content.low(BUTTON), retry, look)
    content = content.above(BUTTON + 24)
    if view.patience_seconds:
        minutes = round(view.patience_seconds / 60)
        held = Text(
            f"给您留 {minutes} 分钟，不够还能再加。", f"We hold this for {minutes} minutes. Touch for more."
        )
        yield from note(content.low(56), look.main(held), look, icon="clock")
        content = content.above(56 + 24)
    runs = [(look.main(WAYS), 40.0, "ink_900", True)]
    if look.language == "zh":
        runs.append((look.second(WAYS), 24.0, "ink_600", False))
    yield from inline(content.x, content.y + 40, *runs, gap=16)
    content = content.below(48 + 20)
    upper, lower = content.top(min(content.h, 2 * MOST + 24)).rows(1, 1)
    for choice, cell in zip(others, (*upper.columns(1, 1), lower), strict=True):
        yield _way(cell, choice, look)


def _column(choices: tuple[Choice, ...], content: Rect, look: Look) -> Iterator[Part]:
    """One under the other; two by two where a row would be too low for a finger."""
    column = (content.h - 3 * 16) / 4 >= LEAST
    cells = content.rows(*[1] * len(choices), gap=16) if column else content.grid(2, 2, 16)
    low = replace(ELDER, title=60) if cells[0].h < ROOMY else ELDER
    for choice, cell in zip(choices, cells, strict=True):
        yield _way(cell, choice, look, low)


def _retry(rect: Rect, choice: Choice, look: Look) -> Target:
    return button(
        rect, choice.label, look, Choose(choice.id), size=52, enabled=choice.enabled, why_not=choice.why_not
    )


def _way(rect: Rect, choice: Choice, look: Look, sizes: Sizes = TILE) -> Target:
    return tile(rect, choice, look, ICONS[choice.id], sizes=sizes, inks=PRIMARY if choice.primary else None)
