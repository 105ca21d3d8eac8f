"""A maintenance visit on the whole terminal: in by number and PIN, tests, a setting, report, log, out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.personal import Personal
from kiosk.staff.accounts_file import add_account
from kiosk.staff.roles import Role
from tests.e2e.box import ROOT, Box

PIN = "739152"


def staffed(folder: Path, more: str = "") -> Box:
    """``more``: lines of ``[staff]``, and tables behind it."""
    add_account(folder / "staff.toml", "1003", "李示例", Role.ADMINISTRATOR, Personal(PIN))
    add_account(folder / "staff.toml", "1002", "王示例", Role.MAINTENANCE, Personal(PIN))
    return Box(folder, tables=f'[staff]\naccounts_file = "{folder}/staff.toml"\n{more}')


def signed_in(box: Box, number: str = "1003") -> dict[str, Any]:
    home = box.sees("home")
    box.chooses(home, "maintenance")
    door = box.sees("staff_sign_in")
    box.answers(door, "next", number=number, pin=PIN)
    return box.sees("staff_devices")


def audited(box: Box) -> list[str]:
    """The actions on the chain, once it was proven whole by the real command."""
    line = [sys.executable, str(ROOT / "run_kiosk.py")]
    config = ["--config", str(box.config)]
    proof = subprocess.run([*line, "log", "verify", *config], capture_output=True, text=True, check=False)
    assert proof.returncode == 0, proof.stdout + proof.stderr
    folder = box.folder / "export"
    subprocess.run([*line, "log", "export", str(folder), *config], capture_output=True, check=True)
    rows = [json.loads(row) for row in (folder / "audit.jsonl").read_text("utf-8").splitlines()]
    return [str(json.loads(row["text"])["action"]) for row in rows]


@pytest.mark.req("OP-01", "SC-01")
def test_a_maintenance_visit_from_door_to_door(tmp_path: Path) -> None:
    with staffed(tmp_path) as box:
        box.status_shows("ticket_printer", device="online")
        desk = signed_in(box)
        assert desk["session"]["who"] == "李示例（管理员）"
        assert {one["kind"] for one in desk["data"]["devices"]} >= {"id_card", "ticket_printer", "network"}
        slips = len(box.printer.slips)
        box.chooses(desk, "test:ticket_printer")
        desk = _told(box, desk)
        box.chooses(desk, "test:network")
        desk = _told(box, desk)
        assert "毫秒" in desk["data"]["told"]["zh"]
        before = box.config.read_text("utf-8")
        box.chooses(desk, "settings")
        settings = box.sees("staff_settings")
        box.chooses(settings, "more:session.idle_seconds")
        box.chooses(box.sees("staff_settings", changes=1), "save")
        box.sees("staff_devices")
        assert "130" in box.config.read_text("utf-8")
        box.chooses(box.now(), "settings")
        box.chooses(box.sees("staff_settings", can_undo=True), "undo")
        box.sees("staff_devices")
        assert box.config.read_text("utf-8") == before
        box.chooses(box.now(), "report")
        report = box.sees("staff_report", busy=False)
        kept = Path(report["data"]["kept"])
        assert json.loads(kept.read_text("utf-8"))["signature"]
        assert kept.with_suffix(".pdf").read_bytes().startswith(b"%PDF-")
        box.chooses(report, "print")
        report = box.sees(
            "staff_report", busy=False, told={"zh": "检查单打好了", "en": "The report is printed"}
        )
        assert any("就绪检查单" in line for line in box.printer.slips[-1].lines)
        box.chooses(report, "ok")
        box.chooses(box.sees("staff_devices"), "logs")
        log = box.sees("staff_logs")
        assert log["data"]["entries"]
        box.chooses(log, "end_session")
        box.sees("home")
        assert not box.now()["session"]["signed_in"]
        assert len(box.printer.slips) >= slips
        actions = audited(box)
    assert {
        "staff.sign_in",
        "device.test",
        "config.set",
        "config.undo",
        "report.made",
        "report.printed",
    } <= set(actions)


@pytest.mark.req("OP-01")
def test_the_desk_stays_shut_to_a_wrong_pin(tmp_path: Path) -> None:
    with staffed(tmp_path) as box:
        box.chooses(box.sees("home"), "maintenance")
        door = box.sees("staff_sign_in")
        for pin in (*["000000"] * 4, PIN):
            box.answers(door, "next", number="1003", pin=pin)
            door = box.view(door["seq"])
            assert door["view"] == "staff_sign_in"
        assert "分钟" in door["fields"][1]["error"]["zh"], "the right PIN comes too late"
        box.chooses(door, "leave")
        box.sees("home")


def _told(box: Box, before: dict[str, Any]) -> dict[str, Any]:
    """The desk again, with what a test came to."""
    view = box.view(before["seq"])
    while view["view"] != "staff_devices" or view["data"]["testing"] or not view["data"]["told"]:
        view = box.view(view["seq"])
    return view
