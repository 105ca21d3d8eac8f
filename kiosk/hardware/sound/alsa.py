"""Playing and recording by ``aplay`` and ``arecord``: samples go through pipes, never onto a disk.

In processes, because a sound card's driver may hang, and a process can be ended where a thread cannot.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import shutil
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.hardware.sound.faults import code_of, fault
from kiosk.hardware.sound.tones import PLAY_SECONDS, RATE

SPARE_SECONDS: Final = 4.0
"""For opening the card and draining it, beside the sound's own length."""
END_SECONDS: Final = 2.0
SAID: Final = 4096
"""Bytes of a program's complaint that are looked at."""
CARDS: Final = Path("/proc/asound")
CARD: Final = re.compile(r"(?:plug)?hw:(?:CARD=)?(\w+)|\w+:(?:.*,)?CARD=(\w+)")
"""How an ALSA name names a card: by number or by its word."""


@dataclass(frozen=True, slots=True)
class Pcm:
    """A sound device by ALSA's name (``aplay -L``); ``kind`` is whose faults they are."""

    kind: str
    name: str
    program: str
    cards: Path = CARDS

    def see(self) -> None:
        """That the program is there, and the card, where the name names one. Raises ``DeviceFault``."""
        if shutil.which(self.program) is None:
            raise fault(self.kind, "program_missing", self.program)
        if (found := CARD.match(self.name)) is None:
            return  # a name of asound.conf: its test tells
        card = found[1] or found[2]
        folder = self.cards / (f"card{card}" if card.isdigit() else card)
        if not any(folder.glob(f"pcm*{'p' if self.program == 'aplay' else 'c'}")):
            raise fault(self.kind, "port_missing", self.name)


async def play(pcm: Pcm, sound: bytes, *, spare: float = SPARE_SECONDS) -> None:
    """Play two channels of 16-bit samples to their end. Raises ``DeviceFault``."""
    await _run(pcm, 2, ("-",), sound, 0, PLAY_SECONDS + spare)


async def record(pcm: Pcm, seconds: float, *, spare: float = SPARE_SECONDS) -> bytes:
    """Record one channel of 16-bit samples. Raises ``DeviceFault``."""
    samples = int(seconds * RATE)
    heard = await _run(pcm, 1, ("-s", str(samples), "-"), b"", 2 * samples, seconds + spare)
    if len(heard) < samples:  # half of it
        raise fault(pcm.kind, "garbled", f"{len(heard)} of {2 * samples} bytes")
    return heard


async def _run(  # noqa: PLR0913, PLR0917 what a run of a program is
    pcm: Pcm, channels: int, more: tuple[str, ...], put: bytes, most: int, seconds: float
) -> bytes:
    command = (pcm.program, "-q", "-D", pcm.name, "-t", "raw", "-f", "S16_LE", "-r", str(RATE))
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            *("-c", str(channels), *more),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={**os.environ, "LC_ALL": "C"},  # its complaints are read
            start_new_session=True,  # its plugins may have programs of their own
        )
    except OSError as error:
        raise fault(pcm.kind, "program_missing", f"{pcm.program}: {error.strerror}") from None
    try:
        async with asyncio.timeout(seconds):
            heard, said, _ = await asyncio.gather(
                _taken(process.stdout, most), _taken(process.stderr, SAID), _put(process.stdin, put)
            )
            status = await process.wait()
    except TimeoutError:
        raise fault(pcm.kind, "stalled", f"{pcm.program} took more than {seconds:g} s") from None
    finally:
        await _ended(process)
    words = said.decode("utf-8", "replace").strip()
    if status or "rate is not accurate" in words:
        raise fault(pcm.kind, code_of(words), words[-200:])
    return heard


async def _taken(stream: asyncio.StreamReader | None, most: int) -> bytes:
    """What a program gives; what is over is dropped."""
    assert stream is not None  # noqa: S101 a pipe was asked for
    kept = bytearray()
    while part := await stream.read(65536):
        kept += part[: most - len(kept)]
        await asyncio.sleep(0)  # one that gives without end would let nothing else have its turn
    return bytes(kept)


async def _put(stream: asyncio.StreamWriter | None, sound: bytes) -> None:
    assert stream is not None  # noqa: S101
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # its own complaint says why
        stream.write(sound)
        await stream.drain()
    stream.close()


async def _ended(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(END_SECONDS):
            # To their ends: asyncio calls a program ended only then.
            await asyncio.gather(_taken(process.stdout, 0), _taken(process.stderr, 0))
            await process.wait()
