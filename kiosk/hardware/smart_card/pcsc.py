"""A PC/SC reader: social security cards by contact, travel documents without."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

from asn1crypto import x509

from kiosk.clock import now
from kiosk.domain.smart_card import DocumentAccess, SocialSecurityCard, TravelDocument
from kiosk.errors import AccessNeeded, CardUnreadable, DeviceFault
from kiosk.hardware.about import About
from kiosk.hardware.device import STARTING, DeviceState, DeviceStatus, Media
from kiosk.hardware.smart_card import issuers, social_security, travel_document
from kiosk.hardware.smart_card.apdu import Talk
from kiosk.hardware.smart_card.atr import CardClass, card_class
from kiosk.hardware.smart_card.base import KIND
from kiosk.hardware.smart_card.channel import Channel
from kiosk.hardware.smart_card.monitor import Monitor
from kiosk.hardware.smart_card.pcsc_words import fault, status_of
from kiosk.hardware.smart_card.reader_about import reader_about
from kiosk.hardware.smart_card.turn import Stopped, Stuck, Turn

T = TypeVar("T")

CALL_SECONDS: Final = 8.0
"""For one call into the library. Slow chips take two seconds for a step of PACE, silent ones for ever."""
WAITING: Final = DeviceStatus(DeviceState.ONLINE, media=Media.NOT_PRESENT)
READING: Final = DeviceStatus(DeviceState.ONLINE, media=Media.PRESENT)


class PcscReader:
    """Implements ``SmartCardReader``. All that blocks runs in one worker thread at a time.

    ``reader``: part of the reader's name as pcscd tells it, ``""`` for any. ``csca_dir``: see ``issuers``.
    """

    kind = KIND

    def __init__(self, reader: str, csca_dir: str = "", *, call_seconds: float = CALL_SECONDS) -> None:
        self._reader = reader
        self._csca_dir = csca_dir
        self._call_seconds = call_seconds
        self._issuers: list[x509.Certificate] = []
        self._known = STARTING
        self._lock = asyncio.Lock()
        self._turn = Turn(call_seconds)
        self._opened = False
        self._closing = 0
        self.card_class: CardClass | None = None
        """See ``TellsClass``."""

    async def open(self) -> None:
        """See that pcscd and the reader are there, and load the CSCA certificates. Raises ``DeviceFault``."""
        if not (self._opened and self._lock.locked()):  # whoever is at work hears of its faults
            self._opened = False
            self._issuers = await self._work(self._open)
            self._opened = True

    async def close(self) -> None:
        """End a read in progress with ``DeviceFault`` (``closed``). There is no port to give back."""
        self._closing += 1
        self._turn.stop()
        try:
            async with self._lock:
                self._opened = False
                self._known = status_of(fault("closed"))
        finally:
            self._closing -= 1

    async def status(self) -> DeviceStatus:
        """Ask pcscd for the reader, unless it is at work or not opened: then what is known of it."""
        if not self._lock.locked() and self._opened:
            with contextlib.suppress(DeviceFault):  # it is in what is known
                await self._work(self._look)
        return self._known

    async def self_test(self) -> DeviceStatus:
        """Like ``status``, and what the reader tells of itself: without a card it can show no more."""
        status = await self.status()
        if status.device is not DeviceState.ONLINE or self._lock.locked():
            return status
        with contextlib.suppress(DeviceFault):
            return replace(status, about=await self._work(self._introduced))
        return self._known

    async def read(
        self, *, access: DocumentAccess | None = None, on_found: Callable[[], None] = lambda: None
    ) -> SocialSecurityCard | TravelDocument:
        """See ``SmartCardReader.read``."""
        loop = asyncio.get_running_loop()

        def work(turn: Turn) -> SocialSecurityCard | TravelDocument:
            def tell() -> None:
                if not turn.stopped:
                    on_found()

            with contextlib.closing(Monitor(turn, self._reader)) as monitor:
                name = monitor.wait_for_card(self._waits)
                self._known, self.card_class = READING, card_class(monitor.atrs.get(name, b""))
                loop.call_soon_threadsafe(tell)
                with contextlib.closing(Channel(turn, monitor, name)) as channel:
                    channel.open()
                    return read_card(channel, access, self._issuers)

        return await self._work(work)

    def _waits(self) -> None:
        self._known = WAITING

    def _open(self, turn: Turn) -> list[x509.Certificate]:
        self._look(turn)
        return issuers.load(self._csca_dir)

    def _introduced(self, turn: Turn) -> About:
        with contextlib.closing(Monitor(turn, self._reader)) as monitor:
            return reader_about(turn, monitor)

    def _look(self, turn: Turn) -> None:
        with contextlib.closing(Monitor(turn, self._reader)) as monitor:
            self._known = READING if monitor.look() else WAITING

    async def _work(self, work: Callable[[Turn], T]) -> T:
        """Run ``work`` alone in a thread. Cancelling waits for it, unless the reader holds it."""
        async with self._lock:
            if self._closing:
                raise fault("closed")
            if self._turn.running:  # still held by an earlier call: nothing else would get through
                self._known = status_of(fault("stalled"))
                raise fault("stalled")
            self._turn = turn = Turn(self._call_seconds)
            doing = turn.start(work)
            try:
                await turn.ended(doing)
                return doing.result()
            except asyncio.CancelledError:
                await _let_go(turn, doing)
                raise
            except Stopped:
                raise fault("closed") from None
            except Stuck:
                turn.stop()
                self._known = status_of(fault("stalled"))
                raise fault("stalled") from None
            except DeviceFault as problem:
                self._known = status_of(problem)
                raise


def read_card(
    talk: Talk, access: DocumentAccess | None, known: list[x509.Certificate]
) -> SocialSecurityCard | TravelDocument:
    """Find out what card this is, and read it. Blocking. Raises as ``SmartCardReader.read`` says."""
    if social_security.select(talk):
        return social_security.read(talk)
    info = travel_document.offered(talk)
    if info is None and not travel_document.select(talk):
        raise CardUnreadable("neither social security card nor travel document")
    if access is None:
        raise AccessNeeded
    return travel_document.read(talk, access, info, known, now=now())


async def _let_go(turn: Turn, doing: asyncio.Future[T]) -> None:
    """Wait until the thread has let go of the reader, however often the waiting itself is cancelled."""
    turn.stop()
    while not doing.done():
        with contextlib.suppress(asyncio.CancelledError):
            try:
                await turn.ended(doing)
            except Stuck:
                return
    doing.exception()
