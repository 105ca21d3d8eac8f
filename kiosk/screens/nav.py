"""返回 · 首页 · 语言 · 长者模式 · 语音 · 求助: always there, never reordered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.domain.words import Text
from kiosk.journeys.stage import Settings
from kiosk.journeys.view import View
from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Action, Box, Choose, Drawn, Icon, Part, Setting, Target, Words, sunk
from kiosk.screens.widgets.words import stack


@dataclass(frozen=True, slots=True)
class _Key:
    icon: str
    label: Text
    action: Action
    enabled: bool = True
    tone: str = "plain"


_TONES = {  # fill, pressed, line, ink, icon
    "plain": ("surface", "blue_100", "line_touch", "ink_900", "blue_600"),
    "on": ("blue_600", "primary_pressed", "blue_600", "on_primary", "on_primary"),
    "help": ("amber", "amber_pressed", "amber_edge", "on_amber", "on_amber"),
}


def nav(view: View, settings: Settings, look: Look) -> Iterator[Part]:
    """The six buttons. One that does nothing here keeps its place, without fill."""
    bar = look.nav
    yield Box(bar, "bar")
    yield Box(bar.top(look.theme.outline), "line")
    inner = bar.below(2).inset(40 if look.landscape else 24, 16)
    places = inner.grid(3, 2, 16) if look.elder and not look.landscape else inner.grid(6, 1, 16)
    for key, place in zip(_keys(view, settings, look), places, strict=True):
        yield _button(key, place, look)


def _keys(view: View, settings: Settings, look: Look) -> tuple[_Key, ...]:
    elder = (
        _Key("std", Text("标准版", "Standard"), Setting("elder", ""))
        if settings.elder
        else _Key("elder", Text("长者模式", "Easy view"), Setting("elder", "yes"))
    )
    speaking = settings.voice and look.voice_ready
    return (
        _Key("back", Text("返回", "Back"), Choose("back"), enabled=view.back),
        _Key("home", Text("首页", "Home"), Choose("home"), enabled=view.home),
        _Key("globe", Text("语言", "Language"), Setting("ask_language")),
        elder,
        _Key(
            "voice",
            Text("语音", "Voice"),
            Setting("voice", "" if settings.voice else "yes"),
            enabled=look.voice_ready,
            tone="on" if speaking else "plain",
        ),
        _Key("bell", Text("求助", "Call staff"), Choose("help"), tone="help"),
    )


def _button(key: _Key, rect: Rect, look: Look) -> Target:
    fill, pressed, line, ink, tint = _TONES[key.tone]
    if not key.enabled:
        return Target(rect, tuple(_content(key, rect, look, "dis_ink", "dis_ink")))
    box = Box(rect, fill, 24, line, look.theme.outline)
    face = (box, *_content(key, rect, look, ink, tint))
    return Target(rect, face, key.action, sunk(face, fill=pressed))


def _content(key: _Key, rect: Rect, look: Look, ink: str, tint: str) -> Iterator[Drawn]:
    large, small = look.size("min"), look.second_size(look.size("en"))
    if look.language == "en":
        large, small = look.em(28), 32  # both lines must fit: Chinese keeps its least size
    second = ink if ink in {"dis_ink", "on_primary", "on_amber"} else "ink_600"
    words = [
        Words(rect, look.main(key.label), large, ink, bold=True, leading=1.15, least=24),
        Words(rect, look.second(key.label), small, second, leading=1.1, least=24),
    ]
    if look.elder or look.landscape:
        yield from _beside(key, rect, look, words, tint)
        return
    side = 44
    yield Icon(Rect(rect.centre[0] - side / 2, rect.y + 11, side, side), key.icon, tint)
    text = Rect(rect.x + 6, rect.y + 56, rect.w - 12, 72)
    centred = [
        Words(w.rect, w.text, w.size, w.colour, w.bold, "centre", leading=w.leading, least=w.least)
        for w in words
    ]
    yield from stack(text, centred, gap=3)


def _beside(key: _Key, rect: Rect, look: Look, words: list[Words], tint: str) -> Iterator[Drawn]:
    side, gap = (64, 20) if look.elder else (52, 18)
    wide = max(fonts.width(w.text, w.size, bold=w.bold) for w in words) + 4
    wide = min(wide, rect.w - side - gap - 24)
    start = (rect.w - side - gap - wide) / 2 if look.landscape else 24
    yield Icon(Rect(rect.x + start, rect.y + (rect.h - side) / 2, side, side), key.icon, tint)
    text = Rect(rect.x + start + side + gap, rect.y + 4, wide, rect.h - 8)
    yield from stack(text, words)
