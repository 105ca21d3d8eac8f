"""What is drawn and where, for a finger without eyes: the demo's and the tests' clicks on the real window.

Off unless ``KIOSK_TOUCH_MAP`` names a file. Then it holds, after each change, what can be pressed (the centre
in window pixels, y downwards) and the words that can be read: no more than the screen itself shows.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final

from kiosk.screens.parts import Action, Choose, Hold, Part, Setting, Target, Words
from kiosk.screens.scene import Drawing
from kiosk.screens.viewport import Viewport

VARIABLE: Final = "KIOSK_TOUCH_MAP"


class TouchMap:
    """Keeps the file up to date; without a file it does nothing."""

    def __init__(self) -> None:
        name = os.environ.get(VARIABLE)
        self._file = Path(name) if name else None
        self._written = ""

    def show(self, seq: int, drawing: Drawing, viewport: Viewport) -> None:
        """Write down what is up now."""
        if self._file is None:
            return
        parts = (*drawing.frame, *(drawing.over or drawing.content))
        told = json.dumps(
            {
                "seq": seq,
                "screen": drawing.screen,
                "targets": {
                    name(part.action): _centre(part, viewport)
                    for part in parts
                    if isinstance(part, Target) and part.action is not None
                },
                "words": [text for part in parts for text in _words(part)],
            },
            ensure_ascii=False,
        )
        if told != self._written:
            self._written = told
            fresh = self._file.with_suffix(".new")
            fresh.write_text(told, "utf-8")
            fresh.replace(self._file)  # a reader never sees half of it


def name(action: Action) -> str:
    """A choice's id; settings and the screen's own actions as ``setting:elder:yes``, ``local:page:2``."""
    if isinstance(action, Choose | Hold):
        return action.choice
    kind = "setting" if isinstance(action, Setting) else "local"
    return f"{kind}:{action.name}:{action.value}"


def _centre(target: Target, viewport: Viewport) -> tuple[int, int]:
    x, y = target.rect.centre
    return viewport.x(x), viewport.height - viewport.y(y)


def _words(part: Part) -> list[str]:
    if isinstance(part, Target):
        return [text for one in part.face for text in _words(one)]
    return [part.text] if isinstance(part, Words) else []
