"""The touch screen's test as staff do it: what comes of the cells and crosses that were felt."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from kiosk.journeys.stage import ChoiceDisabled
from kiosk.journeys.views.staff import StaffDevices, StaffTold
from kiosk.journeys.views.touch import StaffTouchAim, StaffTouchSweep
from kiosk.staff.desk import Glass
from kiosk.staff.readiness import by_hand
from kiosk.staff.touch_test import CROSSES, LIMIT_SECONDS
from tests.fakes import NOW, virtually
from tests.staff.crew import Crew

PORTRAIT = Glass(21.5, landscape=False)
MM = PORTRAIT.size_mm
WHOLE = "1" * 144


def hits(view: StaffTouchAim, off_mm: float) -> str:
    return ";".join(f"{x + off_mm / MM[0]:.5f},{y:.5f}" for x, y in view.crosses)


async def begun(folder: Path, number: str = "1002") -> Crew:
    crew = Crew(folder)
    crew.desk.glass = PORTRAIT
    await crew.signs_in(number)
    crew.chooses("test:touch")
    return crew


@pytest.mark.parametrize(("off", "ok"), [(0.0, True), (3.0, True), (14.0, False)])
def test_a_live_glass_is_judged_by_how_far_beside_it_feels(tmp_path: Path, off: float, ok: bool) -> None:
    async def story() -> None:
        crew = await begun(tmp_path)
        await crew.sees(StaffTouchSweep)
        crew.chooses("done", touched=WHOLE)
        aim = await crew.sees(StaffTouchAim)
        assert aim.crosses == CROSSES
        crew.chooses("done", hits=hits(aim, off))
        await crew.sees(StaffTold)
        crew.chooses("ok")
        await crew.sees(StaffDevices)
        finding = crew.desk.findings["touch"]
        assert finding.ok is ok
        assert f"最多 {off:.1f} 毫米" in finding.facts[1].zh
        assert crew.audit[-1] == ("1002", "device.test", "ok" if ok else "failed", "touch")

    virtually(story())


@pytest.mark.req("OP-01")
def test_dead_zones_are_named_and_no_cross_is_put_on_one(tmp_path: Path) -> None:
    async def story() -> None:
        crew = await begun(tmp_path)
        await crew.sees(StaffTouchSweep)
        signs = list(WHOLE)
        signs[0] = signs[1 * 9 + 4] = "0"  # row 1 column 1, where the first cross would be; row 2 column 5
        crew.chooses("done", touched="".join(signs))
        aim = await crew.sees(StaffTouchAim)
        assert aim.crosses == CROSSES[1:]
        crew.chooses("done", hits=hits(aim, 1.0))
        told = await crew.sees(StaffTold)
        assert [line.zh for line in told.detail[:2]] == ["144 格里 2 格没反应", "1 行 1 列、2 行 5 列"]
        crew.chooses("ok")
        view = await crew.sees(StaffDevices)
        (check,) = by_hand(crew.desk.findings, NOW.date())
        assert check.state == "warn"
        assert "2 of 144 zones dead; row 1 column 1, row 2 column 5" in check.says
        assert "7/7" in check.says
        card = next(one for one in view.devices if one.kind == "touch")
        assert card.state == "attention"

    virtually(story())


@pytest.mark.parametrize("answer", ["", "nonsense", ";;", "1,2,3", "nan,nan"])
def test_what_is_no_hit_is_none(tmp_path: Path, answer: str) -> None:
    async def story() -> None:
        crew = await begun(tmp_path)
        await crew.sees(StaffTouchSweep)
        crew.chooses("done", touched=WHOLE)
        await crew.sees(StaffTouchAim)
        crew.chooses("done", hits=answer)
        await crew.sees(StaffTold)
        crew.chooses("back")
        await crew.sees(StaffDevices)
        assert not crew.desk.findings["touch"].ok

    virtually(story())


def test_a_glass_that_feels_nothing_has_no_cross_to_hit(tmp_path: Path) -> None:
    async def story() -> None:
        crew = await begun(tmp_path)
        await crew.sees(StaffTouchSweep)
        crew.chooses("done")
        await crew.sees(StaffTold)
        crew.chooses("ok")
        await crew.sees(StaffDevices)
        finding = crew.desk.findings["touch"]
        assert not finding.ok
        assert "144 格里 144 格没反应" in finding.facts[0].zh

    virtually(story())


def test_a_front_end_that_never_answers_is_given_up(tmp_path: Path) -> None:
    async def story() -> None:
        crew = await begun(tmp_path)
        await crew.sees(StaffTouchSweep)
        for _ in range(int(LIMIT_SECONDS // 60) + 1):
            await asyncio.sleep(60)
            crew.stage.touch()
        told = await crew.sees(StaffTold)
        assert told.detail[0].zh == "没有测完"

    virtually(story())


@pytest.mark.req("SC-01")
@pytest.mark.parametrize("kind", ["touch", "camera", "id_card", "code_scanner", "network"])
@pytest.mark.parametrize(
    ("number", "may"), [("1001", False), ("1002", True), ("1003", True), ("1004", False)]
)
def test_only_maintenance_and_administrators_test(tmp_path: Path, kind: str, number: str, may: bool) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        crew.desk.glass = PORTRAIT
        view = await crew.signs_in(number)
        choice = view.choice(f"test:{kind}")
        assert choice is not None
        assert choice.enabled is may
        if not may:
            with pytest.raises(ChoiceDisabled):
                crew.chooses(choice.id)

    virtually(story())


def test_a_terminal_without_a_touch_screen_has_no_such_test(tmp_path: Path) -> None:
    async def story() -> None:
        view = await Crew(tmp_path).signs_in()
        assert view.choice("test:touch") is None

    virtually(story())
