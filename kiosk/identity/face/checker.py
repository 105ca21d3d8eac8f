"""The face check: find, prompt, compare, forget."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from kiosk import clock
from kiosk.config import Face
from kiosk.domain.personal import Personal
from kiosk.hardware.camera import Camera
from kiosk.identity.face.base import FaceDecision, FaceStep
from kiosk.identity.face.one_check import POOR_PORTRAIT, OneCheck, Outcome
from kiosk.identity.face.verdict import ALGORITHM
from kiosk.identity.face.worker import FaceWorker
from kiosk.surely import surely


class LiveFaceChecker:
    """Implements ``FaceChecker`` over a camera and the worker; one check at a time.

    A check that compared nothing has a score of 0. ``worker.run()`` must be running.
    """

    def __init__(
        self,
        camera: Camera,
        worker: FaceWorker,
        rules: Face,
        *,
        now: Callable[[], datetime] = clock.now,
    ) -> None:
        self.worker = worker
        self._camera = camera
        self._rules = rules
        self._now = now
        self._turn = asyncio.Lock()

    def use(self, camera: Camera, rules: Face) -> None:
        """Look through another camera, by other limits, from the next check on."""
        self._camera = camera
        self._rules = rules

    async def check(self, portrait: Personal[bytes], *, on_step: Callable[[FaceStep], None]) -> FaceDecision:
        """See ``FaceChecker.check``. Nobody is filmed for a portrait that cannot be compared."""
        async with self._turn:
            try:
                outcome = await self._checked(portrait, on_step)
            finally:
                await surely(self._forget())
        return FaceDecision(
            verdict=outcome.verdict,
            score=outcome.cosine,
            threshold=self._rules.sface_cosine,
            algorithm=ALGORITHM,
            liveness=outcome.liveness,
            decided_at=self._now(),
        )

    async def _checked(self, portrait: Personal[bytes], on_step: Callable[[FaceStep], None]) -> Outcome:
        await self.worker.ready()
        if not await self.worker.begin(portrait):
            return POOR_PORTRAIT
        await self._camera.start()
        return await OneCheck(self._camera, self.worker, self._rules, on_step).run()

    async def _forget(self) -> None:
        await self._camera.stop()
        await self.worker.forget()
