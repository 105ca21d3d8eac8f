"""A camera through OpenCV: a video device, or what stands in for one."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from typing import Final

from kiosk.domain.picture import Picture
from kiosk.errors import DeviceFault
from kiosk.hardware.camera.base import KIND
from kiosk.hardware.camera.opencv_faults import fault, status_of
from kiosk.hardware.camera.opencv_feeds import FeedSettings, Size
from kiosk.hardware.camera.opencv_grabber import Grabber
from kiosk.hardware.camera.opencv_source import see
from kiosk.hardware.device import STARTING, DeviceState, DeviceStatus
from kiosk.hardware.look import Focus, Glance

IDLE: Final = DeviceStatus(DeviceState.ONLINE)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: until the source is open, for each picture, and for giving the source back."""

    open: float = 6.0
    picture: float = 4.0
    end: float = 3.0


class OpencvCamera:
    """Implements ``Camera``. All that blocks runs in threads of its own."""

    def __init__(
        self,
        source: str,
        *,
        kind: str = KIND,
        size: Size | None = None,
        every: float = 0.0,
        patience: Patience | None = None,
    ) -> None:
        """``size`` and ``every`` as in ``FeedSettings``; without, whatever the source gives by itself."""
        self.kind = kind
        self._source = source
        self._patience = patience or Patience()
        self._feed = FeedSettings(source, self._patience.picture, size, every)
        self._numbers = count(1)
        self._grabber: Grabber | None = None
        self._news = asyncio.Event()
        self._turn = asyncio.Lock()
        self._known = STARTING

    async def open(self) -> None:
        """See that the source is there, without taking a picture. Raises ``DeviceFault``."""
        if not self._running:
            try:
                await asyncio.to_thread(see, self._source)
            except DeviceFault as problem:
                self._known = status_of(problem)
                raise self._own(problem) from None
        self._known = IDLE

    async def close(self) -> None:
        """Stop; whoever waits for a picture gets ``DeviceFault`` (``closed``)."""
        await self.stop()

    async def status(self) -> DeviceStatus:
        """Whether the source is there; while pictures are taken, what is known of it."""
        with contextlib.suppress(DeviceFault):  # it is in what is known
            await self.open()
        return self._known

    async def self_test(self) -> DeviceStatus:
        """Take up to three pictures, see how sharp the sharpest is, and forget them.

        At the first one a lens may still seek its focus.
        """
        if self._running:
            return IDLE
        try:
            await self.start()
            seen = [await self._sharpness()]
            with contextlib.suppress(DeviceFault):  # one picture came: others only show the lens at its best
                seen += [await self._sharpness(), await self._sharpness()]
        except DeviceFault as problem:
            self._known = status_of(problem)
            return self._known
        finally:
            await self.stop()
        self._known = IDLE
        return replace(IDLE, focus=max(seen, key=lambda focus: focus.score))

    async def start(self) -> None:
        """See ``Camera.start``; starting twice is fine."""
        async with self._turn:
            if self._running:
                return
            loop = asyncio.get_running_loop()

            def tell() -> None:
                with contextlib.suppress(RuntimeError):  # the loop has ended: nobody waits any more
                    loop.call_soon_threadsafe(self._tell)

            grabber = Grabber(self._feed, self._numbers, tell)
            self._grabber = grabber
            grabber.start()
            try:
                await self._until(lambda: grabber.opened, self._patience.open)
            except BaseException:
                await self._end()
                raise

    async def stop(self) -> None:
        """See ``Camera.stop``. The last picture is forgotten before anything is waited for."""
        if self._grabber is not None:
            self._grabber.stop()
            self._tell()
        async with self._turn:
            await self._end()

    @property
    def newest(self) -> Picture | None:
        """See ``Camera.newest``."""
        grabber = self._grabber
        return grabber.newest if grabber is not None else None

    async def next(self, after: int = 0) -> Picture:
        """See ``Camera.next``. Codes: ``no_answer``, ``closed`` (stopped meanwhile), or why it ended."""
        await self._until(lambda: self._newest_number > after, self._patience.picture)
        picture = self.newest
        if picture is None:
            raise self._own(fault("closed"))
        return picture

    async def glance(self, after: int = 0) -> Glance:
        """See ``kiosk.hardware.look.Eye``."""
        return await asyncio.to_thread(_glance, await self.next(after))

    async def _sharpness(self) -> Focus:
        return await asyncio.to_thread(_focus, await self.next(self._newest_number))

    @property
    def _running(self) -> bool:
        return self._grabber is not None and self._grabber.alive

    @property
    def _newest_number(self) -> int:
        picture = self.newest
        return picture.number if picture is not None else 0

    async def _until(self, true: Callable[[], bool], seconds: float) -> None:
        """Wait for ``true``, looked at after every change. Raises ``DeviceFault``."""
        try:
            async with asyncio.timeout(seconds):
                while not true():
                    grabber, news = self._grabber, self._news
                    if grabber is None or grabber.stopped:
                        raise self._own(fault("closed"))
                    if (problem := grabber.fault) is not None:
                        self._known = status_of(problem)
                        raise self._own(problem)
                    await news.wait()
        except TimeoutError:
            problem = fault("no_answer")
            self._known = status_of(problem)
            raise self._own(problem) from None

    def _own(self, problem: DeviceFault) -> DeviceFault:
        """A fresh fault in this device's own name, whichever kind of camera it is."""
        return DeviceFault(self.kind, problem.code, problem.action, problem.detail)

    def _tell(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()

    async def _end(self) -> None:
        """Wait until the source was given back, however often the waiting itself is cancelled."""
        grabber, self._grabber = self._grabber, None
        self._tell()
        if grabber is None:
            return
        grabber.stop()
        ended = asyncio.ensure_future(asyncio.to_thread(grabber.join, self._patience.end))
        cancelled = False
        while not ended.done():
            try:
                await asyncio.wait([ended])
            except asyncio.CancelledError:
                cancelled = True
        if cancelled:
            raise asyncio.CancelledError


def _glance(picture: Picture) -> Glance:
    from kiosk.hardware.camera.focus import glance  # noqa: PLC0415 OpenCV is here by now: it took the picture

    return glance(picture)


def _focus(picture: Picture) -> Focus:
    from kiosk.hardware.camera.focus import focus  # noqa: PLC0415

    return focus(picture)
