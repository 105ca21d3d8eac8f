"""The terminal on its screen: Kivy on the main thread, everything else in one asyncio loop on its own."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.clock import now
from kiosk.config_file import load
from kiosk.domain.words import Text
from kiosk.journeys.stage import Stage
from kiosk.journeys.views import Home
from kiosk.screens import display

if TYPE_CHECKING:
    from kiosk.app import Terminal
    from kiosk.config import Config
    from kiosk.domain.picture import Picture


def run(config_file: Path, *, window: str | None = None) -> int:
    """Serve until the window is closed by its owner (SIGTERM). Raises ``ConfigError``."""
    display.warm()
    gc.disable()  # until the first picture: nothing is worth collecting before, and looking costs 40 ms
    config = load(config_file)
    stage = Stage(Home(services=(), resting=True))
    core = Core(config, str(config_file), stage)
    from kiosk.screens.front_end import KivyFrontEnd

    front_end = KivyFrontEnd(
        stage,
        core.loop,
        hall_zh=config.terminal.hall.zh,
        hall_en=config.terminal.hall.en,
        kiosk_id=config.terminal.id,
        languages=config.terminal.languages,
        orientation=config.terminal.orientation,
        window=window,
        clock=now,
        on_first_frame=core.start,
        mirror=core.picture,
    )
    core.on_failure = front_end.stop
    core.on_hall_name = front_end.rename
    signal.signal(signal.SIGHUP, lambda *_: core.reload())
    try:
        front_end.run()
    finally:
        core.stop()
    if core.failure is not None:
        raise core.failure
    return 0


class Core(threading.Thread):
    """The thread of the asyncio loop. It starts with the first frame, whose imports it must not slow down."""

    def __init__(self, config: Config, file: str, stage: Stage) -> None:
        super().__init__(name="core", daemon=True)
        self.loop = asyncio.new_event_loop()
        self.failure: BaseException | None = None
        self.on_failure: Callable[[], object] = lambda: None
        self.on_hall_name: Callable[[Text], None] = lambda _name: None
        self._config = config
        self._file = file
        self._stage = stage
        self._work: asyncio.Task[None] | None = None
        self._terminal: Terminal | None = None

    def run(self) -> None:
        """Build the terminal and serve."""
        gc.enable()
        asyncio.set_event_loop(self.loop)
        self._work = self.loop.create_task(self._serve())
        try:
            self.loop.run_until_complete(self._work)
        except asyncio.CancelledError:
            pass  # asked to stop
        except BaseException as error:  # noqa: BLE001 told to the main thread, which ends the program with it
            self.failure = error
            self.on_failure()
        finally:
            self.loop.close()

    def stop(self) -> None:
        """End the visit, wipe it, close the devices; wait for that."""
        if self.is_alive():
            self.loop.call_soon_threadsafe(self._cancel)
            self.join()

    def reload(self) -> None:
        """The configuration may have changed (SIGHUP); called in the main thread."""
        if self.is_alive():
            self.loop.call_soon_threadsafe(self._reload)

    def picture(self) -> Picture | None:
        """What the camera sees now; asked by the screen's thread."""
        return self._terminal.picture() if self._terminal is not None else None

    def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def _reload(self) -> None:
        if self._terminal is not None:
            self._terminal.reload()

    async def _serve(self) -> None:
        # Imported here: httpx, pyserial and python-escpos would delay the first frame by a third of a second.
        from kiosk.app import build, serving_api
        from kiosk.telemetry.logs import budget_of, set_up_logs

        wanted = self._config.telemetry
        set_up_logs(Path(wanted.log_dir), sys.__stderr__, budget_of(wanted))  # Kivy took the other one
        terminal = self._terminal = build(self._config, self._file, self._stage)
        terminal.on_hall_name = self.on_hall_name
        async with serving_api(terminal, self._stage):
            await terminal.run()
