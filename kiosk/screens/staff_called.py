"""求助 was pressed: somebody is being called, was called, or could not be reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views import StaffCalled
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Choose, Icon, Part, Words
from kiosk.screens.screen import Now, Screen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.cards import Tone, chip
from kiosk.screens.widgets.dialog import dialog_ground, dialog_place
from kiosk.screens.widgets.steps import State, step_bar
from kiosk.screens.widgets.told import fitting

BUTTON = 152
BADGE = 176
STEPS = 120
_STATES: Final[dict[str, tuple[str, str, str, Tone, str]]] = {
    # badge, its icon, the icon's colour, the chip and its icon
    "calling": ("amber", "bell", "on_amber", "wait", "clock"),
    "called": ("amber", "bell", "on_amber", "ok", "okc"),
    "again": ("amber", "bell", "on_amber", "wait", "clock"),
    "failed": ("red_100", "warn", "red_700", "bad", "warnc"),
}


class StaffCalledScreen(Screen[StaffCalled]):
    """A promise, or the truth that there is none."""

    def parts(self, view: StaffCalled, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """A dialog: the sign, the hour, what to expect, and the way back."""
        place = dialog_place(look, 700 if look.landscape else 1000 if look.elder else 880)
        yield from dialog_ground(place, look)
        inner = place.inset(56, 40 if look.landscape else 48)
        for choice in view.choices:
            yield button(inner.low(BUTTON), choice.label, look, Choose(choice.id), size=52)
        inner = inner.above(BUTTON + 24)
        badge = Rect(inner.x, inner.y, BADGE, BADGE)
        yield from _badge(badge, view, look)
        text = inner.below(BADGE + 28)
        at = (badge.right + 40, badge.centre[1] - 28)
        if look.landscape:
            text = inner.after(BADGE + 48).below(100 if look.elder else 76)
            at = (text.x, inner.y)
        yield from _chip(*at, view, look)
        yield from _words(text, view, look)


def _words(rect: Rect, view: StaffCalled, look: Look) -> Iterator[Part]:
    size = look.em(52) if look.landscape else look.size("h1")
    least = look.size("min")
    title = Words(rect, look.main(view.title), size, "ink_900", bold=True, leading=1.2, lines=2, least=least)
    second = Words(
        rect, look.second(view.title), look.second_size(look.em(28)), "ink_600", least=look.second_size(24)
    )
    lines = [
        Words(rect, look.main(line), look.size("body"), "ink_900", leading=1.35, lines=2, least=least)
        for line in view.lines
    ]
    low = [replace(title, size=look.em(40)), *(replace(w, size=least, leading=1.2) for w in lines)]
    said = fitting(rect, [title, second, *lines], [title, *lines], low, gap=10, valign="top")
    yield from said
    left = rect.below(max(w.rect.bottom for w in said) - rect.y + 24)
    if view.called != "failed" and left.h >= look.em(STEPS):
        yield from step_bar(left.top(look.em(STEPS)), _steps(view), look)


def _steps(view: StaffCalled) -> list[tuple[Text, State]]:
    called: State = "done" if view.called in {"called", "again"} else "now"
    return [
        (Text(f"{view.at:%H:%M} 叫人", f"{view.at:%H:%M} Call"), called),
        (Text("等人过来", "Wait for staff"), "now" if called == "done" else "to do"),
        (Text("接着办", "Carry on"), "to do"),
    ]


def _badge(rect: Rect, view: StaffCalled, look: Look) -> Iterator[Part]:
    fill, icon, ink, _, _ = _STATES[view.called]
    yield Box(rect, fill, rect.w / 2, "red_700" if view.called == "failed" else None, look.theme.outline)
    yield Icon(rect.sized(104, 104), icon, ink)


def _chip(x: float, y: float, view: StaffCalled, look: Look) -> Iterator[Part]:
    at = f"{view.at:%H:%M}"
    told = {
        "calling": Text("正在叫人", "Calling"),
        "called": Text(f"{at} 已通知", f"Called at {at}"),
        "again": Text("又叫了一次", "Called again"),
        "failed": Text(f"{at} 没叫到人", f"Not reached at {at}"),
    }[view.called]
    _, _, _, tone, icon = _STATES[view.called]
    yield from chip(x, y, look.main(told), look, tone, icon=icon)
