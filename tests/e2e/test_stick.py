"""Settings saved onto a stick at the desk of one terminal, and taken from it at the desk of another."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.config_file import load
from kiosk.staff.carrying import NO_LINK
from kiosk.staff.config_keeping import ConfigFile
from kiosk.staff.package import ALTERED
from kiosk.staff.stick_desk import NOTHING
from tests.e2e.box import Box
from tests.e2e.test_maintenance import audited, signed_in, staffed
from tests.e2e.test_reload import takes_a_number

KEY = "ab" * 32
SHM = "/dev/shm"  # noqa: S108 another disk than the configuration's, as a stick is


@pytest.fixture
def stick() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=SHM) as folder:
        yield Path(folder)


def terminal(folder: Path, stick: Path) -> Box:
    folder.mkdir(exist_ok=True)
    key = folder / "hall.key"
    key.write_text(KEY)
    key.chmod(0o600)
    return staffed(folder, f'usb_folder = "{stick}"\npackage_key_file = "{key}"\n')


def at_the_stick(box: Box) -> dict[str, Any]:
    box.chooses(signed_in(box), "settings")
    box.chooses(box.sees("staff_settings"), "tab:access")
    return box.sees("staff_settings", tab="access")


@pytest.mark.req("OP-01", "SC-06")
def test_saved_here_taken_there_in_force_at_once_and_undone(tmp_path: Path, stick: Path) -> None:
    with terminal(tmp_path / "a", stick) as box:
        ConfigFile(box.config).set("session.idle_seconds", "90", who="x", at=box.platform.now())
        box.chooses(at_the_stick(box), "act:usb.save")
        told = box.sees("staff_told")
        [file] = stick.iterdir()
        assert file.name in told["lines"][0]["zh"]
        assert "staff.accounts_file" in told["lines"][1]["zh"]
        assert KEY not in file.read_text("utf-8")
        box.chooses(told, "ok")
        box.sees("staff_settings")
        url = box.platform.base_url
    (tmp_path / "b").mkdir()
    with terminal(tmp_path / "b", stick) as box:
        before = box.config.read_text("utf-8")
        box.chooses(at_the_stick(box), "act:usb.take")
        shown = box.sees("staff_import", cabinet=False)
        rows = {row["name"]["zh"]: (row["before"]["zh"], row["after"]["zh"]) for row in shown["data"]["rows"]}
        assert rows["没人操作多久退出"] == ("120 秒", "90 秒")
        assert rows["平台地址"][1] == url
        box.chooses(shown, "take")
        refused = box.sees("staff_settings", error={"zh": NO_LINK.zh, "en": NO_LINK.en})
        assert box.config.read_text("utf-8") == before
        ConfigFile(box.config).set("platform.base_url", url, who="x", at=box.platform.now())
        before = box.config.read_text("utf-8")
        box.chooses(refused, "act:usb.take")
        shown = box.sees("staff_import", cabinet=False)
        assert [row["name"]["zh"] for row in shown["data"]["rows"]] == ["没人操作多久退出"]
        box.chooses(shown, "cabinet")
        with_devices = box.sees("staff_import", cabinet=True)
        assert len(with_devices["data"]["rows"]) == 4, "three ports more"
        box.chooses(with_devices, "hall")
        box.chooses(box.sees("staff_import", cabinet=False), "take")
        assert "保存好了" in box.sees("staff_devices")["data"]["told"]["zh"]
        assert load(box.config).session.idle_seconds == 90
        [(_, change), *_] = ConfigFile(box.config).history()
        assert (change.who, change.source.split()[0]) == ("1003", "K03")
        box.chooses(box.now(), "settings")
        box.chooses(box.sees("staff_settings", can_undo=True), "undo")
        box.sees("staff_devices")
        assert box.config.read_text("utf-8") == before
        actions = audited(box)
    assert {"config.import", "config.set", "config.undo"} <= set(actions)


def test_a_device_in_use_is_tried_on_its_own_port_and_comes_back(tmp_path: Path, stick: Path) -> None:
    with terminal(tmp_path / "a", stick) as box:
        box.chooses(at_the_stick(box), "act:usb.save")
        box.chooses(box.sees("staff_told"), "ok")
        box.chooses(box.sees("staff_settings"), "end_session")
        box.sees("home")
        box.sets("devices.ticket_printer.baud", "9600")
        box.logs("settings.taken_up", part="devices.ticket_printer")
        box.chooses(at_the_stick(box), "act:usb.take")
        shown = box.sees("staff_import", cabinet=False)
        assert shown["data"]["rows"] == []
        box.chooses(shown, "cabinet")
        box.chooses(box.sees("staff_import", cabinet=True), "take")
        assert box.sees("staff_devices")["data"]["told"]["zh"] == "保存好了，已生效，不用重启"
        box.logs("settings.taken_up", 2, part="devices.ticket_printer")
        box.chooses(box.now(), "end_session")
        takes_a_number(box)
        assert len(box.printer.slips) == 1


def test_a_stick_that_is_not_there_or_not_ours_says_so(tmp_path: Path, stick: Path) -> None:
    with terminal(tmp_path / "a", stick) as box:
        box.chooses(at_the_stick(box), "act:usb.take")
        view = box.sees("staff_settings", tab="access", error={"zh": NOTHING.zh, "en": NOTHING.en})
        box.chooses(view, "act:usb.save")
        box.chooses(box.sees("staff_told"), "ok")
        [file] = stick.iterdir()
        plain = json.loads(file.read_text("utf-8"))
        file.write_text(file.read_text("utf-8").replace(plain["signature"][:8], "00000000"), "utf-8")
        box.chooses(box.sees("staff_settings", tab="access"), "act:usb.take")
        view = box.sees("staff_settings", error={"zh": ALTERED.zh, "en": ALTERED.en})
        file.unlink()
        stick.rmdir()
        box.chooses(view, "tab:access")
        gone = box.view(view["seq"])
        assert [c["enabled"] for c in gone["choices"] if c["id"].startswith("act:")] == [False, False]
        stick.mkdir()


@pytest.mark.req("SC-01")
def test_only_an_administrator_has_the_stick(tmp_path: Path, stick: Path) -> None:
    with terminal(tmp_path / "a", stick) as box:
        box.chooses(signed_in(box, "1002"), "settings")
        view = box.sees("staff_settings")
        [access] = [c for c in view["choices"] if c["id"] == "tab:access"]
        assert not access["enabled"]
        assert not [c for c in view["choices"] if c["id"].startswith("act:")]
