"""A hall's screen without the glass: an X server as large as a terminal's screen, and a window manager."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from benchmarks.front_end import LOOK_SECONDS, PATIENCE_SECONDS, CannotMeasure
from benchmarks.glass import Glass
from simulator.demo.display import own_screen
from simulator.demo.programs import answer, last_words, running


@contextmanager
def opened(folder: Path) -> Iterator[Glass]:
    """Open it. Raises ``CannotMeasure`` or ``CannotShow``."""
    log = folder / "openbox.out"
    # An X server starts afresh when its last client leaves; our own connection keeps it as it is.
    with own_screen(folder / "xvfb.out") as name, closing(Glass(name)) as glass:
        env = {"DISPLAY": name}
        with running(("openbox",), log, env=env):  # full screen is a window manager's to grant
            until = time.monotonic() + PATIENCE_SECONDS
            while "window id" not in answer(("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), env=env):
                if time.monotonic() > until:
                    raise CannotMeasure(f"openbox did not start:\n{last_words(log)}")
                time.sleep(LOOK_SECONDS)
            yield glass
