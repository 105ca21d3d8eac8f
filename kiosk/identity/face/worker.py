"""The terminal's side of the face worker: keeps one process warm, and asks it."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import Final, TypeVar

import structlog

from kiosk.domain.personal import Personal
from kiosk.domain.picture import Picture
from kiosk.errors import DeviceFault
from kiosk.identity.face.messages import (
    Begin,
    Compare,
    Failed,
    Forget,
    Forgotten,
    Look,
    Portrait,
    Ready,
    Request,
    Scores,
    Seen,
    Unfit,
)
from kiosk.identity.face.worker_line import WorkerLine, fault, started

READY_SECONDS: Final = 10.0
FIRST_RETRY_SECONDS: Final = 0.2
LAST_RETRY_SECONDS: Final = 30.0

log = structlog.get_logger()
R = TypeVar("R", Portrait, Seen, Scores, Forgotten)


class FaceWorker:
    """One warm process while ``run`` runs. Methods raise ``DeviceFault`` of kind ``face``."""

    def __init__(self, cpu_info: Path = Path("/proc/cpuinfo")) -> None:
        self._cpu_info = cpu_info
        self._line: WorkerLine | None = None
        self._unfit: Unfit | None = None
        self._changed = asyncio.Event()

    @property
    def pid(self) -> int | None:
        """The process that is ready, if there is one."""
        return self._line.pid if self._line is not None else None

    async def run(self) -> None:
        """Keep the worker ready until cancelled, then end it. Returns where it cannot work at all."""
        delay = FIRST_RETRY_SECONDS
        while True:
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
                while self._line is None and self._unfit is None:
                    await self._changed.wait()
        if self._unfit is not None:
            raise fault(self._unfit.code, self._unfit.why)
        if self._line is None:
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
        if self._line is not None:
            with contextlib.suppress(DeviceFault):
                await self._ask(Forget(), Forgotten)

    async def _one_life(self) -> bool:
        """Start the process and wait for its end; whether it ever was ready."""
        try:
            async with started(self._cpu_info) as line:
                first = await line.greeting()
                if isinstance(first, Ready):
                    self._tell(line)
                    await line.ended()
                    return True
                self._unfit = first if isinstance(first, Unfit) else None
        except (DeviceFault, OSError) as problem:
            log.warning("face.worker_failed", why=str(problem))
        finally:
            self._tell(None)
        return False

    def _tell(self, line: WorkerLine | None) -> None:
        self._line = line
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def _ask(self, request: Request, wanted: type[R], data: bytes = b"") -> R:
        line = self._line
        if line is None:
            raise fault("worker_died")
        try:
            reply = await line.ask(request, data)
        except DeviceFault as problem:
            if problem.code != "picture_too_large":
                self._give_up(line)
            raise
        if isinstance(reply, Failed):
            raise fault("worker_failed", reply.why)
        if not isinstance(reply, wanted):
            self._give_up(line)
            raise fault("worker_failed", "another answer than asked for")
        return reply

    def _give_up(self, line: WorkerLine) -> None:
        """End a process that cannot be relied on; ``run`` starts another."""
        if self._line is line:
            self._tell(None)
        line.kill()
