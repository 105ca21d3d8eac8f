"""The face check: how long it takes and what it costs; and with a folder, how often it errs.

``python -m benchmarks.faces [DIR]`` tells, of the photographs in ``DIR/person/*.jpg`` (without it: the six
test faces), false rejections and acceptances of either matcher, of the terminal's rule, and of what might be
better. A live face is a photograph with a sensor's noise; a chip's portrait is another one in a kilobyte.
Attacks: what somebody may hold before the camera, against each prompted action.
"""

from __future__ import annotations

import argparse
import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import quantiles
from typing import Final

from benchmarks import process
from benchmarks.faces_attacks import tried
from benchmarks.faces_people import FIXTURES, RESTORED, Album
from benchmarks.faces_rules import Count, at, at_zero, both, dlib, logistic, rule, sface
from benchmarks.front_end import CannotMeasure
from benchmarks.report import Measured, say
from kiosk.config import Face
from kiosk.domain.personal import Personal
from kiosk.domain.picture import Picture
from kiosk.identity.face.engine import Engine
from kiosk.identity.face.messages import KEEP
from kiosk.identity.face.worker import FaceWorker
from simulator.camera import Live
from simulator.camera.chip import chip_photo

STARTS: Final = 3
RUNS: Final = 10
TICK_SECONDS: Final = 1 / 30
TICKS: Final = 150
LIVE: Final = FIXTURES / "person_b_1.jpg"
CARD: Final = FIXTURES / "person_b_2.jpg"


def measure() -> Iterator[Measured]:
    """The worker's start and memory, a decision, and what a tick of 30 a second feels of it."""
    if not LIVE.exists():
        raise CannotMeasure("no test faces: run `make assets`")
    yield from asyncio.run(_measured())


async def _measured() -> list[Measured]:
    starts, memory, looks, decisions, idle, late = [], [], [], [], [], []
    pictures, chip = shown()
    for _ in range(STARTS):
        worker, begun = FaceWorker(), time.perf_counter()
        running = asyncio.create_task(worker.run())
        try:
            await worker.ready(within=60)
            starts.append(time.perf_counter() - begun)
            for _ in range(RUNS):
                seconds = await _decided(worker, pictures, chip)
                looks += seconds[:-1]
                decisions.append(sum(seconds))
            if worker.pid is not None:
                memory.append(process.megabytes(worker.pid))
            idle.append(await _lateness())
            busy = asyncio.create_task(_decide_for_ever(worker, *shown()))
            late.append(await _lateness())
            busy.cancel()
            await asyncio.gather(busy, return_exceptions=True)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
    return [
        Measured("face worker: started -> ready", starts, "s"),
        Measured("face worker: memory after use", memory, "MB"),
        Measured("chip photo + 3 pictures -> decision", [1000 * s for s in decisions], "ms"),
        Measured("  of which a picture looked at", [1000 * s for s in looks], "ms"),
        Measured("p99 lateness of a tick of 30/s, worker idle", idle, "ms"),
        Measured("p99 lateness of a tick of 30/s, worker busy", late, "ms"),
    ]


def shown() -> tuple[list[Picture], Personal[bytes]]:
    """Somebody's pictures, and their portrait."""
    scene = Live(LIVE)
    pictures = [Picture(640, 480, scene.frame().tobytes(), number) for number in range(KEEP)]
    return pictures, Personal(chip_photo(CARD))


async def _decided(worker: FaceWorker, pictures: list[Picture], chip: Personal[bytes]) -> list[float]:
    """Seconds of each look, and of all the rest."""
    times = [time.perf_counter()]
    if not await worker.begin(chip):
        raise CannotMeasure("no face in the portrait")
    times.append(time.perf_counter())
    for picture in pictures:
        await worker.look(picture)
        times.append(time.perf_counter())
    for index in range(KEEP):
        await worker.compare(index)
    times.append(time.perf_counter())
    took = [after - before for before, after in pairwise(times)]
    await worker.forget()
    return [*took[1:-1], took[0] + took[-1]]


async def _decide_for_ever(worker: FaceWorker, pictures: list[Picture], chip: Personal[bytes]) -> None:
    while True:
        await _decided(worker, pictures, chip)


@contextmanager
def at_work() -> Iterator[None]:
    """A worker that compares one face after another, while inside."""
    ready, end = threading.Event(), threading.Event()

    async def work() -> None:
        worker = FaceWorker()
        tasks = [asyncio.create_task(worker.run())]
        await worker.ready(within=60)
        tasks.append(asyncio.create_task(_decide_for_ever(worker, *shown())))
        ready.set()
        await asyncio.to_thread(end.wait)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    thread = threading.Thread(target=asyncio.run, args=(work(),), daemon=True)
    thread.start()
    if not ready.wait(60):
        raise CannotMeasure("the face worker was not ready")
    try:
        yield
    finally:
        end.set()
        thread.join()


async def _lateness() -> float:
    """Milliseconds by which a tick came too late: 99 of 100 came earlier."""
    late, due = [], time.perf_counter()
    for _ in range(TICKS):
        due += TICK_SECONDS
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        late.append(1000 * (time.perf_counter() - due))
    return quantiles(late, n=100)[98]


def main() -> None:
    """Tell how often the check errs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faces", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FIXTURES)
    parser.add_argument("--attacks", type=int, default=6, help="photographs to try with (six: 5 minutes)")
    given = parser.parse_args()
    engine, album = accuracy(given.folder)
    say("\nPrompted actions passed, one photograph each")
    for scene, stage, passed in tried(engine, [p.file for p in album.people[: given.attacks]]):
        say(f"  {scene:<24} {stage:<12} {passed.errors} of {passed.of}")


def accuracy(folder: Path = FIXTURES) -> tuple[Engine, Album]:
    """Say how often each rule errs on the photographs of a folder; what was measured with is given back."""
    engine = Engine()
    engine.warm()
    album = Album(engine, folder)
    people = {photo.who for photo in album.people}
    say(f"{len(album.people)} photographs of {len(people)} people, {album.unusable} without a face")
    _accuracy(album)
    return engine, album


def _accuracy(album: Album) -> None:
    usual, face = next(iter(RESTORED)), Face()
    pairs = album.pairs(usual)
    accepts = rule(face)
    say(f"\nAt the limits dlib <= {face.dlib_distance}, SFace >= {face.sface_cosine}")
    for name, test in (
        ("dlib alone", lambda s: s.distance <= face.dlib_distance),
        ("SFace alone", lambda s: s.cosine >= face.sface_cosine),
        ("both must agree", accepts),
    ):
        rejected, accepted = at(pairs, test)
        say(f"  {name:<34} FRR {rejected!s:<40} FAR {accepted}")
    say("\nFalse rejections where no stranger of these pairs gets in")
    for name, alike in (("dlib alone", dlib), ("SFace alone", sface), ("sum of both", both)):
        say(f"  {name:<34} FRR {at_zero(pairs, alike)}")
    say(f"  {'logistic, learnt on other people':<34} FRR {_by_logistic(album, usual)}")
    say("\nWhat may help: the terminal's rule, and SFace at no false acceptance")
    for name, frames in (("one picture", 1), ("median of three", 3)):
        _row(name, album, usual, frames)
    for name in RESTORED:
        _row(name, album, name, 3)


def _row(name: str, album: Album, restored: str, frames: int) -> None:
    pairs = album.pairs(restored, frames)
    rejected, accepted = at(pairs, rule(Face()))
    zero = at_zero(pairs, sface)
    say(f"  {name:<34} FRR {rejected!s:<40} FAR {accepted!s:<40} FRR at 0 FA {zero}")


def _by_logistic(album: Album, restored: str) -> Count | str:
    told = logistic(album.pairs(restored))
    if not told:
        return "too few people to learn on some and try on others"
    limit = max(odds for same, odds in told if not same)
    of = [odds for same, odds in told if same]
    return Count(sum(odds <= limit for odds in of), len(of))


if __name__ == "__main__":
    main()
