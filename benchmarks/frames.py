"""How evenly the window draws while faces are compared: the mirror of the face check, frame by frame.

``python -m benchmarks.frames`` is the window itself: it shows the face check with a picture that moves. The
worker is idle and busy by turns, and a line of JSON tells the 99th of a hundred frame times of each turn, ms.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import count, pairwise
from statistics import quantiles
from typing import Final

from benchmarks.front_end import CannotMeasure
from benchmarks.report import Measured

ROUNDS: Final = 5
SECONDS: Final = 12.0
SETTLE_SECONDS: Final = 3.0
SIZE: Final = "1080x1920"
PATIENCE_SECONDS: Final = 300.0
LIMIT: Final = 1.5


def measure(display: str) -> Iterator[Measured]:
    """Both, and their ratio. Raises ``CannotMeasure``."""
    command = (sys.executable, "-m", "benchmarks.frames")
    env = {"DISPLAY": display, "SDL_VIDEODRIVER": "x11"}
    done = subprocess.run(
        ("env", *(f"{name}={value}" for name, value in env.items()), *command),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )
    if done.returncode or not done.stdout.strip():
        raise CannotMeasure(f"the window: {done.stderr[-500:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    idle, busy = told["idle"], told["busy"]
    ratios = [late / even for even, late in zip(idle, busy, strict=True)]
    yield Measured("window, p99 of a frame, face worker idle", idle, "ms")
    yield Measured("window, p99 of a frame, face worker busy", busy, "ms")
    yield Measured("  busy beside idle", ratios, "x", LIMIT, "even frames")


def main() -> int:
    """Be the window."""
    from benchmarks.faces import at_work, shown
    from kiosk.domain.picture import Picture
    from kiosk.journeys.stage import Stage
    from kiosk.journeys.views import FaceCheck
    from kiosk.screens.front_end import KivyFrontEnd

    stage = Stage(FaceCheck(step="blink", done=1))
    pictures, numbers = shown()[0], count(1)
    flips: list[float] = []
    told: dict[str, list[float]] = {"idle": [], "busy": []}

    def mirror() -> Picture:
        number = next(numbers)
        one = pictures[number % len(pictures)]
        return Picture(one.width, one.height, one.pixels, number)

    def begin() -> None:
        from kivy.core.window import Window

        Window.bind(on_flip=lambda _window: flips.append(time.perf_counter()))
        threading.Thread(target=conduct, daemon=True).start()

    def conduct() -> None:
        try:
            for _ in range(ROUNDS):
                told["idle"].append(p99())
                with at_work():
                    told["busy"].append(p99())
        finally:
            front_end.stop()

    def p99() -> float:
        time.sleep(SETTLE_SECONDS)
        flips.clear()
        time.sleep(SECONDS)
        frames = [1000 * (after - before) for before, after in pairwise(list(flips))]
        return quantiles(frames, n=100)[98]

    front_end = KivyFrontEnd(
        stage,
        asyncio.new_event_loop(),
        hall_zh="云溪区政务服务大厅",
        kiosk_id="K03",
        window=SIZE,
        mirror=mirror,
        on_first_frame=begin,
    )
    front_end.run()
    print(json.dumps(told))
    return 0 if len(told["busy"]) == ROUNDS else 1


if __name__ == "__main__":
    sys.exit(main())
