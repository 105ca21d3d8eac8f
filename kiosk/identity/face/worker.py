"""The terminal's side of the face worker: keeps one process warm, and hands it pictures.

Pictures go through memory that both map and that has no name anywhere (``memfd_create(2)``): nothing can be
left behind in ``/dev/shm``. It is overwritten after every request.
"""

from __future__ import annotations

import asyncio
import contextlib
import mmap
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

import structlog

from kiosk.domain.personal import Personal
from kiosk.domain.picture import Picture
from kiosk.errors import Action, DeviceFault
from kiosk.identity.face.messages import (
    LENGTH_BYTES,
    SHARED_BYTES,
    Begin,
    Compare,
    Failed,
    Forget,
    Forgotten,
    Look,
    Portrait,
    Ready,
    Reply,
    Request,
    Scores,
    Seen,
    Unfit,
    packed,
    read_reply,
)

KIND: Final = "face"
FAULTS: Final = {
    "not_ready": Action.SUSPEND,
    "no_avx": Action.MAINTENANCE,
    "worker_died": Action.RESET,
    "worker_silent": Action.RESET,
    "worker_failed": Action.RESET,
    "picture_too_large": Action.CONFIGURATION,
}
"""Every fault code, and who mends it."""
START_SECONDS: Final = 30.0
READY_SECONDS: Final = 10.0
ANSWER_SECONDS: Final = 5.0
FIRST_RETRY_SECONDS: Final = 0.2
LAST_RETRY_SECONDS: Final = 30.0
ROOT: Final = Path(__file__).parents[3]
"""Where the package ``kiosk`` is."""

log = structlog.get_logger()
R = TypeVar("R", Portrait, Seen, Scores, Forgotten)


def fault(code: str, detail: str = "") -> DeviceFault:
    """A fault of the worker by its code."""
    return DeviceFault(KIND, code, FAULTS[code], detail)


@dataclass(slots=True)
class _Process:
    process: asyncio.subprocess.Process
    shared: mmap.mmap
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class FaceWorker:
    """One warm process while ``run`` runs. Methods raise ``DeviceFault`` of kind ``face``."""

    def __init__(self, cpu_info: Path = Path("/proc/cpuinfo")) -> None:
        self._cpu_info = cpu_info
        self._at_work: _Process | None = None
        self._unfit: Unfit | None = None
        self._changed = asyncio.Event()

    @property
    def pid(self) -> int | None:
        """The process that is ready, if there is one."""
        return self._at_work.process.pid if self._at_work is not None else None

    async def run(self) -> None:
        """Keep the worker ready until cancelled, then end it. Returns where it cannot work at all."""
        delay = FIRST_RETRY_SECONDS
        while self._unfit is None:
            if await self._one_life():
                delay = FIRST_RETRY_SECONDS
            if self._unfit is not None:
                log.error("face.unfit", code=self._unfit.code, why=self._unfit.why)
                return
            log.warning("face.worker_ended", retry_seconds=delay)
            await asyncio.sleep(delay)
            delay = min(delay * 2, LAST_RETRY_SECONDS)

    async def ready(self, within: float = READY_SECONDS) -> None:
        """Return when the worker is ready: at once, unless it has just been started."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within):
                while self._at_work is None and self._unfit is None:
                    await self._changed.wait()
        if self._unfit is not None:
            raise fault(self._unfit.code, self._unfit.why)
        if self._at_work is None:
            raise fault("not_ready")

    async def begin(self, portrait: Personal[bytes]) -> bool:
        """Forget the person before. Whether a face is in ``portrait``."""
        file = portrait.reveal()
        return (await self._ask(Begin(len(file)), Portrait, file)).found

    async def look(self, picture: Picture) -> Seen:
        """What is in this picture."""
        return await self._ask(Look(picture.width, picture.height), Seen, picture.pixels)

    async def compare(self, index: int) -> Scores:
        """How alike the kept picture of this index and the portrait are."""
        return await self._ask(Compare(index), Scores)

    async def forget(self) -> None:
        """Wipe all that is known of the person; a worker that died has forgotten already."""
        if self._at_work is not None:
            with contextlib.suppress(DeviceFault):
                await self._ask(Forget(), Forgotten)

    async def _one_life(self) -> bool:
        """Start the process and wait for its end; whether it ever was ready."""
        with contextlib.closing(_Shared()) as shared:
            command = [sys.executable, "-m", "kiosk.identity.face.worker_process"]
            process = await asyncio.create_subprocess_exec(
                *command,
                str(shared.file),
                str(SHARED_BYTES),
                str(self._cpu_info),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                pass_fds=[shared.file],
                cwd=ROOT,
            )
            try:
                async with asyncio.timeout(START_SECONDS):
                    first = await _reply(process)
                if isinstance(first, Unfit):
                    self._unfit = first
                elif isinstance(first, Ready):
                    self._tell(_Process(process, shared.memory))
                    await process.wait()
                    return True
            except (TimeoutError, asyncio.IncompleteReadError):
                return False
            finally:
                self._tell(None)
                await _end(process)
        return False

    def _tell(self, at_work: _Process | None) -> None:
        self._at_work = at_work
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def _ask(self, request: Request, wanted: type[R], data: bytes = b"") -> R:
        if len(data) > SHARED_BYTES:
            raise fault("picture_too_large")
        one = self._at_work
        if one is None:
            raise fault("worker_died")
        async with one.turn:
            asking = asyncio.ensure_future(_exchange(one, request, data))
            try:
                reply = await asyncio.shield(asking)
            except asyncio.CancelledError:
                await _done(asking)
                raise
            except DeviceFault:
                self._give_up(one)
                raise
        if isinstance(reply, Failed):
            raise fault("worker_failed", reply.why)
        if not isinstance(reply, wanted):
            self._give_up(one)
            raise fault("worker_failed", "another answer than asked for")
        return reply

    def _give_up(self, one: _Process) -> None:
        """End a process that cannot be relied on; ``run`` starts another."""
        if self._at_work is one:
            self._tell(None)
        with contextlib.suppress(ProcessLookupError):
            one.process.kill()


class _Shared:
    """Memory that another process can map, and that has no name."""

    def __init__(self) -> None:
        self.file = os.memfd_create("face")
        os.ftruncate(self.file, SHARED_BYTES)
        self.memory = mmap.mmap(self.file, SHARED_BYTES)

    def close(self) -> None:
        self.memory.close()
        os.close(self.file)


async def _exchange(one: _Process, request: Request, data: bytes) -> Reply:
    """One question and its answer."""
    try:
        one.shared[: len(data)] = data
        if one.process.stdin is None:
            raise fault("worker_died")
        one.process.stdin.write(packed(request))
        async with asyncio.timeout(ANSWER_SECONDS):
            return await _reply(one.process)
    except TimeoutError:
        raise fault("worker_silent") from None
    except (asyncio.IncompleteReadError, ConnectionError, ValueError):
        raise fault("worker_died") from None
    finally:
        with contextlib.suppress(ValueError):  # the memory went with its worker
            one.shared[: len(data)] = bytes(len(data))


async def _reply(process: asyncio.subprocess.Process) -> Reply:
    if process.stdout is None:
        raise fault("worker_died")
    length = await process.stdout.readexactly(LENGTH_BYTES)
    reply: Reply = read_reply(await process.stdout.readexactly(int.from_bytes(length, "big")))
    return reply


async def _done(asking: asyncio.Future[Reply]) -> None:
    """Wait for the answer that nobody wants any more, however often the waiting itself is cancelled."""
    while not asking.done():
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.wait([asking])
    if not asking.cancelled():
        asking.exception()


async def _end(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()
