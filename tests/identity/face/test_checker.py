"""Whole checks: a simulated camera on a real wire, a real worker, a chip's portrait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path

import pytest
import pytest_asyncio

from kiosk.clock import CHINA
from kiosk.config import Face
from kiosk.domain.personal import Personal
from kiosk.errors import Action, DeviceFault
from kiosk.hardware.camera.opencv import OpencvCamera
from kiosk.identity.face.base import FaceChecker, FaceDecision, FaceStep, Hint, Stage, Verdict
from kiosk.identity.face.checker import LiveFaceChecker
from kiosk.identity.face.worker import FaceWorker
from simulator.camera import Frozen, Live, MjpegCamera, Print
from simulator.camera.chip import chip_photo
from simulator.camera.head import Frame
from tests.identity.face.conftest import photo

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOON = datetime(2026, 3, 12, 12, 0, tzinfo=CHINA)
QUICK = Face(find_seconds=20, action_seconds=4)
"""For whoever will not do as asked: the checks that fail by time take as long."""
NOBODY = Personal(b"no portrait")


def portrait(name: str = "person_b_2") -> Personal[bytes]:
    return Personal(chip_photo(photo(name)))


class Booth:
    """A checker, and a person who does what the steps ask, unless ``instead`` does something else."""

    def __init__(self, network: MjpegCamera, camera: OpencvCamera, worker: FaceWorker, rules: Face) -> None:
        self.network = network
        self.camera = camera
        self.checker: FaceChecker = LiveFaceChecker(camera, worker, rules, now=lambda: NOON)
        self.steps: list[FaceStep] = []
        self.instead: dict[Stage, Callable[[Stage], object]] = {}

    @property
    def stages(self) -> list[Stage]:
        return list(dict.fromkeys(step.stage for step in self.steps))

    async def check(self, chip: Personal[bytes]) -> FaceDecision:
        self.steps.clear()
        return await self.checker.check(chip, on_step=self._step)

    def _step(self, step: FaceStep) -> None:
        first = step.stage not in self.stages
        self.steps.append(step)
        if not first:
            return
        if step.stage in self.instead:
            self.instead[step.stage](step.stage)
        elif step.stage in {Stage.BLINK, Stage.TURN_LEFT, Stage.TURN_RIGHT}:
            self.network.do(step.stage.value)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def worker() -> AsyncIterator[FaceWorker]:
    """One for all: each check leaves it as it was."""
    made = FaceWorker()
    running = asyncio.create_task(made.run())
    await made.ready(within=60)
    yield made
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest_asyncio.fixture(loop_scope="module")
async def camera(network: MjpegCamera) -> AsyncIterator[OpencvCamera]:
    made = OpencvCamera(network.url)
    yield made
    await made.close()


@pytest.fixture
def booth(network: MjpegCamera, camera: OpencvCamera, worker: FaceWorker, rules: Face) -> Booth:
    return Booth(network, camera, worker, rules)


async def test_the_same_person_blinks_turns_and_matches(booth: Booth) -> None:
    booth.network.show(Live(photo("person_b_1")))
    decision = await booth.check(portrait())
    assert (decision.verdict, decision.liveness) == (Verdict.MATCH, "passed")
    assert decision.score >= decision.threshold == 0.363
    assert "dlib" in decision.algorithm
    assert decision.decided_at == NOON
    assert booth.stages[0] is Stage.FIND
    assert set(booth.stages[1:3]) in ({Stage.BLINK, Stage.TURN_LEFT}, {Stage.BLINK, Stage.TURN_RIGHT})
    assert booth.stages[3:] == [Stage.COMPARE]
    assert [step.done for step in booth.steps] == sorted(step.done for step in booth.steps)
    assert {step.total for step in booth.steps} == {4}
    assert booth.camera.newest is None
    assert await asyncio.to_thread(booth.network.gone.wait, 5), "the camera is dark"


async def test_somebody_else_does_not(booth: Booth) -> None:
    booth.network.show(Live(photo("impostor_2")))
    decision = await booth.check(portrait())
    assert (decision.verdict, decision.liveness) == (Verdict.MISMATCH, "passed")
    assert decision.score < 0.3


async def test_nobody_is_filmed_for_a_portrait_without_a_face(booth: Booth) -> None:
    decision = await booth.check(NOBODY)
    assert (decision.verdict, decision.score, decision.liveness) == (Verdict.POOR_PORTRAIT, 0, "not_checked")
    assert booth.steps == []
    assert not booth.network.watched.is_set()


@pytest.mark.parametrize("rules", [QUICK])
async def test_a_photograph_is_not_alive(booth: Booth) -> None:
    booth.network.show(Print(photo("person_b_1"), "tilt"))
    decision = await booth.check(portrait())
    assert (decision.verdict, decision.liveness) == (Verdict.NOT_LIVE, "not_checked")
    assert Stage.COMPARE not in booth.stages


async def test_the_wrong_way_is_not_alive(booth: Booth) -> None:
    booth.network.show(Live(photo("person_b_1"), backwards=True))
    assert (await booth.check(portrait())).verdict is Verdict.NOT_LIVE


async def test_the_card_s_owner_is_shown_after_an_accomplice_did_as_asked(booth: Booth) -> None:
    booth.network.show(Live(photo("impostor_2")))
    booth.instead[Stage.COMPARE] = lambda _: booth.network.show(Live(photo("person_b_1")))
    decision = await booth.check(portrait())
    assert decision.verdict in {Verdict.NOT_LIVE, Verdict.MISMATCH}, "whoever acted is compared, or nobody"


async def test_an_accomplice_steps_in_for_one_action(booth: Booth) -> None:
    owner, accomplice = Live(photo("person_b_1"), obeys=False), Live(photo("impostor_2"))

    def step_in(stage: Stage) -> None:
        booth.network.show(accomplice)
        booth.network.do(stage.value)

    booth.network.show(owner)
    booth.instead = dict.fromkeys([Stage.BLINK, Stage.TURN_LEFT, Stage.TURN_RIGHT], step_in)
    assert (await booth.check(portrait())).verdict is Verdict.NOT_LIVE


@pytest.mark.parametrize("rules", [Face(find_seconds=3)])
async def test_nobody_there_is_a_poor_picture_and_says_why(booth: Booth) -> None:
    class Nobody(Frozen):
        def frame(self) -> Frame:
            return super().frame() * 0

    booth.network.show(Nobody(photo("person_b_1")))
    assert (await booth.check(portrait())).verdict is Verdict.POOR_PICTURE
    assert Hint.NO_FACE in {step.hint for step in booth.steps}


@pytest.mark.parametrize("rules", [Face(liveness=())])
async def test_without_prompts_nothing_is_claimed(booth: Booth) -> None:
    decision = await booth.check(portrait())
    assert (decision.verdict, decision.liveness) == (Verdict.MATCH, "not_checked")
    assert {step.total for step in booth.steps} == {2}


async def test_a_camera_cut_in_the_middle_and_the_next_check(booth: Booth) -> None:
    booth.network.show(Live(photo("person_b_1")))
    booth.instead = dict.fromkeys(Stage, lambda _: booth.network.cut())
    del booth.instead[Stage.FIND]
    with pytest.raises(DeviceFault) as caught:
        await booth.check(portrait())
    assert (caught.value.kind, caught.value.code) == ("camera", "unplugged")
    assert booth.camera.newest is None
    booth.instead = {}
    assert (await booth.check(portrait())).verdict is Verdict.MATCH


async def test_a_camera_that_is_not_there(worker: FaceWorker, rules: Face, tmp_path: Path) -> None:
    checker = LiveFaceChecker(OpencvCamera(str(tmp_path / "video0")), worker, rules)
    with pytest.raises(DeviceFault) as caught:
        await checker.check(portrait(), on_step=lambda _: None)
    assert (caught.value.kind, caught.value.code) == ("camera", "port_missing")


async def test_cancelling_stops_the_camera_and_forgets(booth: Booth, worker: FaceWorker) -> None:
    prompted = asyncio.Event()
    booth.network.show(Live(photo("person_b_1")))
    booth.instead = dict.fromkeys([Stage.BLINK, Stage.TURN_LEFT, Stage.TURN_RIGHT], lambda _: prompted.set())
    checking = asyncio.create_task(booth.check(portrait()))
    await prompted.wait()
    checking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await checking
    assert booth.camera.newest is None
    assert await asyncio.to_thread(booth.network.gone.wait, 5), "the camera is dark"
    with pytest.raises(DeviceFault) as caught:
        await worker.compare(0)
    assert (caught.value.code, caught.value.action) == ("worker_failed", Action.RESET)
    assert "IndexError" in caught.value.detail, "no picture is kept"
