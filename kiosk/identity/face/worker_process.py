"""The face worker: a process of its own, for dlib's encoder holds the interpreter for a tenth of a second.

Started by ``worker_line.py`` with the number of the shared memory's file; it ends with its standard input.
Nothing of a person leaves it but the numbers in ``messages.py``; it dumps no core.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from kiosk.identity.face.messages import (
    LENGTH_BYTES,
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
    Unfit,
    packed,
    read_request,
)

if TYPE_CHECKING:
    from kiosk.identity.face.person import Person

NICER: Final = 5
"""The screen comes first."""
NO_AVX: Final = "this processor has no AVX instructions, which the face comparison (dlib) is built with"


def has_avx(cpu_info: str) -> bool:
    """Whether ``/proc/cpuinfo`` names AVX for every core that lists its abilities."""
    flags = [line.split() for line in cpu_info.splitlines() if line.startswith("flags")]
    return bool(flags) and all("avx" in core for core in flags)


class Worker:
    """Answers requests, one after another."""

    def __init__(self, person: Person, shared: mmap.mmap) -> None:
        self._person = person
        self._shared = shared

    def answer(self, request: Request) -> Reply:
        """Do it; an error becomes its name, for its text may quote what it was about."""
        try:
            return self._done(request)
        except Exception as error:  # noqa: BLE001 the process must outlive a strange picture
            return Failed(type(error).__name__)

    def _done(self, request: Request) -> Reply:
        match request:
            case Begin(size):
                from kiosk.identity.face import portrait  # noqa: PLC0415

                self._person.forget()
                self._person.portrait = portrait.describe(self._person.engine, self._shared[:size])
                return Portrait(self._person.portrait is not None)
            case Look(width, height):
                import numpy as np  # noqa: PLC0415

                pixels = np.frombuffer(self._shared, np.uint8, width * height * 3)
                return self._person.look(pixels.reshape(height, width, 3))
            case Compare(index):
                return self._person.compare(index)
            case Forget():
                self._person.forget()
                return Forgotten()


def serve(requests: BinaryIO, replies: BinaryIO, shared: mmap.mmap, cpu_info: str) -> None:
    """Load the models, say so, and answer until the requests end."""

    def tell(reply: Reply) -> None:
        replies.write(packed(reply))
        replies.flush()

    if not has_avx(cpu_info):
        tell(Unfit("no_avx", NO_AVX))
        return
    # Not before the processor was looked at: without AVX the import kills the process.
    from kiosk.identity.face.engine import Engine  # noqa: PLC0415
    from kiosk.identity.face.person import Person  # noqa: PLC0415

    person = Person(Engine())
    person.engine.warm()
    worker = Worker(person, shared)
    tell(Ready())
    while length := requests.read(LENGTH_BYTES):
        request = read_request(requests.read(int.from_bytes(length, "big")))
        tell(worker.answer(request))
    person.forget()


def main() -> None:
    """``worker_process FD SIZE CPUINFO``."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICER)
    shared = mmap.mmap(int(sys.argv[1]), int(sys.argv[2]))
    # What a library prints must not get between the replies.
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        serve(sys.stdin.buffer, replies, shared, Path(sys.argv[3]).read_text())


if __name__ == "__main__":
    main()
