"""Copy by copy (mock-up 11b), and what came out: in words, colour and sign."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice
from kiosk.journeys.views import CertificatePrinted, CertificatePrinting
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Choose, Icon, Part, Ring, Target, Words
from kiosk.screens.screen import Now, Screen
from kiosk.screens.widgets.buttons import Kind, button
from kiosk.screens.widgets.cards import card, note
from kiosk.screens.widgets.paper_card import paper
from kiosk.screens.widgets.told import beside, fitting, told
from kiosk.screens.widgets.words import pair
from kiosk.screens.widgets.zones import Zones, backdrop, zones

WAIT: Final = Text("打完再点这里", "Wait until printing ends")
WHERE: Final = Text("纸从屏幕下方右边的出纸口出来", "The paper comes out below the screen, on the right.")
LOCKED: Final = Text("打印中不能改份数", "Copies are fixed now")
STEPS: Final = (
    Text("印章核对过了", "Seal checked"),
    Text("正在打印", "Printing"),
    Text("取走，点点张数", "Take and count your pages"),
)
BUTTON = 136
GAP = 24
SIGNS: Final = {
    True: ("green_100", "green_700", "okc"),
    "unknown": ("amber_100", "amber_800", "warnc"),
    False: ("red_100", "red_700", "noc"),
}


class CertificatePrintingScreen(Screen[CertificatePrinting]):
    """How far it is, where the paper comes out, and the way to leave the copies that are still to come."""

    beat_seconds = 0.6

    def parts(self, view: CertificatePrinting, look: Look, now: Now) -> Iterator[Part]:
        """Draw it."""
        place = zones(look, 470 if look.elder else 412)
        yield from _head(view, place, look)
        content = place.press.inset(40, 28)
        stop, wait = content.low(BUTTON).columns(1, 1.5)
        [choice] = view.choices
        yield _answer(stop, choice, look)
        yield button(wait, WAIT, look, Choose("done"), enabled=False)
        room = content.above(BUTTON + GAP)
        tall = 280.0 if look.elder else 190.0 if look.landscape else 228.0
        still = look.elder or look.voice or look.theme.name == "high"
        yield from _bar(room.low(tall), view, look)
        upper = room.above(tall + GAP)
        if look.elder or look.landscape:
            yield from _steps(upper, look, 1 if still else now.beat % 4)
            return
        sheet, side = upper.columns(1.1, 1, gap=40)
        yield from paper(sheet, view, look, size=32, zoom=False)
        name = side.top(150)
        yield Words(name, view.certificate, 44, "ink_900", bold=True, leading=1.2, lines=3, least=32)
        foot = side.low(64)
        yield Box(foot.top(2), "line")
        yield from note(foot.below(8), look.main(LOCKED), look, icon="lock")
        yield from _steps(side.below(170).above(64 + 12), look, 1 if still else now.beat % 4)


class CertificatePrintedScreen(Screen[CertificatePrinted]):
    """What surely happened, and what to do now."""

    def parts(self, view: CertificatePrinted, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        place = zones(look, 640)
        yield from backdrop(place, look)
        room = place.told.below(48 if place.look.h > 300 else 24).above(16)
        words, left = told(room, view, look, size=58 if look.landscape else 72, gap=14, lines=0)
        yield from beside(place, words, left, look)
        yield from words
        content = place.press.inset(40, 28)
        choices = {choice.id: choice for choice in view.choices}
        yield _answer(content.low(BUTTON), choices["done"], look)
        more, staff = content.above(BUTTON + GAP).low(BUTTON).columns(1, 1)
        yield _answer(more, choices["another"], look)
        yield _answer(staff, choices["staff"], look)
        rest = content.above(2 * (BUTTON + GAP))
        yield from _outcome(rest.sized(rest.w, min(rest.h, 420)), view, look)


def _head(view: CertificatePrinting, place: Zones, look: Look) -> Iterator[Part]:
    yield from backdrop(place, look)
    room = place.told.below(28 if look.elder else 40).above(12)
    words, left = told(room, view, look, size=58 if look.landscape else 68, gap=10)
    if not look.elder:
        yield from beside(place, words, left, look)
    yield from words


def _bar(rect: Rect, view: CertificatePrinting, look: Look) -> Iterator[Part]:
    yield card(rect, look)
    room = rect.inset(32, 20)
    small = look.size("min") if look.language == "zh" else look.em(26)
    head = room.top(room.h * 0.36)
    progress = view.progress
    count = head.tail(look.em(150))
    yield Words(
        head.left(head.w - count.w - 16),
        look.main(progress.text),
        look.size("h3"),
        "ink_900",
        bold=True,
        least=32,
    )
    yield Words(
        count,
        f"{progress.done * 100 // progress.total}%",
        look.size("h3"),
        "ink_900",
        bold=True,
        align="right",
        least=32,
    )
    bar = Rect(room.x, head.bottom + 8, room.w, 28)
    yield Box(bar, "bar_track", 14, "line" if look.theme.name == "high" else None)
    if progress.done:
        yield Box(bar.left(max(28, bar.w * progress.done / progress.total)), "blue_600", 14)
    foot = Rect(room.x, bar.bottom + 8, room.w, room.bottom - bar.bottom - 8)
    side = look.em(40)
    yield Icon(Rect(foot.x, foot.centre[1] - side / 2, side, side), "down", "blue_600")
    yield Words(
        foot.after(side + 16),
        look.main(WHERE),
        look.size("body"),
        "ink_900",
        lines=2,
        leading=1.2,
        least=small,
    )


def _steps(rect: Rect, look: Look, beat: int) -> Iterator[Part]:
    side = min(56.0, rect.h / 4)
    rows = rect.top(min(rect.h, look.em(420))).rows(1, 1, 1, gap=8)
    for number, (step, row) in enumerate(zip(STEPS, rows, strict=True)):
        picture = Rect(row.x + 4, row.centre[1] - side / 2, side, side)
        if number == 0:
            yield Icon(picture, "okc", "green_700")
        else:
            share = (0.25 * (beat + 1) if beat < 3 else 1.0) if number == 1 else 0.0
            track = "line" if look.theme.name == "high" else "bar_track"
            yield Ring(picture, share, 8, "blue_600", track)
        ink = "ink_600" if number == 2 else "ink_900"
        yield from pair(
            row.after(side + 28), step, look, size=look.em(40), en=24, colour=ink, bold=number != 2
        )


def _outcome(rect: Rect, view: CertificatePrinted, look: Look) -> Iterator[Part]:
    ground, ink, sign = SIGNS[view.printed]
    yield Box(rect, ground, 28, ink, max(3, look.theme.outline))
    side = min(look.em(96), rect.h - 32)
    yield Icon(Rect(rect.x + 36, rect.centre[1] - side / 2, side, side), sign, ink)
    room = rect.inset(32, 12).after(side + 32)
    small = look.size("min") if look.language == "zh" else look.em(26)
    first, *others = view.lines
    large = [
        Words(room, look.main(first), look.size("h3"), ink, bold=True, leading=1.25, lines=3, least=small),
        *(Words(room, look.main(o), look.size("body"), "ink_900", lines=2, least=small) for o in others),
    ]
    little = [
        Words(w.rect, w.text, small, w.colour, bold=w.bold, leading=1.2, lines=3, least=24) for w in large
    ]
    yield from fitting(room, large, little, gap=10)


def _answer(rect: Rect, choice: Choice, look: Look) -> Target:
    kind: Kind = "primary" if choice.primary else "quiet" if choice.id == "staff" else "secondary"
    icon = "bell" if choice.id == "staff" and not look.elder else None
    return button(
        rect,
        choice.label,
        look,
        Choose(choice.id),
        kind=kind,
        icon=icon,
        enabled=choice.enabled,
        why_not=choice.why_not,
    )
