"""What a screen is: a view, a look and a moment in; parts out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Generic, TypeVar

from kiosk.journeys.view import View
from kiosk.screens.look import Look
from kiosk.screens.parts import Choose, Local, Part

V = TypeVar("V", bound=View)


@dataclass(frozen=True, slots=True)
class Now:
    """The moment a screen is drawn in."""

    clock: datetime
    seconds_left: int | None = None
    """Until the visit ends by itself; ``None`` where nothing runs out."""
    seconds_whole: int | None = None
    """What ``seconds_left`` began at."""
    beat: int = 0
    """Counts the screen's own beats."""


class Screen(ABC, Generic[V]):
    """One view's drawing. An instance lives as long as the visit and may remember what was picked on it.

    It is asked for its parts whenever the view, the look, the moment or its own state changes; only parts
    that differ are painted again. ``local`` hears of targets whose action is ``Local``.
    """

    beat_seconds: ClassVar[float] = 1.0
    covers: ClassVar[bool] = False
    """Hides what was up at once, without a cross-fade (privacy)."""
    forgets: ClassVar[bool] = False
    """Keeps what was typed: it is dropped when another view is up, not only when the visit ends."""

    alone: ClassVar[bool] = False
    """Has the whole glass, without the frame around it."""
    feels: ClassVar[bool] = False
    """Hears where a finger is, not only what it presses: ``felt``."""

    @abstractmethod
    def parts(self, view: V, look: Look, now: Now) -> Iterable[Part]:
        """What to draw inside ``look.stage``, lowest first."""

    def local(self, action: Local) -> None:
        """Remember what was picked on this screen."""
        raise NotImplementedError(action.name)

    def answered(self, action: Choose) -> None:
        """The view was answered from this screen, or one of the standing buttons was pressed."""

    def felt(self, x: float, y: float, *, landed: bool) -> Choose | None:  # noqa: ARG002 for those that feel
        """A finger is at this logical point, just ``landed`` or on its way; the answer that completes."""
        return None

    def ticked(self, beat: int) -> Choose | None:  # noqa: ARG002 for those that end by themselves
        """A beat went by; the answer with which the screen ends by itself."""
        return None


class PagedScreen(Screen[V]):
    """A screen whose rows come a page at a time; ``_page`` is the one that is up."""

    def __init__(self) -> None:
        self._page = 0

    def local(self, action: Local) -> None:
        """Turn the page."""
        if action.name == "page":
            self._page = int(action.value)
        else:
            super().local(action)
