"""The pane of glass that shows the camera's live picture: for a face round, left and right as in a mirror.

It looks at the camera only while a screen with a ``Mirror`` part is up. When that goes, the picture is
painted over and its texture let go: nothing of a face outlives its screen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from kivy.clock import Clock
from kivy.graphics import Color, Ellipse, InstructionGroup, Rectangle
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
        self._disc: tuple[Color, Any, RGB] | None = None
        self._flipped = True

    def place(
        self, place: tuple[int, int, int, int], ground: RGB, *, whole: bool = False, flipped: bool = True
    ) -> InstructionGroup:
        """Instructions that draw the picture at x, y, width and height; ``ground`` while there is none.

        In an ellipse, or in all of ``place`` when ``whole``; its middle, cut to the place's shape.
        """
        group = InstructionGroup()
        pos, size = place[:2], place[2:]
        self._flipped = flipped
        colour, disc = Color(*ground, 1), (Rectangle if whole else Ellipse)(pos=pos, size=size)
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
            disc.tex_coords = _cut(texture.size, disc.size, flipped=self._flipped)
        disc.flag_update()

    def _forget(self) -> None:
        if self._disc is not None:
            colour, disc, ground = self._disc
            colour.rgb, disc.texture = ground, None
        if self._texture is not None:
            width, height = self._texture.size
            self._texture.blit_buffer(bytes(width * height * 3), colorfmt="bgr", bufferfmt="ubyte")
        self._texture = self._shown = None


def _cut(picture: tuple[int, int], place: tuple[float, float], *, flipped: bool) -> tuple[float, ...]:
    """Texture coordinates of the picture's middle in the shape of ``place``; its first row is its top one."""
    width, height = picture
    scale = min(width / place[0], height / place[1])
    across, down = (1 - place[0] * scale / width) / 2, (1 - place[1] * scale / height) / 2
    left, right, top, low = across, 1 - across, down, 1 - down
    if flipped:
        left, right = right, left
    return (left, low, right, low, right, top, left, top)
