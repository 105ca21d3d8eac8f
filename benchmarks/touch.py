"""From the finger on the glass to the first changed pixel under it."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks import faces
from benchmarks.glass import Glass, Place
from benchmarks.hall import Hall
from benchmarks.peers import MIDDLE, Peer, shown
from benchmarks.report import Measured

RUNS: Final = 10
DOWN_SECONDS: Final = 0.12
AWAKE_SECONDS: Final = (0.4, 0.6)
RESTED_SECONDS: Final = (2.5, 3.0)
"""The screen is drawn less often when nobody touched it for two seconds."""
BESIDE: Final = 300
"""Pixels from a target's centre to where a finger lets go of it without choosing."""


def measure(hall: Hall, glass: Glass, ours: Peer, theirs: Peer) -> Iterator[Measured]:
    """Press 取号排队 at home, and the pane of the page. Nothing is chosen."""
    with shown(ours, glass) as up:
        hall.until_ready(up.program)
        x, y = _home(hall.folder / "touch-map.json", glass)
        for name, pauses in (("awake", AWAKE_SECONDS), ("after a rest", RESTED_SECONDS)):
            yield Measured(f"touch -> pixel, {name}", _presses(glass, x, y, pauses), "ms")
        if faces.LIVE.exists():
            with faces.at_work():
                runs = _presses(glass, x, y, AWAKE_SECONDS)
            yield Measured("touch -> pixel, while faces are compared", runs, "ms")
    with shown(theirs, glass):
        time.sleep(1)
        runs = _presses(glass, MIDDLE.x, MIDDLE.y, AWAKE_SECONDS)
        yield Measured(f"  {theirs.name}", runs, "ms")


def _home(touch_map: Path, glass: Glass) -> tuple[int, int]:
    """Wake the terminal; returns where 取号排队 is drawn."""

    def there() -> bool:
        return "check_in" in json.loads(touch_map.read_text("utf-8"))["targets"]

    glass.move(MIDDLE.x, MIDDLE.y)
    glass.press(down=True)
    time.sleep(DOWN_SECONDS)
    glass.press(down=False)
    glass.until(there, "home")
    time.sleep(1)
    x, y = json.loads(touch_map.read_text("utf-8"))["targets"]["check_in"]
    return x, y


def _presses(glass: Glass, x: int, y: int, pauses: tuple[float, float]) -> list[float]:
    """Milliseconds of each press, at moments that no frame can know."""
    wait = random.Random(1)  # noqa: S311
    return [_press(glass, x, y, wait.uniform(*pauses)) for _ in range(RUNS + 1)][1:]


def _press(glass: Glass, x: int, y: int, pause: float) -> float:
    glass.move(x, y)
    time.sleep(pause)
    place = Place(x, y, 4, 4)
    before = glass.patch(place)
    down = glass.press(down=True)
    changed = glass.until(lambda: glass.patch(place) != before, "a press to be seen")
    time.sleep(DOWN_SECONDS)
    glass.move(x, y + BESIDE)
    glass.press(down=False)
    return (changed - down) * 1000
