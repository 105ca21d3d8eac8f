"""One worker process and the memory shared with it, from its start to its end.

The memory has no name anywhere (``memfd_create(2)``), so nothing can be left behind in ``/dev/shm``. It is
overwritten after every request.
"""

from __future__ import annotations

import asyncio
import contextlib
import mmap
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import msgspec

from kiosk.errors import Action, DeviceFault
from kiosk.identity.face.messages import LENGTH_BYTES, SHARED_BYTES, Reply, Request, packed, read_reply

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
START_SECONDS: Final = 60.0
ANSWER_SECONDS: Final = 5.0
PROGRAM: Final = "kiosk.identity.face.worker_process"
ROOT: Final = Path(__file__).parents[3]
"""Where the package ``kiosk`` is."""


def fault(code: str, detail: str = "") -> DeviceFault:
    """A fault of the worker by its code."""
    return DeviceFault(KIND, code, FAULTS[code], detail)


class WorkerLine:
    """A running worker. Questions are asked one at a time and raise ``DeviceFault``."""

    def __init__(self, process: asyncio.subprocess.Process, shared: mmap.mmap) -> None:
        self._process = process
        self._shared = shared
        self._turn = asyncio.Lock()
        self.pid = process.pid

    async def greeting(self) -> Reply:
        """The first thing it says."""
        return await self._reply(START_SECONDS)

    async def ask(self, request: Request, data: bytes) -> Reply:
        """Ask with ``data`` in the shared memory. A cancelled question is still answered, and not heard."""
        if len(data) > SHARED_BYTES:
            raise fault("picture_too_large")
        async with self._turn:
            asking = asyncio.ensure_future(self._exchange(request, data))
            try:
                return await asyncio.shield(asking)
            except asyncio.CancelledError:
                await _done(asking)
                raise

    async def ended(self) -> None:
        """Wait until the process is gone."""
        await self._process.wait()

    def kill(self) -> None:
        """End it at once."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def _exchange(self, request: Request, data: bytes) -> Reply:
        try:
            self._shared[: len(data)] = data
            if self._process.stdin is None:
                raise fault("worker_died")
            self._process.stdin.write(packed(request))
            return await self._reply(ANSWER_SECONDS)
        except ValueError:  # the memory went with its worker
            raise fault("worker_died") from None
        finally:
            with contextlib.suppress(ValueError):
                self._shared[: len(data)] = bytes(len(data))

    async def _reply(self, seconds: float) -> Reply:
        if self._process.stdout is None:
            raise fault("worker_died")
        try:
            async with asyncio.timeout(seconds):
                length = await self._process.stdout.readexactly(LENGTH_BYTES)
                body = await self._process.stdout.readexactly(int.from_bytes(length, "big"))
            reply: Reply = read_reply(body)
        except TimeoutError:
            raise fault("worker_silent") from None
        except (asyncio.IncompleteReadError, ConnectionError):
            raise fault("worker_died") from None
        except msgspec.DecodeError:
            raise fault("worker_failed", "no answer that can be read") from None
        return reply


@contextlib.asynccontextmanager
async def started(cpu_info: Path) -> AsyncIterator[WorkerLine]:
    """A worker process while inside. Raises ``OSError`` where no process or memory is to be had."""
    file = os.memfd_create("face")
    try:
        os.ftruncate(file, SHARED_BYTES)
        with mmap.mmap(file, SHARED_BYTES) as shared:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", PROGRAM, str(file), str(SHARED_BYTES), str(cpu_info)),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                pass_fds=[file],
                cwd=ROOT,
            )
            line = WorkerLine(process, shared)
            try:
                yield line
            finally:
                line.kill()
                await line.ended()
    finally:
        os.close(file)


async def _done(asking: asyncio.Future[Reply]) -> None:
    """Wait for the answer that nobody wants any more, however often the waiting itself is cancelled."""
    while not asking.done():
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.wait([asking])
    if not asking.cancelled():
        asking.exception()
