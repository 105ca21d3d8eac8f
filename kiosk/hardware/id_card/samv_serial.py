"""A SAM_V identity-card reader on a serial port (or a USB adapter that shows itself as one)."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

from kiosk.domain.card import IdCard
from kiosk.errors import DeviceFault
from kiosk.hardware.device import STARTING, DeviceState, DeviceStatus, Media
from kiosk.hardware.id_card import photo, samv_text
from kiosk.hardware.id_card.base import KIND
from kiosk.hardware.id_card.samv_connect import Stopped
from kiosk.hardware.id_card.samv_dialogue import Dialogue
from kiosk.hardware.id_card.samv_port import SamvPort
from kiosk.hardware.id_card.samv_words import fault, status_of

T = TypeVar("T")

IDLE = DeviceStatus(DeviceState.ONLINE, media=Media.UNKNOWN)
"""A module cannot say whether a card lies on it: it does not find the one that it has read."""
READING = DeviceStatus(DeviceState.ONLINE, media=Media.PRESENT)


class SamvSerialReader:
    """Implements ``IdCardReader``. All that blocks runs in one worker thread at a time."""

    kind = KIND

    def __init__(self, port: str, baud: int, photo_library: str) -> None:
        self._port = SamvPort(port, baud)
        self._baud = baud
        self._photo_library = photo_library
        self._sam_no = ""
        self._known = STARTING
        self._turn = asyncio.Lock()
        self._stop = threading.Event()
        self._closing = 0

    async def open(self) -> None:
        """Take the port, if it is not held, and see that the module answers. Raises ``DeviceFault``."""
        if not (self._port.is_open and self._turn.locked()):  # whoever is at work hears of its faults
            await self._work(self._open)

    async def close(self) -> None:
        """Give the port back; a read in progress ends with ``DeviceFault`` (``closed``)."""
        self._closing += 1
        self._stop.set()
        try:
            async with self._turn:
                await asyncio.to_thread(self._port.close)
                self._known = status_of(fault("closed"))
        finally:
            self._closing -= 1

    async def status(self) -> DeviceStatus:
        """Ask the module, unless it is at work or its port is not held: then what is known of it."""
        if not self._turn.locked() and self._port.is_open:
            with contextlib.suppress(DeviceFault):  # it is in what is known
                await self._work(lambda stop: self._dialogue(stop).check())
        return self._known

    async def self_test(self) -> DeviceStatus:
        """Ask for the status, the SAM number and one search for a card."""
        if not self._turn.locked() and self._port.is_open:
            with contextlib.suppress(DeviceFault):
                await self._work(self._test)
        return self._known

    async def read(self, *, on_found: Callable[[], None] = lambda: None) -> IdCard:
        """See ``IdCardReader.read``. A card that was read is found again only after it was lifted."""
        loop = asyncio.get_running_loop()

        def work(stop: threading.Event) -> IdCard:
            def tell() -> None:
                if not stop.is_set():
                    on_found()

            dialogue = self._dialogue(stop)
            dialogue.wait_for_card(self._answered)
            self._known = READING
            loop.call_soon_threadsafe(tell)
            text, block = dialogue.read_found()
            picture = photo.decode(block, library=self._photo_library, stop=stop)
            return samv_text.decode(text, photo=picture, sam_no=self._sam_no)

        return await self._work(work)

    def _dialogue(self, stop: threading.Event) -> Dialogue:
        return Dialogue(self._port, stop, baud=self._baud)

    def _answered(self) -> None:
        self._known = IDLE

    def _open(self, stop: threading.Event) -> None:
        if not self._port.is_open:
            self._port.open(stop)
        try:
            self._sam_no = self._dialogue(stop).greet()
        except BaseException:
            self._port.close()
            raise

    def _test(self, stop: threading.Event) -> None:
        self._sam_no = self._dialogue(stop).greet()
        self._dialogue(stop).look()

    async def _work(self, work: Callable[[threading.Event], T]) -> T:
        """Run ``work`` alone in a thread. Cancelling waits for the thread, which ends within 100 ms."""
        async with self._turn:
            if self._closing:
                raise fault("closed")
            self._stop = stop = threading.Event()
            thread = asyncio.ensure_future(asyncio.to_thread(work, stop))
            try:
                done = await asyncio.shield(thread)
            except asyncio.CancelledError:
                await _ended(thread, stop)
                self._known = IDLE if self._port.is_open else self._known
                raise
            except Stopped:
                raise fault("closed") from None
            except DeviceFault as problem:
                self._known = status_of(problem)
                raise
            except Exception:
                self._known = IDLE
                raise
            self._known = IDLE
            return done


async def _ended(thread: asyncio.Future[T], stop: threading.Event) -> None:
    """Wait until the thread has let go of the port, however often the waiting itself is cancelled."""
    stop.set()
    while not thread.done():
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.wait([thread])
    if not thread.cancelled():
        thread.exception()
