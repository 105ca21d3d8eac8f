"""What a screen draws for a view in one shape, mode and language, and what pressing it comes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from kiosk.journeys.stage import Snapshot
from kiosk.journeys.view import Attention, View
from kiosk.screens.parts import Box, Choose, Drawn, Icon, Local, Part, Target, Words
from kiosk.screens.scene import Drawing
from kiosk.screens.typeset import typeset
from tools.easel import Easel
from tools.sample_views import LANGUAGES, MODES, SAMPLES, SIZES

WAYS = [".".join(way) for way in product(SIZES, MODES, LANGUAGES)]


class Sketch:
    """One terminal's screen. ``way``: shape, mode and language, as ``portrait.elder.zh``."""

    def __init__(
        self,
        easel: Easel,
        view: View,
        way: str = "portrait.normal.zh",
        *,
        attention: Attention | None = None,
    ) -> None:
        shape, mode, language = way.split(".")
        settings = replace(MODES[mode], language=language)
        session = next((s.session for s in SAMPLES.values() if s.view is view), SAMPLES["fault_card"].session)
        self._easel = easel
        self._scene = easel.scene(SIZES[shape])
        self._snapshot = Snapshot(1, view, session, settings, attention)
        self._beat = 0

    def targets(self) -> list[Target]:
        return [p for p in self._content() if isinstance(p, Target)]

    def choices(self) -> list[str]:
        return [t.action.choice for t in self.targets() if isinstance(t.action, Choose)]

    def words(self) -> str:
        return " ".join(_read(w) for w in self._drawn() if isinstance(w, Words))

    def icons(self) -> set[str]:
        return {i.name for i in self._drawn() if isinstance(i, Icon)}

    def sizes(self, text: str) -> list[float]:
        return [typeset(w).size for w in self._drawn() if isinstance(w, Words) and w.text == text]

    def saying(self, text: str) -> Target:
        return next(t for t in self.targets() if text in said(t))

    def fill(self, text: str) -> str:
        box = self.saying(text).face[0]
        assert isinstance(box, Box)
        return box.fill

    def press(self, text: str) -> str | None:
        """The choice that a press on the target with these words makes; ``None`` when the screen keeps it."""
        target = self.saying(text)
        top = next(t for t in reversed(self.targets()) if t.rect.contains(*target.rect.centre))
        assert top == target
        if target.action is None:
            return None
        told = self._scene.act(target.action, self._snapshot.settings)
        return told.choice if isinstance(told, Choose) else None

    def after(self, beats: int) -> Sketch:
        self._beat = beats
        return self

    def parts(self) -> tuple[Part, ...]:
        return self._content()

    def send(self, action: Local) -> None:
        """Let the screen hear of something that it keeps to itself."""
        self._content()
        self._scene.act(action, self._snapshot.settings)

    def show(self, view: View) -> None:
        """Another view on the same terminal."""
        self._snapshot = replace(self._snapshot, view=view)

    def speak(self) -> None:
        """Voice on."""
        self._snapshot = replace(self._snapshot, settings=replace(self._snapshot.settings, voice=True))

    def drawing(self) -> Drawing:
        """Everything, with the frame."""
        return self._easel.draw(self._scene, self._snapshot, beat=self._beat)

    def _content(self) -> tuple[Part, ...]:
        return self.drawing().content

    def _drawn(self) -> Iterator[Drawn]:
        for part in self._content():
            if isinstance(part, Target):
                yield from part.face
            else:
                yield part


def said(target: Target) -> str:
    return " ".join(_read(w) for w in target.face if isinstance(w, Words))


def _read(words: Words) -> str:
    """What can be read of it: all, unless it was cut off."""
    setting = typeset(words)
    return words.text if setting.fits else "".join(setting.lines)
