"""The frame around every screen: top bar, notice, session strip, and the six standing buttons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.domain.words import Text
from kiosk.journeys.stage import Snapshot
from kiosk.screens import nav, strip, top_bar
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Icon, Part, Words
from kiosk.screens.screen import Now
from kiosk.screens.widgets.words import stack


@dataclass(frozen=True, slots=True)
class Identity:
    """Which terminal this is."""

    hall: Text
    kiosk_id: str


def frame(identity: Identity, snapshot: Snapshot, look: Look, now: Now) -> Iterator[Part]:
    """Everything around the screen itself."""
    bad = snapshot.attention.kind if snapshot.attention else ""
    yield from top_bar.top_bar(identity.hall, identity.kiosk_id, look, now, bad)
    if snapshot.attention:
        yield from _notice(snapshot.attention.text, look)
    if look.signed_in:
        yield from strip.strip(snapshot.session.who or "", look, now)
    yield from nav.nav(snapshot.view, snapshot.settings, look)


def _notice(text: Text, look: Look) -> Iterator[Part]:
    """What the citizen should know whatever they do; it covers no choice."""
    bar = look.banner_bar
    yield Box(bar, "dai_950")
    yield Box(bar.top(2), "hair")
    side = look.em(48)
    yield Icon(bar.inset(40, 0).left(side).sized(side, side), "warnc", "amber")
    room = bar.inset(40, 4).after(side + 20)
    yield from stack(
        room,
        [
            Words(
                room,
                look.main(text),
                look.size("min"),
                "on_dai",
                bold=True,
                leading=1.2,
                least=look.size("min") if look.language == "zh" else 24,
            ),
            Words(
                room,
                look.second(text),
                look.second_size(look.size("en")),
                "on_dai_2",
                leading=1.25,
                least=look.second_size(24),
            ),
        ],
    )
