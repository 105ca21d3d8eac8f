"""Signing in (mock-up 05): what to show to which device; other ways, and none at all, stand below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice
from kiosk.journeys.views import PresentCredential
from kiosk.screens import credential_told
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Choose, Icon, Local, Part, Words
from kiosk.screens.screen import Now, Screen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.pager import HEIGHT, page_of, pager
from kiosk.screens.widgets.tiles import tick_mark, tile
from kiosk.screens.widgets.words import inline
from kiosk.screens.widgets.zones import backdrop, zones

ICONS: Final = {
    "id_card": "id",
    "social_security_card": "social",
    "travel_document": "passport",
    "qr_code": "qr",
    "type_number": "keyboard",
}
OTHER_WAYS: Final = Text("没带身份证？换个方式", "No ID card? Other ways")
BACK_TO_CARD: Final = Text("改用身份证", "Use my ID card")
CARD: Final = "id_card"
PROMISE: Final = Text("只读这次要用的信息，办完就从本机清掉。", "We read only what is needed, then erase it.")
TICK = 48


class PresentCredentialScreen(Screen[PresentCredential]):
    """The picture is the way with the card; the tiles are the others."""

    beat_seconds = 0.9

    def __init__(self) -> None:
        self._page: int | None = None

    def local(self, action: Local) -> None:
        """Turn the page."""
        if action.name == "page":
            self._page = int(action.value)
        else:
            super().local(action)

    def parts(self, view: PresentCredential, look: Look, now: Now) -> Iterator[Part]:
        """Draw it."""
        place = zones(look, 880 if look.elder else 1000)
        yield from backdrop(place, look)
        yield from credential_told.told_of(view, place, look, now)
        content = place.press.inset(40, 24)
        ways = tuple(c for c in view.choices if c.id in ICONS and (c.id != CARD or view.asked != CARD))
        if view.reading:  # the card is being read: nothing else can be chosen for a moment
            ways = tuple(replace(way, enabled=False, why_not=None) for way in ways)
        yield from _promise(content.low(look.size("min") * 1.4), look)
        content = content.above(look.size("min") * 1.4 + 12)
        if look.elder:
            yield from self._column(ways, content, view, look)
        else:
            yield from _walk_in(content.low(136), view, look)
            yield from _square(ways, content.above(136 + 24), view, look)

    def _column(
        self, ways: tuple[Choice, ...], content: Rect, view: PresentCredential, look: Look
    ) -> Iterator[Part]:
        """Few and large, a page at a time; the way without a card stands on every page."""
        first = next((at // 2 for at, way in enumerate(ways) if way.id == view.asked), 0)
        shown, page, pages = page_of(ways, first if self._page is None else self._page, 2)
        foot = content.low(120)
        content = content.above(120 + 16)
        turn = content.low(HEIGHT)
        if look.landscape:
            turn, foot = foot.columns(1, 1)
        elif pages > 1:
            content = content.above(HEIGHT + 16)
        if pages > 1:
            yield from pager(turn, page, pages, look)
        yield from _walk_in(foot, view, look)
        for way, cell in zip(shown, content.rows(1, 1, gap=16), strict=False):
            yield _way(cell, way, view, look)


def _way(rect: Rect, way: Choice, view: PresentCredential, look: Look) -> Part:
    """A tile. The way whose picture is up is marked, and there is nothing more to press on it."""
    drawn = tile(rect, way, look, ICONS[way.id])
    if way.id != view.asked or not way.enabled:
        return drawn
    ground, box, *face = drawn.face
    assert isinstance(ground, Box), "a tile begins with its ground"  # noqa: S101
    assert isinstance(box, Box), "and its icon's box"  # noqa: S101
    marked = replace(ground, fill="blue_50", line="blue_600", line_width=6, shadow=None)
    tick = Rect(box.rect.right - TICK + 16, box.rect.y - 16, TICK, TICK)
    return replace(
        drawn, face=(marked, box, *face, *tick_mark(tick, selected=True, enabled=True)), action=None
    )


def _square(ways: tuple[Choice, ...], content: Rect, view: PresentCredential, look: Look) -> Iterator[Part]:
    card = view.choice(CARD) if view.asked != CARD else None
    if card is not None:
        yield button(
            content.top(104),
            BACK_TO_CARD,
            look,
            Choose(card.id),
            kind="quiet",
            size=40,
            icon="id",
            enabled=card.enabled and not view.reading,
            why_not=_no_card(card),
        )
        others = tuple(way for way in ways if way.id != CARD)
        for way, cell in zip(others, content.below(104 + 16).grid(2, -(-len(others) // 2), 16), strict=False):
            yield _way(cell, way, view, look)
        return
    runs = [(look.main(OTHER_WAYS), 40.0, "ink_900", True)]
    if look.language == "zh":
        runs.append((look.second(OTHER_WAYS), 24.0, "ink_600", False))
    yield from inline(content.x, content.y + 40, *runs, gap=16)
    for way, cell in zip(ways, content.below(48 + 20).grid(2, -(-len(ways) // 2)), strict=False):
        yield _way(cell, way, view, look)


def _no_card(card: Choice) -> Text | None:
    """What the reason is about, for it stands alone."""
    why, name = card.why_not, card.label
    if why is None:
        return None
    return Text(f"{name.zh}：{why.zh}", f"{name.en or name.zh}: {why.en or why.zh}")


def _walk_in(rect: Rect, view: PresentCredential, look: Look) -> Iterator[Part]:
    """The lawful way without any card. It leads where the reader is out of order."""
    choice = view.choice("walk_in")
    if choice is None:
        return
    yield button(
        rect,
        choice.label,
        look,
        Choose(choice.id),
        kind="secondary" if view.reader_ready else "primary",
        icon="ticket",
        enabled=choice.enabled and not view.reading,
        why_not=choice.why_not,
    )


def _promise(rect: Rect, look: Look) -> Iterator[Part]:
    side = look.em(40)
    yield Icon(rect.left(side).sized(side, side), "lock", "green_700")
    size = look.size("min") if look.language == "zh" else look.em(26)
    yield Words(rect.after(side + 16), look.main(PROMISE), size, "ink_600", least=size - 6)
