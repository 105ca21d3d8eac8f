"""How often the screen may be drawn: often while someone touches it, seldom while nobody does."""

from __future__ import annotations

from typing import Any, Final

from kivy.clock import Clock

BUSY_FPS: Final = 60
IDLE_FPS: Final = 15
"""A finger waits at most 1/15 s for the first frame; at 60 the idle terminal would use ten times the CPU."""
BUSY_SECONDS: Final = 2.0


class Pace:
    """Sets Kivy's frame rate."""

    def __init__(self) -> None:
        self._resting: Any = Clock.create_trigger(lambda _dt: self._set(IDLE_FPS), BUSY_SECONDS)

    def wake(self) -> None:
        """Somebody touches the screen, or it changes: draw smoothly for a while."""
        self._set(BUSY_FPS)
        self._resting.cancel()
        self._resting()

    @staticmethod
    def _set(fps: int) -> None:
        # Kivy has no public way to change the rate of a running clock; its own Config value is read once.
        Clock._max_fps = fps  # noqa: SLF001
