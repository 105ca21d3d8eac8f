"""Every role before every action at the desk: it is done, or greyed with the reason and refused."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from kiosk.config_changes import Taken
from kiosk.config_file import load
from kiosk.domain.words import Text
from kiosk.journeys.stage import ChoiceDisabled, UnknownChoice
from kiosk.journeys.view import View
from kiosk.journeys.views import Home
from kiosk.journeys.views.staff import StaffDevices, StaffLogs, StaffSettings
from kiosk.staff.accounts import Account
from kiosk.staff.config_keeping import ConfigFile
from kiosk.staff.readiness import Report
from kiosk.staff.readying import Made
from kiosk.staff.roles import Role
from kiosk.staff.settings import SettingsDesk
from kiosk.staff.settings_rows import settings
from kiosk.staff.stick_desk import StickDesk
from tests.fakes import NOW, virtually
from tests.staff.crew import NUMBERS
from tests.staff.test_settings import Clerk

DESK = {  # hall staff, maintenance, administrator, auditor
    "supplies": "yyy-",
    "logs": "-yyy",
    "settings": "-yy-",
    "close": "yyy-",
    "report": "yyy-",
    "restart": "yyy-",
    "test_all": "-yy-",
    "test:*": "-yy-",
}
SETTINGS = {"tab:use": "-", "tab:devices": "y", "tab:network": "-", "tab:services": "-", "tab:access": "-"}
"""For maintenance; an administrator has all of them, the others none."""
NUMBER_OF = {role: number for number, role in NUMBERS.items()}
ROLES = pytest.mark.parametrize(("column", "role"), list(enumerate(Role)))


class Furnished(Clerk):
    """A desk on which nothing is missing."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)

        async def exported(_account: Account) -> tuple[Text, ...]:
            return (Text("写好了"),)

        async def reported() -> Made:
            return Made(Report("K03", "云溪区政务服务大厅", NOW, {}, {}), None)

        self.desk.export, self.desk.report = exported, reported


def action_of(choice: str) -> str:
    return "test:*" if choice.startswith("test:") else choice


def refuses(crew: Furnished, view: View, choice: str) -> None:
    [offered] = [one for one in view.choices if one.id == choice]
    assert not offered.enabled
    assert offered.why_not is not None
    with pytest.raises(ChoiceDisabled):
        crew.chooses(choice)


@pytest.mark.req("SC-01")
@ROLES
def test_every_action_at_the_desk(tmp_path: Path, column: int, role: Role) -> None:
    async def story() -> None:
        crew = Furnished(tmp_path)
        view = await crew.signs_in(NUMBER_OF[role])
        assert {action_of(one.id) for one in view.choices} == set(DESK)
        for one in view.choices:
            if DESK[action_of(one.id)][column] == "y":
                assert one.enabled, one.id
            else:
                refuses(crew, view, one.id)

    virtually(story())


@pytest.mark.req("SC-01")
@pytest.mark.parametrize(
    ("role", "action"),
    [
        (role, action)
        for action, yes in DESK.items()
        for role, may in zip(Role, yes, strict=True)
        if may == "y" and action != "test:*"
    ],
)
def test_what_a_role_may_do_is_done_and_written_down(tmp_path: Path, role: Role, action: str) -> None:
    deed = {
        "logs": "log.read",
        "close": "terminal.close",
        "report": "report.made",
        "restart": "terminal.restart",
        "test_all": "device.test",
    }.get(action)

    async def story() -> None:
        crew = Furnished(tmp_path)
        await crew.signs_in(NUMBER_OF[role])
        crew.chooses(action)
        if deed is None:
            await crew.until(lambda: not isinstance(crew.stage.now.view, StaffDevices | Home))
        else:
            await crew.until(lambda: (NUMBER_OF[role], deed) in {entry[:2] for entry in crew.audit})

    virtually(story())


@pytest.mark.req("SC-01")
@pytest.mark.parametrize("role", [Role.MAINTENANCE, Role.ADMINISTRATOR, Role.AUDITOR])
def test_only_an_auditor_takes_logs_away(tmp_path: Path, role: Role) -> None:
    async def story() -> None:
        crew = Furnished(tmp_path)
        await crew.signs_in(NUMBER_OF[role])
        crew.chooses("logs")
        view = await crew.sees(StaffLogs)
        if role is Role.AUDITOR:
            crew.chooses("export")
        else:
            refuses(crew, view, "export")

    virtually(story())


@pytest.mark.req("SC-01")
@pytest.mark.parametrize("role", [Role.MAINTENANCE, Role.ADMINISTRATOR])
def test_every_tab_of_the_settings(tmp_path: Path, role: Role) -> None:
    async def story() -> None:
        crew = Furnished(tmp_path)
        await crew.signs_in(NUMBER_OF[role])
        crew.chooses("settings")
        view = await crew.sees(StaffSettings)
        assert {one.id for one in view.tabs} == set(SETTINGS)
        for one in view.tabs:
            assert one.enabled is (role is Role.ADMINISTRATOR or SETTINGS[one.id] == "y"), one.id
        rows = {row.key for row in view.rows}
        wanted = "use" if role is Role.ADMINISTRATOR else "devices"
        assert rows == {
            one.key for one in settings(load(crew.file, files_must_exist=False)) if one.tab == wanted
        }

    virtually(story())


@pytest.mark.req("SC-01")
@pytest.mark.parametrize(
    ("key", "value", "mine"),
    [
        ("consumables.a4_tray_pages", "300", True),
        ("devices.code_scanner.port", "/dev/kiosk-qr2", True),
        ("session.idle_seconds", "90", False),
        ("services.offer", '["check_in"]', False),
        ("platform.base_url", "http://127.0.0.1:8/kiosk/v1", False),
    ],
)
def test_maintenance_does_not_undo_what_it_could_not_have_done(
    tmp_path: Path, key: str, value: str, *, mine: bool
) -> None:
    async def story() -> None:
        crew = Furnished(tmp_path)
        ConfigFile(crew.file).set(key, value, who="1003", at=NOW)
        for number, may in ((NUMBER_OF[Role.MAINTENANCE], mine), (NUMBER_OF[Role.ADMINISTRATOR], True)):
            await crew.signs_in(number)
            crew.chooses("settings")
            assert (await crew.sees(StaffSettings)).can_undo is may
            crew.chooses("end_session")
            await crew.sees(Home)

    virtually(story())


@pytest.mark.parametrize(
    ("taken", "told"),
    [
        (Taken(), "保存好了，已生效，不用重启"),
        (Taken(restart=("terminal.languages",)), "保存好了。点“重启”才生效：terminal.languages"),
        (
            Taken(failed={"devices.ticket_printer": "port_missing"}),
            "保存好了，但还用着原来的：小票打印机。机器会自己再试。",
        ),
    ],
)
def test_staff_hear_what_is_in_force(tmp_path: Path, taken: Taken, told: str) -> None:
    async def story() -> None:
        crew = Furnished(tmp_path)
        crew.taken = taken
        await crew.signs_in(NUMBER_OF[Role.MAINTENANCE])
        crew.chooses("settings")
        await crew.sees(StaffSettings)
        crew.chooses("more:consumables.a4_tray_pages")
        await crew.sees(StaffSettings)
        crew.chooses("save")
        heard = (await crew.sees(StaffDevices)).told
        assert heard is not None
        assert heard.zh == told

    asyncio.run(story())  # real time: files are written in threads


@pytest.mark.req("SC-01")
@pytest.mark.parametrize("role", [Role.MAINTENANCE, Role.ADMINISTRATOR])
@pytest.mark.parametrize(("act", "action"), [("usb.save", "config.export"), ("usb.take", "config.import")])
def test_only_an_administrator_takes_settings_along_or_brings_them(
    tmp_path: Path, role: Role, act: str, action: str
) -> None:
    async def story() -> None:
        crew = Furnished(tmp_path)
        secret = tmp_path / "secret"
        secret.write_text("0f" * 32)
        secret.chmod(0o600)
        text = crew.file.read_text("utf-8").replace("/etc/kiosk/secret", str(secret))
        crew.file.write_text(text + '[staff]\nusb_folder = "/proc"\n', "utf-8")
        work = crew.desk.settings
        assert isinstance(work, SettingsDesk)
        work.stick = StickDesk(
            crew.file, Path("/proc"), crew.file, work.tried, work.take_up, work.witness, work.clock
        )
        await crew.signs_in(NUMBER_OF[role])
        crew.chooses("settings")
        view = await crew.sees(StaffSettings)
        if role is Role.MAINTENANCE:
            refuses(crew, view, "tab:access")
            with pytest.raises(UnknownChoice):
                crew.chooses(f"act:{act}")
            return
        crew.chooses("tab:access")
        await crew.sees(StaffSettings)
        crew.chooses(f"act:{act}")
        await crew.until(lambda: isinstance(view := crew.stage.now.view, StaffSettings) and view.error)
        if action == "config.export":
            assert (NUMBER_OF[role], action, "refused", None) in crew.audit, "that folder takes no file"

    asyncio.run(story())  # real time: files are written in threads
