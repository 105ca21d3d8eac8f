"""Settings at the desk: tried, kept whole, undone; a wrong one is refused and the old file stands."""

from __future__ import annotations

import asyncio
import tomllib
from pathlib import Path
from typing import Any

import pytest

from kiosk.config import Config
from kiosk.config_changes import Taken
from kiosk.config_file import judge, load
from kiosk.domain.words import Text
from kiosk.journeys.views import Home
from kiosk.journeys.views.staff import StaffDevices, StaffPick, StaffSettings
from kiosk.staff.settings import SettingsDesk
from kiosk.staff.settings_rows import NUMBERS, settings
from kiosk.staff.toml_line import changed
from tests.staff.crew import Crew

FILE = """# what hall staff wrote
[terminal]
id = "K03"
hall = { zh = "云溪区政务服务大厅" }
[session]
idle_seconds = 120  # a comment that stays
[platform]
base_url = "http://127.0.0.1:9/kiosk/v1"
app_id = "hall-kiosk"
device_id = "K03"
secret_file = "/etc/kiosk/secret"
[devices.code_scanner]
port = "/dev/kiosk-qr"
"""
REFUSED = Text("没保存：/dev/null 试过了，用不了")


class Clerk(Crew):
    """An administrator before a real file."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.file = folder / "kiosk.toml"
        self.file.write_text(FILE, "utf-8")
        self.tried: list[str] = []
        self.wrong: Text | None = None
        self.effect: list[Config] = []

        async def try_(config: Config, kind: str) -> Text | None:
            self.tried.append(f"{kind} {getattr(config.devices, kind).port}")
            return self.wrong

        self.takes = 0.0
        """Seconds until a change is in force."""

        async def take_up(config: Config) -> Taken:
            await asyncio.sleep(self.takes)
            self.effect.append(config)
            return self.taken

        self.taken = Taken()
        self.desk.settings = SettingsDesk(self.file, try_, self.desk.witness, self.hall.clock, take_up)

    def value(self, *path: str) -> Any:
        found: Any = tomllib.loads(self.file.read_text("utf-8"))
        for part in path:
            found = found[part]
        return found

    async def opens(self, tab: str = "use") -> StaffSettings:
        await self.signs_in("1003")
        self.chooses("settings")
        await self.sees(StaffSettings)
        self.chooses(f"tab:{tab}")
        return await self.sees(StaffSettings)

    async def presses(self, choice: str) -> StaffSettings:
        self.chooses(choice)
        return await self.sees(StaffSettings)


def test_a_number_is_changed_kept_and_undone(tmp_path: Path) -> None:
    async def story() -> None:
        clerk = Clerk(tmp_path)
        await clerk.opens()
        view = await clerk.presses("more:session.idle_seconds")
        row = next(row for row in view.rows if row.key == "session.idle_seconds")
        assert (row.value.zh, row.changed, view.changes) == ("130 秒", True, 1)
        assert clerk.file.read_text("utf-8") == FILE, "nothing counts before it is kept"
        clerk.chooses("save")
        await clerk.until(lambda: clerk.effect)
        await clerk.sees(StaffDevices)
        assert clerk.value("session", "idle_seconds") == 130
        assert "# a comment that stays" in clerk.file.read_text("utf-8")
        assert ("1003", "config.set", "ok", "session.idle_seconds") in clerk.audit
        clerk.chooses("settings")
        await clerk.sees(StaffSettings)
        clerk.chooses("undo")
        await clerk.until(lambda: len(clerk.effect) == 2)
        assert clerk.file.read_text("utf-8") == FILE
        assert ("1003", "config.undo", "ok", "session.idle_seconds") in clerk.audit

    asyncio.run(story())  # real time: files are written in threads


def test_what_is_written_is_brought_into_force_even_if_they_sign_out_meanwhile(tmp_path: Path) -> None:
    async def story() -> None:
        clerk = Clerk(tmp_path)
        clerk.takes = 0.5
        await clerk.opens()
        await clerk.presses("more:session.idle_seconds")
        clerk.chooses("save")
        await clerk.until(lambda: clerk.value("session", "idle_seconds") == 130)
        clerk.chooses("end_session")
        await clerk.sees(Home)
        assert [config.session.idle_seconds for config in clerk.effect] == [130]

    asyncio.run(story())  # real time: files are written in threads


def test_what_was_not_kept_is_dropped(tmp_path: Path) -> None:
    async def story() -> None:
        clerk = Clerk(tmp_path)
        await clerk.opens()
        await clerk.presses("more:session.idle_seconds")
        clerk.chooses("back")
        await clerk.sees(StaffDevices)
        clerk.chooses("settings")
        view = await clerk.sees(StaffSettings)
        assert view.changes == 0
        assert clerk.file.read_text("utf-8") == FILE

    asyncio.run(story())


def test_a_port_that_does_not_open_is_refused_and_the_old_file_stands(tmp_path: Path) -> None:
    async def story() -> None:
        clerk = Clerk(tmp_path)
        clerk.wrong = REFUSED
        await clerk.opens("devices")
        clerk.chooses("pick:devices.code_scanner.port")
        pick = await clerk.sees(StaffPick)
        assert pick.value == "/dev/kiosk-qr"
        clerk.chooses(pick.offered[0].id)
        await clerk.sees(StaffSettings)
        view = await clerk.presses("save")
        assert view.error == REFUSED
        assert clerk.tried == ["code_scanner /dev/kiosk-qr"]
        assert clerk.file.read_text("utf-8") == FILE
        assert clerk.effect == []
        assert ("1003", "config.set", "refused", None) in clerk.audit
        clerk.wrong = None
        clerk.chooses("save")
        await clerk.until(lambda: clerk.effect)

    asyncio.run(story())


def test_a_service_is_switched_off_and_the_file_says_so(tmp_path: Path) -> None:
    async def story() -> None:
        clerk = Clerk(tmp_path)
        await clerk.opens("services")
        view = await clerk.presses("flip:services.offer.track")
        assert not next(row for row in view.rows if row.key.endswith(".track")).on
        clerk.chooses("save")
        await clerk.until(lambda: clerk.effect)
        assert "track" not in clerk.value("services", "offer")
        assert "check_in" in clerk.value("services", "offer")
        assert "track" not in clerk.effect[0].services.offer

    asyncio.run(story())


def test_a_file_somebody_else_broke_is_refused_not_overwritten(tmp_path: Path) -> None:
    async def story() -> None:
        clerk = Clerk(tmp_path)
        await clerk.opens()
        await clerk.presses("more:session.idle_seconds")
        broken = FILE.replace('id = "K03"', 'id = "no blanks"')
        clerk.file.write_text(broken, "utf-8")
        clerk.chooses("save")
        await clerk.until(lambda: any(entry[2] == "refused" for entry in clerk.audit))
        assert clerk.file.read_text("utf-8") == broken

    asyncio.run(story())


@pytest.mark.parametrize(
    ("number", "tabs"), [("1002", {"devices"}), ("1003", {"use", "devices", "network", "services", "access"})]
)
def test_a_role_sees_what_it_may_change(tmp_path: Path, number: str, tabs: set[str]) -> None:
    async def story() -> None:
        clerk = Clerk(tmp_path)
        await clerk.signs_in(number)
        clerk.chooses("settings")
        view = await clerk.sees(StaffSettings)
        assert {tab.id.removeprefix("tab:") for tab in view.tabs if tab.enabled} == tabs

    asyncio.run(story())


def test_every_number_stays_within_what_the_file_allows(tmp_path: Path) -> None:
    clerk_file = tmp_path / "kiosk.toml"
    clerk_file.write_text(FILE, "utf-8")
    assert {one.key for one in settings(load(clerk_file, files_must_exist=False))} >= {n.key for n in NUMBERS}
    for one in NUMBERS:
        for value in (one.least, one.most):
            judge(changed(FILE, one.key, value), "kiosk.toml", files_must_exist=False)
