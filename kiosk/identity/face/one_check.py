"""One face check, from its first picture to its verdict."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeVar

from kiosk.config import Face
from kiosk.hardware.camera import Camera
from kiosk.identity.face.base import FaceStep, Hint, Stage, Verdict
from kiosk.identity.face.liveness import Rest, Stillness, action, prompts
from kiosk.identity.face.messages import KEEP, Seen
from kiosk.identity.face.verdict import decide, middle
from kiosk.identity.face.worker import FaceWorker

T = TypeVar("T")

NOT_ALONE: Final = frozenset({Hint.NO_FACE, Hint.SEVERAL})
EXPECTED: Final = frozenset({Hint.NOT_FRONTAL, Hint.BLURRED})
"""What a head that does as it is asked looks like; nobody is told of it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a check ended; ``cosine`` is 0 where nothing was compared."""

    verdict: Verdict
    cosine: float = 0.0
    liveness: Literal["passed", "not_checked"] = "not_checked"


POOR_PORTRAIT: Final = Outcome(Verdict.POOR_PORTRAIT)


class _Ended(Exception):
    """The check cannot go on; the verdict says why."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict)
        self.verdict = verdict


class OneCheck:
    """The stages, each bounded in time. The camera is started, the worker has the portrait."""

    def __init__(
        self, camera: Camera, worker: FaceWorker, rules: Face, on_step: Callable[[FaceStep], None]
    ) -> None:
        self._camera = camera
        self._worker = worker
        self._rules = rules
        self._on_step = on_step
        self._prompts = prompts(rules.liveness)
        self._stillness = Stillness()
        self._number = 0
        self._track = 0
        self._told: FaceStep | None = None

    async def run(self) -> Outcome:
        """Film and compare. Raises ``DeviceFault``."""
        seconds = self._rules.action_seconds
        try:
            rest = await self._within(self._rules.find_seconds, self._find(), Verdict.POOR_PICTURE)
            for done, stage in enumerate(self._prompts, start=1):
                await self._within(seconds, self._act(stage, done, rest.openness), Verdict.NOT_LIVE)
            await self._within(self._rules.find_seconds, self._look_ahead(), Verdict.POOR_PICTURE)
            self._see_life()
        except _Ended as why:
            return Outcome(why.verdict)
        scores = middle([await self._worker.compare(index) for index in range(KEEP)])
        verdict = decide(
            scores, dlib_distance=self._rules.dlib_distance, sface_cosine=self._rules.sface_cosine
        )
        return Outcome(verdict, scores.cosine, "passed" if self._prompts else "not_checked")

    async def _find(self) -> Rest:
        """Wait until somebody looks into the camera, and was seen often enough."""
        self._tell(Stage.FIND, None, 0)
        rest = Rest()
        while True:
            seen = await self._look()
            if seen.track != self._track:
                rest, self._track = Rest(), seen.track
            self._tell(Stage.FIND, seen.hint, 0)
            if seen.hint is None and rest.see(seen) and seen.kept >= KEEP:
                return rest

    async def _act(self, stage: Stage, done: int, openness: float) -> None:
        """Prompt for an action and wait until it was seen."""
        self._tell(stage, None, done)
        wanted = action(stage, openness)
        while True:
            seen = await self._look_at_the_same()
            self._tell(stage, None if seen.hint in EXPECTED else seen.hint, done)
            if seen.hint in NOT_ALONE:
                continue
            if wanted.see(seen):
                return
            if wanted.failed:
                raise _Ended(Verdict.NOT_LIVE)

    async def _look_ahead(self) -> None:
        """Wait for one more good picture: the worker sees there that it is still the same person."""
        self._tell(Stage.COMPARE, None, len(self._prompts) + 1)
        while (seen := await self._look_at_the_same()).hint is not None:
            self._tell(Stage.COMPARE, seen.hint, len(self._prompts) + 1)

    def _see_life(self) -> None:
        if self._prompts and self._stillness.still:
            raise _Ended(Verdict.NOT_LIVE)

    async def _look(self) -> Seen:
        picture = await self._camera.next(self._number)
        self._number = picture.number
        seen = await self._worker.look(picture)
        self._stillness.see(seen)
        return seen

    async def _look_at_the_same(self) -> Seen:
        seen = await self._look()
        if seen.track != self._track:
            raise _Ended(Verdict.NOT_LIVE)
        return seen

    async def _within(self, seconds: float, stage: Coroutine[Any, Any, T], verdict: Verdict) -> T:
        """Run a stage; ``verdict`` when its time is over."""
        try:
            async with asyncio.timeout(seconds):
                return await stage
        except TimeoutError:
            raise _Ended(verdict) from None

    def _tell(self, stage: Stage, hint: Hint | None, done: int) -> None:
        step = FaceStep(stage, hint, done, len(self._prompts) + 2)
        if step != self._told:
            self._told = step
            self._on_step(step)
