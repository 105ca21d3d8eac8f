"""A whole check in a process of its own, for ``test_forgetting.py``: prints each file open for writing."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import structlog

from kiosk.config import Face
from kiosk.domain.personal import Personal
from kiosk.errors import DeviceFault
from kiosk.hardware.camera.opencv import OpencvCamera
from kiosk.identity.face.base import FaceStep, Stage
from kiosk.identity.face.build import build_checker
from kiosk.telemetry.logs import set_up_logs

log = structlog.get_logger()


def open_for_writing(pid: int) -> list[str]:
    """Regular files, by name, that a process holds open for writing."""
    found = []
    for entry in list(Path(f"/proc/{pid}/fd").iterdir()):
        try:
            flags = int(Path(f"/proc/{pid}/fdinfo/{entry.name}").read_text().split()[3], 8)
            target = entry.readlink()
        except FileNotFoundError:
            continue  # closed meanwhile, as the listing's own
        if flags & (os.O_WRONLY | os.O_RDWR) and target.is_file():
            found.append(str(target))
    return found


async def main(url: str, chip: bytes, *, kill: bool) -> None:
    """Print ``WRITES file`` for each file, ``ENDED verdict`` at the end."""
    checker = build_checker(Face(liveness=()), OpencvCamera(url))
    running = asyncio.create_task(checker.worker.run())
    await checker.worker.ready(within=60)

    def on_step(step: FaceStep) -> None:
        log.info("face.step", step=step)
        for pid in filter(None, (os.getpid(), checker.worker.pid)):
            for file in open_for_writing(pid):
                sys.stdout.write(f"WRITES {file}\n")
        if kill and step.stage is Stage.COMPARE and checker.worker.pid:
            os.kill(checker.worker.pid, signal.SIGABRT)

    portrait = Personal(chip)
    try:
        decision = await checker.check(portrait, on_step=on_step)
        log.info("face.decided", decision=decision, portrait=portrait)
        sys.stdout.write(f"ENDED {decision.verdict}\n")
    except DeviceFault as problem:
        log.exception("face.broke", portrait=portrait)
        sys.stdout.write(f"ENDED {problem.code}\n")
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


if __name__ == "__main__":
    set_up_logs(Path("log"))
    asyncio.run(main(sys.argv[1], sys.stdin.buffer.read(), kill=sys.argv[2] == "kill"))
