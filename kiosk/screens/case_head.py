"""The look zone of a case: what it is, where it stands, until when; and the card of what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views import CaseDetail
from kiosk.screens.case_facts import grouped
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Icon, Part, Ring, Words
from kiosk.screens.typeset import height, typeset
from kiosk.screens.widgets.told import fitting
from kiosk.screens.widgets.zones import Zones

RING = 216.0
TONES: Final = {
    "bad": ("red_100", "red_700", "warnc"),
    "ok": ("green_100", "green_700", "okc"),
    "wait": ("amber_100", "amber_800", "warnc"),
    "info": ("blue_100", "blue_600", "info"),
}
LEFT: Final = Text("还剩", "Left")
DAYS: Final = {True: Text("工作日", "work days"), False: Text("天", "days")}
BAD: Final = frozenset({"CORRECTION", "NOT_ACCEPTED", "DONE_REFUSED", "RETURNED", "PRECHECK_REJECTED"})
GOOD: Final = frozenset({"DONE_GRANTED", "DELIVERED", "PRECHECK_OK"})


def press_top(view: CaseDetail, look: Look) -> float:  # noqa: ARG001
    """Where the press zone begins in portrait."""
    return 770 if look.elder else 500 + (48 if look.banner else 0)


def card_below(look: Look) -> bool:
    """Whether what to do stands as a card in the press zone; else among the words above."""
    return not look.elder and not look.landscape


def head(view: CaseDetail, place: Zones, look: Look) -> Iterator[Part]:
    """Words, and the days that are left as a ring."""
    room = place.told.below(28).above(20)
    if _ringed(view, look):
        ring = Rect(room.right - RING, place.look.y + (place.look.h - RING) / 2, RING, RING)
        yield from _ring(ring, view, look)
        room = room.left(room.w - RING - 32)
    yield from fitting(room, *_ways(view, room, look), gap=8, valign="top")


def _ways(view: CaseDetail, room: Rect, look: Look) -> Iterator[list[Words]]:
    zh = look.language == "zh"
    state = look.main(Text(f"现在：{view.state_text.zh}", f"Now: {view.state_text.en or view.state_text.zh}"))
    todo = () if card_below(look) else said(view)
    sizes: tuple[tuple[float, float], ...] = (
        ((90, 50), (72, 45), (56, 40), (48, 36), (40, 32), (36, 32))
        if look.elder
        else ((60, 36), (52, 34), (44, 32), (38, 32), (32, 32))
    )
    for large, small in sizes:
        text = small if zh else max(24.0, small * 0.8)
        words = [
            Words(room, view.item_name, large, "on_dai", bold=True, leading=1.15, lines=4, least=large),
            Words(
                room,
                state,
                text * 1.1 if zh else text * 1.2,
                "amber",
                bold=True,
                leading=1.2,
                lines=2,
                least=24,
            ),
            Words(room, look.main(view.when), text, "on_dai", leading=1.25, lines=3, least=24),
            *(Words(room, look.main(one), text, "on_dai", leading=1.2, lines=4) for one in todo),
        ]
        if not look.elder:
            quiet = [look.main(Text(f"办件编号 {grouped(view.case_no)}", f"Case {grouped(view.case_no)}"))]
            if view.full is not None and card_below(look):
                quiet.append(look.main(Text(f"申请人 {view.full.applicant}", f"For {view.full.applicant}")))
            quieter = max(32 if zh else 24, text - 4)
            words[1:1] = [
                Words(room, one, quieter, "on_dai_2", leading=1.2, lines=2, least=24) for one in quiet
            ]
        yield words


def said(view: CaseDetail) -> tuple[Text, ...]:
    """What happened a moment ago, else what to do."""
    seen = Text("这件不在您名下，只能看进度。", "Not your case: only its progress is shown.")
    more = (seen,) if view.not_yours else ()
    return (*view.news, *more) or view.todo


def todo_card(rect: Rect, view: CaseDetail, look: Look) -> Iterator[Part]:
    """With its colour, its sign and its words."""
    ground, ink, sign = TONES[_tone(view)]
    yield Box(rect, ground, 28, ink, max(3, look.theme.outline))
    yield Icon(Rect(rect.x + 28, rect.centre[1] - 32, 64, 64), sign, ink)
    yield from fitting(rect.inset(28, 12).after(64 + 28), _said(rect.w, view, look), gap=6)


def card_height(view: CaseDetail, width: float, look: Look) -> float:
    """As high as what it says."""
    words = _said(width, view, look)
    return max(112.0, 28 + sum(height(typeset(w), w.leading) + 6 for w in words))


def _said(width: float, view: CaseDetail, look: Look) -> list[Words]:
    room = Rect(0, 0, width - 56 - 92, 999)
    size = look.size("min") if look.language == "zh" else look.em(28)
    return [
        Words(room, look.main(one), size, "ink_900", bold=not at, leading=1.25, lines=3, least=24)
        for at, one in enumerate(said(view))
    ]


def _tone(view: CaseDetail) -> str:
    if view.news:
        return "ok" if view.printed in {None, True} else "bad" if view.printed is False else "wait"
    if view.state in BAD or view.clock == "overdue":
        return "bad"
    return "ok" if view.state in GOOD else "info"


def _ringed(view: CaseDetail, look: Look) -> bool:
    return view.clock == "running" and view.days is not None and card_below(look) and not look.banner


def _ring(rect: Rect, view: CaseDetail, look: Look) -> Iterator[Part]:
    days = view.days or 0
    share = days / view.limit_days if view.limit_days else 1.0
    yield Ring(rect, min(1.0, share), 18, "amber", "track")
    small = 32.0 if look.language == "zh" else 24.0
    yield from fitting(
        rect.inset(34),
        [
            Words(rect, look.main(LEFT), small, "on_dai", align="centre", leading=1.1, least=24),
            Words(rect, str(days), 64, "on_dai", bold=True, align="centre", leading=1.05, least=48),
            Words(
                rect,
                look.main(DAYS[view.working_days]),
                small,
                "on_dai",
                align="centre",
                leading=1.1,
                least=24,
            ),
        ],
        gap=0,
    )
