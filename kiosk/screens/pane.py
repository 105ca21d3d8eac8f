"""The pane of glass that shows the camera's live picture: round, left and right as in a mirror.

It looks at the camera only while a screen with a ``Mirror`` part is up. When that goes, the picture is
painted over and its texture let go: nothing of a face outlives its screen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from kivy.clock import Clock
from kivy.graphics import Color, Ellipse, InstructionGroup
from kivy.graphics.texture import Texture

from kiosk.domain.picture import Picture
from kiosk.screens.theme import RGB

MOST_PER_SECOND: Final = 15
Source = Callable[[], Picture | None]


class Pane:
    """One camera's picture. ``source`` gives the latest one at once, or ``None``; it must never wait."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._ticks: Any = None
        self._texture: Texture | None = None
        self._shown: int | None = None
        self._disc: tuple[Color, Ellipse, RGB] | None = None

    def place(self, x: int, y: int, side: int, ground: RGB) -> InstructionGroup:
        """Instructions that draw the picture in a circle; ``ground``: its colour while there is none."""
        group = InstructionGroup()
        colour, disc = Color(*ground, 1), Ellipse(pos=(x, y), size=(side, side))
        group.add(colour)
        group.add(disc)
        self._disc = (colour, disc, ground)
        if self._texture is not None:
            self._lay(self._texture)
        return group

    def look(self, *, wanted: bool) -> None:
        """Begin or cease to look at the camera."""
        if wanted and self._ticks is None:
            self._ticks = Clock.schedule_interval(lambda _dt: self._look(), 1 / MOST_PER_SECOND)
            self._look()
        elif not wanted and self._ticks is not None:
            self._ticks.cancel()
            self._ticks = None
            self._forget()

    def _look(self) -> None:
        picture = self._source()
        if picture is None or picture.number == self._shown:
            return
        size = (picture.width, picture.height)
        if self._texture is None or self._texture.size != size:
            self._texture = Texture.create(size=size, colorfmt="bgr")
        self._shown = picture.number
        self._texture.blit_buffer(picture.pixels, colorfmt="bgr", bufferfmt="ubyte")
        self._lay(self._texture)

    def _lay(self, texture: Texture) -> None:
        if self._disc is None:
            return
        colour, disc, _ = self._disc
        if disc.texture is not texture:
            colour.rgb = (1, 1, 1)
            disc.texture = texture
            disc.tex_coords = _mirrored(*texture.size)
        disc.flag_update()

    def _forget(self) -> None:
        if self._disc is not None:
            colour, disc, ground = self._disc
            colour.rgb, disc.texture = ground, None
        if self._texture is not None:
            width, height = self._texture.size
            self._texture.blit_buffer(bytes(width * height * 3), colorfmt="bgr", bufferfmt="ubyte")
        self._texture = self._shown = None


def _mirrored(width: int, height: int) -> tuple[float, ...]:
    """Texture coordinates of the middle square, right for left; a picture's first row is its top one."""
    side = min(width, height)
    across, down = (1 - side / width) / 2, (1 - side / height) / 2
    left, right, top, low = 1 - across, across, down, 1 - down
    return (left, low, right, low, right, top, left, top)
