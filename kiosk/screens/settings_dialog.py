"""语言: one tap for a language, one for high contrast."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.stage import Settings
from kiosk.screens.look import Look
from kiosk.screens.parts import Part, Setting
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.dialog import dialog_ground, dialog_place
from kiosk.screens.widgets.zones import headline

NAMES: Final = {"zh": Text("中文"), "en": Text("English")}
"""A language is named in itself: who needs it must be able to find it."""
TITLE: Final = Text("语言和颜色", "Language and colours")
CONTRAST: Final = {"high": Text("高对比", "High contrast"), "normal": Text("平常颜色", "Usual colours")}
CLOSE: Final = Text("不换了，关上", "Close")


def dialog(settings: Settings, look: Look, languages: tuple[str, ...]) -> Iterator[Part]:
    """The dialog over the stage; the standing buttons stay usable."""
    place = dialog_place(look, 500 if look.landscape else 860 if look.elder else 760)
    yield from dialog_ground(place, look)
    inner = place.inset(56, 48)
    head = 110 if not look.elder else 120 if look.landscape else 190
    yield from headline(inner.top(head), TITLE, look, size=48, colour="ink_900")
    rows = inner.below(head + 16).rows(1, 1) if look.landscape else inner.below(head + 16).rows(1, 1, 1)
    for name, cell in zip(languages, rows[0].columns(*[1] * len(languages)), strict=True):
        yield button(
            cell,
            NAMES.get(name, Text(name)),
            look,
            Setting("language", name),
            size=52,
            kind="primary" if name == settings.language else "secondary",
        )
    other = "normal" if settings.contrast == "high" else "high"
    places = rows[1].columns(1, 1) if look.landscape else (rows[1], rows[2])
    yield button(places[0], CONTRAST[other], look, Setting("contrast", other), kind="secondary")
    yield button(places[1], CLOSE, look, Setting("ask_language"), kind="secondary")
