"""Loudspeaker and microphone as devices: nothing is played or recorded but by their tests.

Where both are there, each test measures: the tones go out by one and come in by the other.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

from kiosk.errors import DeviceFault
from kiosk.hardware.device import DeviceState, DeviceStatus
from kiosk.hardware.hearing import Heard, Sound
from kiosk.hardware.sound.alsa import SPARE_SECONDS, Pcm, play, record
from kiosk.hardware.sound.tones import PLAY_SECONDS, level, loop, two_tones
from kiosk.hardware.supervisor import of_fault

SPEAKER: Final = "speaker"
MICROPHONE: Final = "microphone"
LISTEN_SECONDS: Final = 2.0
LEAD_SECONDS: Final = 0.3
"""The microphone's card is open by then."""
ONLINE: Final = DeviceStatus(DeviceState.ONLINE)


@dataclass(slots=True)
class Sounds:
    """What is fitted of the two."""

    speaker: Pcm | None
    microphone: Pcm | None
    spare: float = SPARE_SECONDS

    def device(self, kind: str) -> SoundDevice | None:
        """The one or the other, where it is fitted."""
        pcm = self.speaker if kind == SPEAKER else self.microphone
        return SoundDevice(pcm, self) if pcm is not None else None

    async def test(self, kind: str) -> Sound:
        """Play the tones, or listen, or both. Raises the ``DeviceFault`` of ``kind`` alone."""
        async with _turn():
            if self.speaker is None or self.microphone is None:
                return await self._one(kind)
            try:
                return await self._loop(kind, self.speaker, self.microphone)
            except DeviceFault as problem:
                if problem.kind == kind:
                    raise
                return await self._one(kind)  # the other's fault is not this one's

    async def _one(self, kind: str) -> Sound:
        if kind == SPEAKER and self.speaker is not None:
            await play(self.speaker, two_tones(), spare=self.spare)
            return Sound(Heard.PLAYED)
        assert self.microphone is not None  # noqa: S101 only what is fitted is tested
        heard = await record(self.microphone, LISTEN_SECONDS, spare=self.spare)
        return await asyncio.to_thread(level, heard)

    async def _loop(self, kind: str, speaker: Pcm, microphone: Pcm) -> Sound:
        seconds = LEAD_SECONDS + PLAY_SECONDS + LEAD_SECONDS
        listening = asyncio.ensure_future(record(microphone, seconds, spare=self.spare))
        try:
            await asyncio.sleep(LEAD_SECONDS)
            await play(speaker, two_tones(), spare=self.spare)
            heard = await listening
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
        return await asyncio.to_thread(loop, heard, of_speaker=kind == SPEAKER)


_TURNS: Final[WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock]] = WeakKeyDictionary()


def _turn() -> asyncio.Lock:
    """A card is played on by one at a time, whoever made the devices, and when."""
    return _TURNS.setdefault(asyncio.get_running_loop(), asyncio.Lock())


class SoundDevice:
    """Implements ``Device`` for either. Nothing is held open: other programs may play meanwhile."""

    def __init__(self, pcm: Pcm, sounds: Sounds) -> None:
        self.kind = pcm.kind
        self._pcm = pcm
        self._sounds = sounds

    async def open(self) -> None:
        """See that it is there, without a sound. Raises ``DeviceFault``."""
        await asyncio.to_thread(self._pcm.see)

    async def close(self) -> None:
        """See ``Device``."""

    async def status(self) -> DeviceStatus:
        """Whether it is there."""
        try:
            await self.open()
        except DeviceFault as problem:
            return of_fault(problem)
        return ONLINE

    async def self_test(self) -> DeviceStatus:
        """Play, or listen for two seconds; what was heard is measured in memory and forgotten."""
        return DeviceStatus(DeviceState.ONLINE, sound=await self._sounds.test(self.kind))
