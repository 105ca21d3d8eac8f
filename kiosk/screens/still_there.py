"""还在吗 (mock-up 17): everything under it is hidden, not dimmed."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.journeys.view import Choice
from kiosk.journeys.views import StillThere
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Align, Choose, Part, Ring, Words
from kiosk.screens.screen import Now, Screen
from kiosk.screens.widgets.buttons import Kind, button
from kiosk.screens.widgets.dialog import dialog_ground, dialog_place
from kiosk.screens.widgets.words import stack

SECONDS = {"zh": "秒", "en": "seconds"}


class StillThereScreen(Screen[StillThere]):
    """The question before anyone is signed out."""

    covers = True

    def parts(self, view: StillThere, look: Look, now: Now) -> Iterator[Part]:
        """Draw it."""
        place = dialog_place(look, 690 if look.landscape else 1010 if look.elder else 938)
        yield from dialog_ground(place, look)
        inner = place.inset(56, 56)
        left = now.seconds_left if now.seconds_left is not None else round(view.grace_seconds)
        if look.landscape:
            inner = place.inset(56, 40)
            ring = Rect(inner.x, inner.y + (inner.h - 192 - 240) / 2, 240, 240)
            words = inner.above(192).after(240 + 48)
        else:
            ring = Rect(inner.centre[0] - 140, inner.y + 8, 280, 280)
            words = Rect(inner.x, ring.bottom + 28, inner.w, inner.bottom - 168 - 32 - ring.bottom - 28)
        yield from _clock(ring, left, view.grace_seconds, look)
        yield from _question(view, words, look)
        yield from _answers(view.choices, inner.low(168), look)


def _clock(rect: Rect, left: int, whole: float, look: Look) -> Iterator[Part]:
    yield Ring(rect, left / whole if whole else 0, rect.w * 0.09, "blue_600", "line")
    small = look.size("min") if look.language == "zh" else 26
    yield from stack(
        rect.inset(36, 24),
        [
            Words(
                rect,
                str(left),
                120 if look.landscape else 132,
                "ink_900",
                bold=True,
                align="centre",
                leading=1,
            ),
            Words(
                rect,
                SECONDS.get(look.language, SECONDS["zh"]),
                max(36, small) if look.language == "zh" else 26,
                "ink_900",
                align="centre",
                leading=1.1,
            ),
        ],
    )


def _question(view: StillThere, rect: Rect, look: Look) -> Iterator[Part]:
    align: Align = "left" if look.landscape else "centre"
    words = [
        Words(
            rect,
            look.main(view.title),
            88 if look.landscape else 96,
            "ink_900",
            bold=True,
            align=align,
            leading=1.2,
            least=56,
        ),
        Words(
            rect,
            look.second(view.title),
            look.second_size(look.em(28)),
            "ink_600",
            align=align,
            leading=1.3,
            least=24,
        ),
    ]
    words += [
        Words(
            rect,
            look.main(line),
            max(40, look.size("body")),
            "ink_900",
            align=align,
            leading=1.4,
            lines=3,
            least=look.size("min"),
        )
        for line in view.lines
    ]
    yield from stack(rect, words, gap=10, valign="middle" if look.landscape else "top")


def _answers(choices: tuple[Choice, ...], rect: Rect, look: Look) -> Iterator[Part]:
    for choice, cell in zip(choices, rect.columns(1, 1.7), strict=True):
        kind: Kind = "primary" if choice.primary else "secondary"
        yield button(
            cell, choice.label, look, Choose(choice.id), kind=kind, size=52 if choice.primary else 44
        )
