"""A sheet of parts: keeps a group of instructions for each and paints anew only what changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kivy.uix.widget import Widget

from kiosk.screens.painter import Painter
from kiosk.screens.pane import Pane
from kiosk.screens.parts import Part, Target
from kiosk.screens.theme import Theme
from kiosk.screens.viewport import Viewport

Key = tuple[Part, bool]


class Sheet(Widget):
    """One layer of the screen."""

    def __init__(self, pane: Pane) -> None:
        super().__init__()
        self._pane = pane
        self.parts: tuple[Part, ...] = ()
        self.pressed: Target | None = None
        self._groups: dict[Key, Any] = {}
        self._order: list[Key] = []
        self._drawn_for: tuple[Viewport, Theme] | None = None

    def show(self, parts: Iterable[Part], viewport: Viewport, theme: Theme) -> None:
        """Show exactly these parts, the first one lowest."""
        self.parts = tuple(parts)
        if self._drawn_for != (viewport, theme):
            self._groups = {}
            self._drawn_for = (viewport, theme)
        if self.pressed is not None and self.pressed not in self.parts:
            self.pressed = None
        self._refresh()

    def press(self, target: Target | None) -> None:
        """Draw this target as pressed, and no other."""
        if target != self.pressed:
            self.pressed = target
            self._refresh()

    def target_at(self, x: float, y: float) -> Target | None:
        """The target at a logical point: the nearest one, and of those the uppermost."""
        meant = (p for p in reversed(self.parts) if isinstance(p, Target) and p.holds(x, y))
        return min(meant, key=lambda target: target.rect.distance(x, y), default=None)

    def _refresh(self) -> None:
        if self._drawn_for is None:
            return
        painter = Painter(*self._drawn_for, self._pane)
        order = [(part, part == self.pressed) for part in self.parts]
        if order == self._order and all(key in self._groups for key in order):
            return
        groups = {key: self._groups.get(key) or painter.paint(key[0], pressed=key[1]) for key in order}
        self.canvas.clear()
        for group in groups.values():
            self.canvas.add(group)
        self._groups, self._order = groups, order
