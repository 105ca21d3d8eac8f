"""Paints snapshots to pictures, with the terminal's own screens, in a window that nobody sees."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.domain.picture import Picture
from kiosk.journeys.stage import Snapshot
from kiosk.screens import environment
from kiosk.screens.viewport import Viewport
from tools.sample_face import sample_face
from tools.sample_tray import sample_tray
from tools.sample_views import HALL, KIOSK_ID, MOMENT

if TYPE_CHECKING:
    from PIL import Image

    from kiosk.screens.scene import Drawing, Scene
    from kiosk.screens.surface import Surface

FRAMES = 2
CANVAS = (1920, 1920)
"""One window serves every shape: pictures are painted in its lower left corner, for it cannot be resized."""


class Easel:
    """One window without a screen. Kivy allows one a process."""

    def __init__(self) -> None:
        os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
        os.environ.setdefault("KIVY_NO_CONSOLELOG", "1")
        environment.prepare(environment.Window(CANVAS), Path(tempfile.gettempdir()) / "hall-kiosk-easel")
        from kivy.base import EventLoop, runTouchApp
        from kivy.core.window import Window

        self.window: Any = Window
        Window.close = lambda *_: None  # one window serves all pictures
        runTouchApp(embedded=True)
        self._events = EventLoop
        self._surface: Surface | None = None
        self._eye = sample_face

    def scene(self, size: tuple[int, int], *, voice: bool = True) -> Scene:
        """A fresh scene for a window of this size."""
        from kiosk.screens.frame import Identity
        from kiosk.screens.scene import Scene

        return Scene(Identity(HALL, KIOSK_ID), landscape=size[0] > size[1], voice=voice)

    def draw(self, scene: Scene, snapshot: Snapshot, *, beat: int = 0) -> Drawing:
        """The parts of a snapshot, at the samples' moment."""
        from kiosk.screens.screen import Now

        deadline = snapshot.session.deadline
        return scene.draw(snapshot, Now(MOMENT, None if deadline is None else int(deadline), 120, beat))

    def paint(self, drawing: Drawing, size: tuple[int, int]) -> Image.Image:
        """A drawing's picture."""
        self.show(drawing, size)
        for _ in range(FRAMES):
            self._events.idle()
        return self._picture(size)

    def show(self, drawing: Drawing, size: tuple[int, int]) -> Surface:
        """Put a drawing on the window; returns the surface that bears it."""
        self._eye = sample_tray if drawing.screen == "material_capture" else sample_face
        if self._surface is None:
            from kiosk.screens.pane import Pane
            from kiosk.screens.surface import Surface

            self._surface = Surface(lambda _action: None, lambda: None, Pane(self._look))
            self.window.clearcolor = (*drawing.look.theme.rgb("dai_950"), 1)
            self.window.add_widget(self._surface)
        self._surface.show(drawing, Viewport(*size, drawing.look.landscape), motion=False)
        return self._surface

    def _look(self) -> Picture:
        return self._eye()

    def _picture(self, size: tuple[int, int]) -> Image.Image:
        from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels
        from PIL import Image

        self.window.on_draw()
        pixels = glReadPixels(0, 0, *size, GL_RGB, GL_UNSIGNED_BYTE)
        return Image.frombytes("RGB", size, pixels).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
