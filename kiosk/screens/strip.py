"""The session strip: who is signed in, how long until it ends by itself, and the way to end it now."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from kiosk.domain.words import Text
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Choose, Drawn, Icon, Part, Target, Words, sunk
from kiosk.screens.screen import Now
from kiosk.screens.widgets.rings import countdown
from kiosk.screens.widgets.words import stack

END = Text("结束办理", "End session")
SIGN_OUT = Text("退出维护", "Sign out")
AUTO = Text("后自动退出", "auto sign-out")


def strip(who: str, look: Look, now: Now) -> Iterator[Part]:
    """``who``: the masked name."""
    bar = look.strip
    yield Box(bar, "dai_950")
    if look.theme.name == "high":
        yield Box(bar.top(look.theme.outline), "line")
    yield Icon(Rect(bar.x + 40, bar.y + 32, 48, 48), "user", "on_dai")
    end = Rect(bar.right - 24 - 270, bar.y + 8, 270, 96)
    yield _end(end, look)
    ring_x = yield from _ring(end.x - 20, bar, look, now)
    room = Rect(bar.x + 108, bar.y + 8, ring_x - 20 - bar.x - 108, 96)
    told = Text(who) if look.staff else Text(f"{who} 正在办理", f"{who} signed in")
    yield from stack(
        room,
        [
            Words(room, look.main(told), look.size("body"), "on_dai", bold=True, leading=1.2, least=32),
            *([Words(room, "Signed in", 24, "on_dai_2")] if look.language == "zh" and not look.elder else []),
        ],
    )


def _ring(right: float, bar: Rect, look: Look, now: Now) -> Generator[Part, None, float]:
    if now.seconds_left is None or now.seconds_whole is None:
        return right
    if not look.elder:  # in elder mode the ring alone has room beside the larger name
        room = Rect(right - 8 - 164, bar.y + 8, 164, 96)
        yield from stack(
            room,
            [
                Words(
                    room,
                    look.main(AUTO),
                    32 if look.language == "zh" else 26,
                    "on_dai",
                    leading=1.2,
                    least=24,
                ),
                Words(room, look.second(AUTO), look.second_size(24), "on_dai_2"),
            ],
        )
        right = room.x - 20
    yield from countdown(Rect(right - 88, bar.y + 12, 88, 88), now.seconds_left, now.seconds_whole)
    return right - 88


def _end(rect: Rect, look: Look) -> Target:
    text = rect.inset(28 + 48 + 16, 0)
    text = Rect(text.x, rect.y + 4, rect.right - 24 - text.x, 88)
    end = SIGN_OUT if look.staff else END
    face: tuple[Drawn, ...] = (
        Box(rect, "dai_950", 24, "on_dai", max(3, look.theme.outline)),
        Icon(Rect(rect.x + 28, rect.y + 24, 48, 48), "exit", "on_dai"),
        *stack(
            text,
            [
                Words(
                    text,
                    look.main(end),
                    36 if look.language == "zh" else 28,
                    "on_dai",
                    bold=True,
                    leading=1.15,
                    least=24,
                ),
                Words(text, look.second(end), look.second_size(24), "on_dai_2", leading=1.2),
            ],
        ),
    )
    return Target(rect, face, Choose("end_session"), sunk(face, fill="dai_700"))
