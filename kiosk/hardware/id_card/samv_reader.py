"""What every reader with a SAM_V module does, whatever lies between it and the module."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from kiosk.domain.card import IdCard
from kiosk.errors import DeviceFault
from kiosk.hardware.about import About
from kiosk.hardware.device import STARTING, DeviceState, DeviceStatus, Media
from kiosk.hardware.id_card import photo, samv_text
from kiosk.hardware.id_card.base import KIND
from kiosk.hardware.id_card.samv_dialogue import Dialogue
from kiosk.hardware.id_card.samv_module import Module
from kiosk.hardware.id_card.samv_words import fault, status_of
from kiosk.hardware.worker import Stopped, Worker

T = TypeVar("T")

IDLE = DeviceStatus(DeviceState.ONLINE, media=Media.UNKNOWN)
"""A module cannot say whether a card lies on it: it does not find the one that it has read."""
READING = DeviceStatus(DeviceState.ONLINE, media=Media.PRESENT)


class SamvReader:
    """Implements ``IdCardReader``. All that blocks runs in one worker thread at a time."""

    kind = KIND

    def __init__(self, module: Module, photo_library: str) -> None:
        self._module = module
        self._photo_library = photo_library
        self._sam_no = ""
        self._known = STARTING
        self._worker = Worker()

    async def open(self) -> None:
        """Take the port, if it is not held, and see that the module answers. Raises ``DeviceFault``."""
        if not (self._module.is_open and self._worker.busy):  # whoever is at work hears of its faults
            await self._work(self._open)

    async def close(self) -> None:
        """Give the port back; a read in progress ends with ``DeviceFault`` (``closed``)."""
        await self._worker.close(self._shut)

    async def status(self) -> DeviceStatus:
        """Ask the module, unless it is at work or its port is not held: then what is known of it."""
        if not self._worker.busy and self._module.is_open:
            with contextlib.suppress(DeviceFault):  # it is in what is known
                await self._work(lambda stop: Dialogue(self._module, stop).check())
        return self._known

    async def self_test(self) -> DeviceStatus:
        """Ask for the status, the SAM number and one search for a card."""
        if not self._worker.busy and self._module.is_open:
            with contextlib.suppress(DeviceFault):
                await self._work(self._test)
                return replace(self._known, about=About(serial=self._sam_no))
        return self._known

    async def read(self, *, on_found: Callable[[], None] = lambda: None) -> IdCard:
        """See ``IdCardReader.read``. A card that was read is found again only after it was lifted."""
        loop = asyncio.get_running_loop()

        def work(stop: threading.Event) -> IdCard:
            def tell() -> None:
                if not stop.is_set():
                    on_found()

            dialogue = Dialogue(self._module, stop)
            dialogue.wait_for_card(self._answered)
            self._known = READING
            loop.call_soon_threadsafe(tell)
            text, block = dialogue.read_found()
            picture = photo.decode(block, library=self._photo_library, stop=stop)
            return samv_text.decode(text, photo=picture, sam_no=self._sam_no)

        return await self._work(work)

    def _answered(self) -> None:
        self._known = IDLE

    def _open(self, stop: threading.Event) -> None:
        if not self._module.is_open:
            self._module.open(stop)
        try:
            self._sam_no = Dialogue(self._module, stop).greet()
        except BaseException:
            self._module.close()
            raise

    def _shut(self) -> None:
        self._module.close()
        self._known = status_of(fault("closed"))

    def _test(self, stop: threading.Event) -> None:
        self._sam_no = Dialogue(self._module, stop).greet()
        Dialogue(self._module, stop).look()

    async def _work(self, work: Callable[[threading.Event], T]) -> T:
        """Run ``work`` and know afterwards how the reader is."""
        try:
            done = await self._worker.run(work)
        except asyncio.CancelledError:
            if self._module.is_open and not self._worker.busy:  # else it was another's turn
                self._known = IDLE
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
