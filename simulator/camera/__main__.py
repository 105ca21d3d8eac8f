"""``python -m simulator.camera PHOTO``: a camera on loopback for hand tests, told what to do line by line.

With ``--video FILE.avi`` it writes a video of the scene with the given actions and ends.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from simulator.camera.attacks import Frozen, Print
from simulator.camera.film import record
from simulator.camera.live import Live, Scene
from simulator.camera.server import MjpegCamera

ACTIONS: Final = ("blink", "turn_left", "turn_right")
SCENES: Final[dict[str, Callable[[Path], Scene]]] = {
    "live": Live,
    "backwards": partial(Live, backwards=True),
    "print": Print,
    "tilted": partial(Print, motion="tilt"),
    "nodded": partial(Print, motion="nod"),
    "shaken": partial(Print, motion="shake"),
    "frozen": Frozen,
}
HELP: Final = (
    f"{' | '.join(ACTIONS)} | scene NAME [PHOTO] ({' '.join(SCENES)}) | cut | silent on/off | "
    "garbage on/off | refuse STATUS | mend | quit"
)


def main() -> None:
    """Open the port and obey standard input until it ends."""
    parser = argparse.ArgumentParser(description=__doc__, epilog=HELP)
    parser.add_argument("photo", type=Path)
    parser.add_argument("--scene", choices=tuple(SCENES), default="live")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--video", type=Path)
    parser.add_argument("--do", nargs="*", choices=ACTIONS, default=["blink", "turn_left"])
    given = parser.parse_args()
    scene = SCENES[given.scene](given.photo)
    if given.video is not None:
        record(scene, given.video, given.do)
        return
    with MjpegCamera(scene, port=given.port) as camera:
        say(f"camera: {camera.url}")
        for line in sys.stdin:
            if line.strip() == "quit":
                break
            say(obey(camera, line, given.photo))


def obey(camera: MjpegCamera, line: str, photo: Path) -> str:
    """Do what one line says and return the answer."""
    match line.split():
        case [action] if action in ACTIONS:
            camera.do(action)
        case ["scene", name, *other] if name in SCENES:
            camera.show(SCENES[name](Path(other[0]) if other else photo))
        case _:
            return camera.obey(line) or HELP
    return "ok"


def say(text: str) -> None:
    """Answer at once, also into a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
