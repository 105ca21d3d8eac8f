"""The window: Kivy's loop, the clock's ticks, and the way from a finger to the stage. Imports Kivy."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any

from kivy.base import runTouchApp, stopTouchApp
from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.journeys.stage import Settings
from kiosk.screens.countdown import Countdown
from kiosk.screens.frame import Identity
from kiosk.screens.line import StageLine
from kiosk.screens.pace import Pace
from kiosk.screens.pane import Pane
from kiosk.screens.parts import Action, Choose
from kiosk.screens.scene import Scene
from kiosk.screens.screen import Now
from kiosk.screens.surface import Surface
from kiosk.screens.theme import NORMAL
from kiosk.screens.touch_map import TouchMap
from kiosk.screens.viewport import Viewport

if TYPE_CHECKING:
    from kiosk.screens.front_end import KivyFrontEnd


class KioskWindow:
    """What stands between the stage and the glass."""

    def __init__(self, front_end: KivyFrontEnd) -> None:
        self._front_end = front_end
        self._draw_soon: Any = Clock.create_trigger(lambda _dt: self._draw_change(), -1)
        self._line = StageLine(front_end.stage, front_end.loop, self._draw_soon)
        self._scene = Scene(
            Identity(front_end.hall, front_end.kiosk_id),
            landscape=front_end.landscape,
            languages=front_end.languages,
            voice=front_end.voice,
        )
        self._countdown = Countdown()
        self._pace = Pace()
        self._touch_map = TouchMap()
        self._ticks: Any = None
        self._beat = 0
        self._screen = ""
        self.drawn = self._line.latest
        self.surface = Surface(self._pressed, self._fingered, Pane(front_end.mirror), self._felt)
        Window.clearcolor = (*NORMAL.rgb("dai_950"), 1)
        Window.set_title(front_end.hall.zh)
        Window.add_widget(self.surface)
        Window.bind(on_resize=lambda *_: self.draw(), on_keyboard=lambda *_: True)
        if front_end.windowed is None:
            Window.bind(on_request_close=lambda *_, **__: True)  # Alt+F4 is nobody's business in a hall
        Window.bind(on_flip=self._first_frame)
        self._draw_change()

    def run(self) -> None:
        """Draw until stopped; SIGTERM stops too."""
        signal.signal(signal.SIGTERM, lambda *_: self.stop())
        try:
            runTouchApp()
        finally:
            self.close()

    def stop(self) -> None:
        """End ``run``, from any thread."""
        Clock.schedule_once(lambda _dt: stopTouchApp())

    def rename(self) -> None:
        """Show the hall's name as the front end has it now, from any thread."""
        Clock.schedule_once(lambda _dt: self._renamed())

    def close(self) -> None:
        """Draw no more; the window itself belongs to the process."""
        self._line.close()
        self._draw_soon.cancel()
        if self._ticks is not None:
            self._ticks.cancel()
        self.surface.close()
        Window.remove_widget(self.surface)

    def draw(self) -> None:
        """Paint whatever changed by now."""
        snapshot = self.drawn
        moment = self._line.time()
        now = Now(self._front_end.clock(), self._countdown.left(moment), self._countdown.whole, self._beat)
        drawing = self._scene.draw(snapshot, now)
        if drawing.screen != self._screen:
            self._screen, self._beat = drawing.screen, 0
            self._pace.wake()
            self._tick_every(drawing.beat_seconds)
        width, height = Window.size
        viewport = Viewport(width, height, self._front_end.landscape)
        self.surface.show(drawing, viewport)
        self._touch_map.show(snapshot.seq, drawing, viewport)

    def _renamed(self) -> None:
        self._scene.identity = Identity(self._front_end.hall, self._front_end.kiosk_id)
        Window.set_title(self._front_end.hall.zh)
        self.draw()

    def _draw_change(self) -> None:
        self.drawn = self._line.latest
        self._countdown.follow(self.drawn, self._line.time())
        self.draw()

    def _tick_every(self, seconds: float) -> None:
        if self._ticks is not None:
            self._ticks.cancel()
        self._ticks = Clock.schedule_interval(self._tick, seconds)

    def _tick(self, _elapsed: float) -> None:
        self._beat += 1
        ended = self._scene.tick(self._beat)
        if ended is not None:
            self._line.answer(self.drawn.seq, ended)
        self.draw()

    def _felt(self, x: float, y: float, landed: bool) -> None:  # noqa: FBT001 the surface's call
        complete = self._scene.feel(x, y, landed=landed)
        if complete is not None:
            self._line.answer(self.drawn.seq, complete)
        self.draw()

    def _fingered(self) -> None:
        self._pace.wake()
        self._line.touch()

    def _pressed(self, action: Action) -> None:
        told = self._scene.act(action, self.drawn.settings)
        if isinstance(told, Choose):
            self._line.answer(self.drawn.seq, told)
        elif isinstance(told, Settings):
            self._line.set_settings(told)
        self.draw()

    def _first_frame(self, _window: object) -> None:
        Window.unbind(on_flip=self._first_frame)
        # A tick later, so that the picture is on the glass before anything else takes the processor.
        Clock.schedule_once(lambda _dt: self._front_end.on_first_frame())
