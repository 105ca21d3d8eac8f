"""The window's content: sheets one over the other, and the one finger that counts.

A target fires when it is released inside; sliding off cancels for good. A second finger does nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from kivy.animation import Animation
from kivy.clock import Clock
from kivy.input.motionevent import MotionEvent
from kivy.uix.widget import Widget

from kiosk.screens.pane import Pane
from kiosk.screens.parts import Action, Choose, Hold, Mirror, Target
from kiosk.screens.scene import Drawing
from kiosk.screens.sheet import Sheet
from kiosk.screens.viewport import Viewport

FADE_SECONDS: Final = 0.16
PRESS_SECONDS: Final = 0.08
"""A press stays visible at least this long, however short the tap."""


@dataclass(slots=True)
class _Finger:
    """The finger on the screen: which touch, on which target of which sheet."""

    touch_id: int
    sheet: Sheet | None
    target: Target | None
    holding: Any = None
    """The clock that runs while it rests on a target that wants that."""


class Surface(Widget):
    """Draws drawings; tells ``on_action`` of pressed targets and ``on_finger`` of any touch at all."""

    def __init__(
        self,
        on_action: Callable[[Action], None],
        on_finger: Callable[[], None],
        pane: Pane,
        on_feel: Callable[[float, float, bool], None] = lambda _x, _y, _landed: None,
    ) -> None:
        """``on_feel``: where any finger is and whether it just landed, while a screen is up that feels."""
        super().__init__()
        self._on_action = on_action
        self._on_finger = on_finger
        self._on_feel = on_feel
        self._pane = pane
        self._content = Sheet(pane)
        self._over = Sheet(pane)
        self._frame = Sheet(pane)
        self._leaving: list[Sheet] = []
        self._finger: _Finger | None = None
        self._drawing: Drawing | None = None
        self._viewport: Viewport | None = None
        for sheet in (self._content, self._over, self._frame):
            self.add_widget(sheet)

    def show(self, drawing: Drawing, viewport: Viewport, *, motion: bool = True) -> None:
        """Paint what changed; another screen fades in over the old one."""
        before, self._drawing, self._viewport = self._drawing, drawing, viewport
        theme = drawing.look.theme
        if before is not None and before.screen != drawing.screen:
            self._change_screen(fade=motion and not drawing.covers)
        self._content.show(drawing.content, viewport, theme)
        self._over.show(drawing.over, viewport, theme)
        self._frame.show(drawing.frame, viewport, theme)
        hidden = bool(drawing.over)
        self._pane.look(wanted=not hidden and any(isinstance(part, Mirror) for part in drawing.content))

    def close(self) -> None:
        """Look no longer at anybody."""
        self._pane.look(wanted=False)

    def sheets(self) -> tuple[Sheet, ...]:
        """What is up, uppermost first."""
        return self._frame, self._over, self._content

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """A finger lands: any finger counts as presence, the first one presses."""
        if getattr(touch, "is_mouse_scrolling", False):
            return True
        self._on_finger()
        self._feel(touch, landed=True)
        if self._finger is None:
            sheet, target = self._hit(touch)
            self._finger = _Finger(touch.uid, sheet, target)
            self._begin_hold(self._finger)
            if sheet is not None:
                sheet.press(target)
        return True

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """Sliding off a target lets go of it."""
        self._feel(touch, landed=False)
        finger = self._finger
        if finger is not None and finger.touch_id == touch.uid and finger.target is not None:
            self._on_finger()
            if not finger.target.holds(*self._logical(touch)):
                self._let_go(finger)
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """Release inside the pressed target fires it, if it is still there."""
        finger = self._finger
        if finger is None or finger.touch_id != touch.uid:
            return True
        self._finger = None
        target, sheet = finger.target, finger.sheet
        _end_hold(finger)
        if target is None or sheet is None:
            return True
        Clock.schedule_once(lambda _dt: sheet.press(None), PRESS_SECONDS)
        still_there = sheet in self.sheets() and target in sheet.parts
        if isinstance(target.action, Hold):
            return True
        if still_there and target.action is not None and target.holds(*self._logical(touch)):
            self._on_action(target.action)
        return True

    def _feel(self, touch: MotionEvent, *, landed: bool) -> None:
        if self._drawing is not None and self._drawing.feels:
            self._on_finger()
            self._on_feel(*self._logical(touch), landed)

    def _hit(self, touch: MotionEvent) -> tuple[Sheet | None, Target | None]:
        at = self._logical(touch)
        for sheet in self.sheets():
            target = sheet.target_at(*at)
            if target is not None:
                return sheet, target
            if sheet is self._over and sheet.parts:
                break  # a dialog hides what is under it
        return None, None

    def _begin_hold(self, finger: _Finger) -> None:
        held = finger.target.action if finger.target is not None else None
        if isinstance(held, Hold):
            answer = Choose(held.choice)
            finger.holding = Clock.schedule_once(lambda _dt: self._on_action(answer), held.seconds)

    def _let_go(self, finger: _Finger) -> None:
        _end_hold(finger)
        if finger.sheet is not None:
            finger.sheet.press(None)
        finger.target = finger.sheet = None

    def _logical(self, touch: MotionEvent) -> tuple[float, float]:
        assert self._viewport is not None, "drawn before touched"  # noqa: S101
        return self._viewport.logical_point(touch.x, touch.y)

    def _change_screen(self, *, fade: bool) -> None:
        """Put a fresh sheet over the old one. The old one goes when the new one is fully there."""
        for leaving in self._leaving:
            self.remove_widget(leaving)
        self._leaving = [self._content]
        self._content = Sheet(self._pane)
        self.add_widget(self._content, index=len(self.children) - 1)
        if not fade:
            self._drop_leaving()
            return
        self._content.opacity = 0
        arriving = Animation(opacity=1, duration=FADE_SECONDS)
        arriving.bind(on_complete=lambda *_: self._drop_leaving())
        arriving.start(self._content)

    def _drop_leaving(self) -> None:
        for leaving in self._leaving:
            self.remove_widget(leaving)
        self._leaving = []


def _end_hold(finger: _Finger) -> None:
    if finger.holding is not None:
        finger.holding.cancel()
        finger.holding = None
