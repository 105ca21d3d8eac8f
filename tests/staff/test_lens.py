"""Staff look through a lens: seen on the screen, judged in words, kept nowhere, and dark afterwards."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from kiosk.domain.picture import Picture
from kiosk.errors import Action, DeviceFault
from kiosk.hardware.camera.opencv import OpencvCamera, Patience
from kiosk.hardware.look import Focus, Glance, Judgement
from kiosk.journeys.views.staff import StaffDevices, StaffEye
from kiosk.staff.lens import SECONDS, looked_through
from simulator.camera.server import MjpegCamera
from tests.fakes import virtually
from tests.hardware.camera.lens import Scene
from tests.staff.crew import Crew

SCENE = b"\x07\x08\x09" * 12


class FakeEye:
    """A lens that sees ever sharper; ``fault`` comes instead of the picture after the first."""

    def __init__(self, fault: str | None = None) -> None:
        self.open = False
        self.number = 0
        self._fault = fault

    async def start(self) -> None:
        self.open = True

    async def stop(self) -> None:
        self.open = False

    async def glance(self, after: int = 0) -> Glance:
        await asyncio.sleep(0.2)
        if self._fault and after:
            raise DeviceFault("camera", self._fault, Action.MAINTENANCE)
        self.number = after + 1
        score = 60.0 * self.number
        judgement = Judgement.SHARP if score >= 90 else Judgement.BLURRED
        return Glance(Picture(4, 3, SCENE, self.number), Focus(score, judgement))


@pytest.mark.parametrize("kind", ["camera", "document_scanner"])
@pytest.mark.req("SC-03")
def test_the_picture_is_shown_while_it_is_looked_at_and_gone_afterwards(tmp_path: Path, kind: str) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        eye = FakeEye()
        crew.desk.eyes = {kind: eye}
        crew.cabinet.known |= {kind: crew.cabinet.known["camera"]}
        await crew.signs_in()
        crew.chooses(f"test:{kind}")
        await crew.sees(StaffEye)
        await crew.until(lambda: eye.number >= 2)
        view = await crew.sees(StaffEye)
        assert (view.sharp, view.score) == (True, 60.0 * eye.number)
        assert view.mirrored is (kind == "camera")
        assert crew.desk.seen is not None
        crew.chooses("done")
        told = (await crew.sees(StaffDevices)).told
        assert told is not None
        assert "清楚" in told.zh
        assert crew.desk.seen is None
        assert not eye.open
        assert SCENE.hex() not in repr(crew.desk)
        assert crew.audit[-1] == ("1002", "device.test", "ok", kind)

    virtually(story())


@pytest.mark.parametrize("how", ["back", "left alone", "unplugged"])
def test_however_it_ends_the_lens_is_dark(tmp_path: Path, how: str) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        eye = FakeEye("unplugged" if how == "unplugged" else None)
        crew.desk.eyes = {"camera": eye}
        await crew.signs_in()
        crew.chooses("test:camera")
        await crew.sees(StaffEye)
        assert eye.open
        if how == "back":
            crew.chooses("back")
        if how == "left alone":
            for _ in range(int(SECONDS // 60) + 1):
                await asyncio.sleep(60)
                crew.stage.touch()
        await crew.sees(StaffDevices)
        assert not eye.open
        assert crew.desk.seen is None
        assert crew.desk.findings["camera"].ok is (how != "unplugged")

    virtually(story())


def test_all_tests_at_once_open_no_lens_on_the_screen(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        eye = FakeEye()
        crew.desk.eyes = {"camera": eye}
        await crew.signs_in()
        crew.chooses("test_all")
        await crew.until(lambda: len(crew.audit) >= 4)
        assert eye.number == 0
        assert "camera" in crew.cabinet.tests

    virtually(story())


async def test_a_real_lens_is_looked_through_and_turned(tmp_path: Path) -> None:
    crew = Crew(tmp_path)
    with MjpegCamera(Scene(4.0), rate=10) as network:
        crew.desk.eyes = {"camera": OpencvCamera(network.url, patience=Patience(open=30, picture=30))}
        looking = asyncio.create_task(looked_through(crew.desk, "camera"))
        async with asyncio.timeout(30):
            while not isinstance(view := crew.stage.now.view, StaffEye) or view.sharp is None:
                await asyncio.sleep(0.05)
        assert not view.sharp
        assert crew.desk.seen is not None
        crew.chooses("done")
        focus = await looking
        assert await asyncio.to_thread(network.gone.wait, 5), "dark"
    assert focus is not None
    assert focus.judgement is Judgement.BLURRED
    assert crew.desk.seen is None
