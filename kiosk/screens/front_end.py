"""The Kivy front end. Making one is cheap and opens nothing; ``run`` imports Kivy and opens the window."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.domain.picture import Picture
from kiosk.domain.words import Text
from kiosk.journeys.stage import Stage
from kiosk.screens import environment

if TYPE_CHECKING:
    from kiosk.screens.window import KioskWindow


def _local_time() -> datetime:
    return datetime.now().astimezone()


def _no_picture() -> None:
    """Where no camera is."""


class KivyFrontEnd:
    """One window on one stage. ``run`` keeps the main thread until ``stop`` or SIGTERM."""

    def __init__(  # noqa: PLR0913 what a window needs is told by keyword
        self,
        stage: Stage,
        loop: asyncio.AbstractEventLoop,
        *,
        hall_zh: str,
        kiosk_id: str,
        hall_en: str | None = None,
        languages: Sequence[str] = ("zh", "en"),
        orientation: str = "portrait",
        window: str | None = None,
        voice: bool = False,
        mirror: Callable[[], Picture | None] = _no_picture,
        clock: Callable[[], datetime] = _local_time,
        on_first_frame: Callable[[], None] = lambda: None,
    ) -> None:
        """``window``: ``1080x1920`` for a window of that size, else the whole screen without a pointer.

        ``voice``: this terminal can speak; without it 语音 keeps its place, disabled. ``mirror`` gives the
        camera's latest picture, at once and without waiting, or ``None``; it is asked in the main thread, at
        most 15 times a second and only while a face check is up. ``on_first_frame`` is
        called once in the main thread, when the first picture is on the screen. Raises ``ValueError`` for
        a ``window`` that is no size.
        """
        self.stage = stage
        self.loop = loop
        self.hall = Text(hall_zh, hall_en)
        self.kiosk_id = kiosk_id
        self.languages = tuple(languages)
        self.landscape = orientation == "landscape"
        self.windowed = _size(window) if window else None
        self.voice = voice
        self.mirror = mirror
        self.clock = clock
        self.on_first_frame = on_first_frame
        self._window: KioskWindow | None = None
        self._stopped = False

    def open(self) -> KioskWindow:
        """Open the window and draw what the stage shows: the first half of ``run``."""
        # Kivy insists on a directory of its own; nothing that lasts is kept there.
        home = Path(tempfile.gettempdir()) / f"hall-kiosk-kivy-{self.kiosk_id}"
        environment.prepare(environment.Window(self.windowed), home)
        from kiosk.screens.window import KioskWindow

        self._window = KioskWindow(self)
        return self._window

    def run(self) -> None:
        """Draw until stopped."""
        window = self.open()
        if not self._stopped:
            window.run()

    def rename(self, hall: Text) -> None:
        """The hall has another name: it stands on every screen. From any thread."""
        self.hall = hall
        if self._window is not None:
            self._window.rename()

    def stop(self) -> None:
        """End ``run``. From any thread, also before ``run``."""
        self._stopped = True
        if self._window is not None:
            self._window.stop()


def _size(window: str) -> tuple[int, int]:
    size = re.fullmatch(r"(\d+)x(\d+)", window)
    if size is None:
        raise ValueError(f"window: {window!r} is not WIDTHxHEIGHT")
    return int(size[1]), int(size[2])
