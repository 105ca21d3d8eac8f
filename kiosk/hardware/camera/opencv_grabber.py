"""The thread that takes pictures: the newest one wins, the others are forgotten."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Final

from kiosk.domain.picture import Picture
from kiosk.errors import DeviceFault
from kiosk.hardware.camera.mjpeg import Stopped
from kiosk.hardware.camera.opencv_faults import fault, refusal
from kiosk.hardware.camera.opencv_feeds import FeedSettings, connect

GARBAGE: Final = 20
"""So many pictures in a row that cannot be read are a fault."""


class Grabber:
    """One run of the camera, from start to stop. ``on_news`` is called in its thread, after every change."""

    def __init__(self, feed: FeedSettings, numbers: Iterator[int], on_news: Callable[[], None]) -> None:
        self._feed = feed
        self._numbers = numbers
        self._on_news = on_news
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)
        self.newest: Picture | None = None
        self.opened = False
        self.fault: DeviceFault | None = None

    @property
    def alive(self) -> bool:
        """Whether pictures may still come."""
        return self._thread.is_alive() and self.fault is None and not self._stop.is_set()

    @property
    def stopped(self) -> bool:
        """Whether it was told to stop."""
        return self._stop.is_set()

    def start(self) -> None:
        """Open the source and take pictures until ``stop``."""
        self._thread.start()

    def stop(self) -> None:
        """Forget the picture at once and take no other; the source is given back within a moment."""
        self._stop.set()
        self.newest = None

    def join(self, seconds: float) -> None:
        """Wait until the source was given back. A driver that hangs in the kernel is left behind."""
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            self._grab()
        except Stopped:
            return
        except DeviceFault as problem:
            self.newest, self.fault = None, problem
        except OSError as error:
            self.newest, self.fault = None, refusal(error)
        except Exception as error:  # noqa: BLE001 what a driver throws must not leave others waiting
            self.newest, self.fault = None, fault("port_unusable", type(error).__name__)
        self._on_news()

    def _grab(self) -> None:
        feed = connect(self._feed, self._stop)
        try:
            self.opened = True
            self._on_news()
            bad, due = 0, 0.0
            while not self._stop.is_set():
                if time.monotonic() < due:
                    feed.skip()
                    continue
                frame = feed.read()
                due = time.monotonic() + self._feed.every if frame is not None else 0.0
                bad = 0 if frame is not None else bad + 1
                if bad > GARBAGE:
                    raise fault("garbled")
                if frame is not None and not self._stop.is_set():
                    height, width = frame.shape[:2]
                    self.newest = Picture(width, height, frame.tobytes(), next(self._numbers))
                    self._on_news()
        finally:
            feed.close()
            if self._stop.is_set():
                self.newest = None
