"""A finger on the real window: it looks where things are drawn, and clicks there with xdotool."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from simulator.demo.display import HEIGHT, WIDTH
from simulator.demo.programs import answer, last_words
from simulator.demo.trouble import CannotShow

LOOK_SECONDS: Final = 0.05
DOWN_SECONDS: Final = 0.09
"""A finger stays on the glass this long."""
SWEEP_SECONDS: Final = 0.1
"""For each step of a sweep: longer than a picture of the whole grid takes a processor that draws it."""
WINDOW_SECONDS: Final = 20.0
WAKE_SECONDS: Final = 2.0
WAKE_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the terminal draws: see ``kiosk.screens.touch_map``."""

    seq: int
    screen: str
    targets: dict[str, tuple[int, int]]
    words: list[str]

    def says(self, part: str) -> bool:
        """Whether these words can be read, however the lines are broken."""
        return part in "".join(self.words)


class Finger:
    """One finger on the window of ``terminal`` on X ``display``. All waits end in ``CannotShow``."""

    def __init__(self, terminal: subprocess.Popen[bytes], touch_map: Path, display: str) -> None:
        self._terminal = terminal
        self._map = touch_map
        self._env = {"DISPLAY": display}
        self._window = ""

    def drawn(self) -> Drawn | None:
        """What is up now; ``None`` before the first picture."""
        try:
            told = json.loads(self._map.read_text("utf-8"))
        except FileNotFoundError:
            return None
        targets = {name: (x, y) for name, (x, y) in told["targets"].items()}
        return Drawn(told["seq"], told["screen"], targets, told["words"])

    def until(self, true: Callable[[Drawn], bool], what: str, within: float = 20.0) -> Drawn:
        """Wait for a picture of which something is true."""
        deadline = time.monotonic() + within
        drawn = None
        while time.monotonic() < deadline:
            if self._terminal.poll() is not None:
                said = last_words(self._map.with_name("kiosk.out"))
                raise CannotShow(f"the terminal has ended, waiting for {what}:\n{said}")
            drawn = self.drawn()
            if drawn is not None and true(drawn):
                return drawn
            time.sleep(LOOK_SECONDS)
        up = f"{drawn.screen} {drawn.words} {sorted(drawn.targets)}" if drawn else "nothing"
        raise CannotShow(f"waited {within:.0f} s for {what}; up is {up}")

    def screen(self, *names: str, within: float = 20.0) -> Drawn:
        """Wait for one of these screens."""
        return self.until(lambda drawn: drawn.screen in names, " or ".join(names), within)

    def shows(self, name: str) -> bool:
        """Whether this screen is up now."""
        drawn = self.drawn()
        return drawn is not None and drawn.screen == name

    def wake(self) -> Drawn:
        """Touch the attract picture, again if need be (a terminal that just started does not feel yet)."""
        self.screen("attract")
        for _ in range(WAKE_TRIES):
            self.tap(WIDTH // 2, HEIGHT // 2)
            with suppress(CannotShow):
                return self.until(lambda drawn: "check_in" in drawn.targets, "home", WAKE_SECONDS)
        return self.until(lambda drawn: "check_in" in drawn.targets, "home")

    def press(self, target: str, *, on: str = "") -> None:
        """Press what is drawn under this name, on screen ``on`` where that is told."""
        drawn = self.until(
            lambda d: target in d.targets and on in {"", d.screen}, f"{target} on {on or 'it'}"
        )
        self.tap(*drawn.targets[target])

    def hold(self, target: str, seconds: float) -> None:
        """Stay on what is drawn under this name."""
        drawn = self.until(lambda d: target in d.targets, target)
        self.tap(*drawn.targets[target], seconds)

    def tap(self, x: int, y: int, seconds: float = DOWN_SECONDS) -> None:
        """Touch the window at a pixel of its own."""
        at = ("mousemove", "--window", self._found(), str(x), str(y))
        answer(("xdotool", *at, "mousedown", "1", "sleep", str(seconds), "mouseup", "1"), env=self._env)

    def sweep(self, pixels: Sequence[tuple[int, int]]) -> None:
        """Go over these pixels without leaving the glass."""
        first, *rest = [("mousemove", "--window", self._found(), str(x), str(y)) for x, y in pixels]
        moves = [word for step in rest for word in (*step, "sleep", str(SWEEP_SECONDS))]
        answer(("xdotool", *first, "mousedown", "1", *moves, "mouseup", "1"), env=self._env)

    def _found(self) -> str:
        """The window's number, once it is there."""
        deadline = time.monotonic() + WINDOW_SECONDS
        search = ("xdotool", "search", "--onlyvisible", "--pid", str(self._terminal.pid))
        while not self._window:
            try:
                self._window = answer(search, env=self._env).splitlines()[0]
            except (CannotShow, IndexError):
                if time.monotonic() > deadline:
                    raise CannotShow("the terminal shows no window") from None
                time.sleep(LOOK_SECONDS)
        return self._window
