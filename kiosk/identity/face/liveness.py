"""Whether somebody did what they were asked, seen in a few numbers of each picture.

A turned head moves its nose against the line of the eyes and out of the plane of eyes and mouth; a photograph
that is tilted moves it little and keeps it in the plane. A blink lowers the eyes' height for a moment;
how high open eyes are differs by a factor of three between people, so only the drop counts.

What is seen of a face that looks ahead counts only in a picture without a hint: only there does the worker
compare it with the face before, so that nobody can act in somebody else's place in bad light.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from statistics import median
from typing import Final, Literal, Protocol

from kiosk.identity.face.base import Stage
from kiosk.identity.face.messages import Seen

TURNED: Final = 0.25
OFF_PLANE: Final = 0.03
FRAMES: Final = 3
"""Offset and residual of a turn, and in how many pictures one after another."""
BACK: Final = 0.12
"""Offset of a head that looks ahead again."""
SHUT: Final = 0.7
OPEN: Final = 0.85
"""Height of closed and of open eyes, of their height before."""
WRONG: Final = 2
"""So many pictures of another action than the one asked for end the check."""
SETTLED: Final = 5
"""Frontal pictures before the first action: what the person looks like at rest."""
STILL: Final = 0.05
STILL_SHARE: Final = 0.5
"""A difference below this is the same picture again; so many of them are no living person."""


class Action(Protocol):
    """One action that is waited for."""

    failed: bool

    def see(self, seen: Seen) -> bool:
        """Take in one picture; whether the action is done."""


def prompts(wanted: Sequence[Literal["blink", "turn"]]) -> list[Stage]:
    """What to ask for, in an order and to a side that nobody can know before."""
    draw = secrets.SystemRandom()
    sides = draw.sample([Stage.TURN_LEFT, Stage.TURN_RIGHT], 2)
    if set(wanted) == {"turn"}:
        return sides
    asked = [Stage.BLINK if one == "blink" else sides[0] for one in dict.fromkeys(wanted)]
    draw.shuffle(asked)
    return asked


def action(stage: Stage, openness: float) -> Action:
    """The action behind a stage; ``openness`` is the eyes' height at rest."""
    if stage is Stage.BLINK:
        return Blink(openness)
    return Turn(1 if stage is Stage.TURN_LEFT else -1)


class Rest:
    """The pictures before the first action."""

    def __init__(self) -> None:
        self._openness: list[float] = []

    def see(self, seen: Seen) -> bool:
        """Take in a picture that has nothing wrong with it; whether there were enough of them."""
        self._openness.append(seen.openness)
        return len(self._openness) >= SETTLED

    @property
    def openness(self) -> float:
        """The eyes' height at rest."""
        return median(self._openness)


class Turn:
    """Turn the head to ``side`` (1: the person's left, the picture's right), and back."""

    def __init__(self, side: Literal[1, -1]) -> None:
        self._side = side
        self._turned = 0
        self._wrong = 0
        self.failed = False

    def see(self, seen: Seen) -> bool:
        """See ``Action.see``."""
        if self._turned >= FRAMES:
            return seen.hint is None and abs(seen.offset) <= BACK
        there = self._side * seen.offset >= TURNED and seen.residual >= OFF_PLANE
        self._turned = self._turned + 1 if there else 0
        self._wrong = self._wrong + 1 if -self._side * seen.offset >= TURNED else 0
        self.failed = self._wrong >= WRONG
        return False


class Blink:
    """Close the eyes and open them again, looking ahead."""

    def __init__(self, openness: float) -> None:
        self._rest = openness
        self._shut = False
        self._wrong = 0
        self.failed = False

    def see(self, seen: Seen) -> bool:
        """See ``Action.see``."""
        self._wrong = self._wrong + 1 if abs(seen.offset) >= TURNED else 0
        self.failed = self._wrong >= WRONG
        if seen.hint is not None or abs(seen.offset) > BACK:
            return False
        self._shut = self._shut or seen.openness <= SHUT * self._rest
        return self._shut and seen.openness >= OPEN * self._rest


class Stillness:
    """Whether the camera shows one picture again and again."""

    def __init__(self) -> None:
        self._changes: list[float] = []

    def see(self, seen: Seen) -> None:
        """Take in one picture."""
        self._changes.append(seen.change)

    @property
    def still(self) -> bool:
        """Whether no living person can be so still."""
        same = sum(change < STILL for change in self._changes)
        return same > STILL_SHARE * len(self._changes)
