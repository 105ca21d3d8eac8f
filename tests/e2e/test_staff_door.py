"""The door to the desk on the whole terminal: a PIN search is told of, staff come and go at run time."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from kiosk.domain.personal import Personal
from kiosk.staff.accounts_file import add_account
from kiosk.staff.roles import Role
from tests.e2e.box import ROOT, Box

PIN = "739152"


def staffed(folder: Path) -> Box:
    add_account(folder / "staff.toml", "1003", "李示例", Role.ADMINISTRATOR, Personal(PIN))
    return Box(
        folder,
        tables=f'[staff]\naccounts_file = "{folder}/staff.toml"\n',
        platform_db=f"{folder}/platform.db",
    )


def knocks(box: Box) -> None:
    """The long press on the mark; home may be drawn anew just then."""
    while box.now()["view"] != "staff_sign_in":
        body = {"seq": box.sees("home")["seq"], "choice": "maintenance"}
        if box.api.post("/v1/answer", json=body).status_code == httpx.codes.NO_CONTENT:
            box.sees("staff_sign_in")


def heard(folder: Path, action: str) -> list[dict[str, object]]:
    """What the platform's own database has of this deed."""
    with sqlite3.connect(f"file:{folder}/platform.db?mode=ro", uri=True) as db:
        rows = db.execute("SELECT body FROM journal WHERE kind = 'audit'").fetchall()
    return [event for (row,) in rows if (event := json.loads(row))["action"] == action]


@pytest.mark.req("SC-01", "SC-06")
def test_a_search_for_pins_reaches_the_platform_though_nobody_visits(tmp_path: Path) -> None:
    with staffed(tmp_path) as box:
        knocks(box)
        door = box.sees("staff_sign_in")
        for pin in ("000000", "000001", "000002", "000003", PIN):
            box.answers(door, "next", number="1003", pin=pin)
            door = box.view(door["seq"])
        assert "分钟" in door["fields"][1]["error"]["zh"]
        box.platform_hears("staff.lock_out")
        [event] = heard(tmp_path, "staff.lock_out")
        assert (event["object"], event["result"], event["actor_role"]) == ("1003", "refused", "system")
        box.heartbeat_counts("staff_lock_outs", 1)
        assert PIN not in box.log()


@pytest.mark.req("SC-07")
def test_staff_added_and_removed_by_the_command_come_and_go_without_a_restart(tmp_path: Path) -> None:
    def command(*words: str, said: str = "") -> None:
        line = [sys.executable, str(ROOT / "run_kiosk.py"), "staff", *words, "--config", str(box.config)]
        subprocess.run(line, input=said, text=True, capture_output=True, check=True)

    with staffed(tmp_path) as box:
        command("add", "1004", "王示例", "auditor", said="486201\n486201\n")
        knocks(box)
        door = box.sees("staff_sign_in")
        box.answers(door, "next", number="1004", pin="486201")
        assert box.sees("staff_devices")["session"]["who"] == "王示例（审计）"
        command("remove", "1004")
        told = box.sees("staff_told")
        assert not told["session"]["signed_in"]
        box.chooses(told, "ok")
        knocks(box)
        door = box.sees("staff_sign_in")
        box.answers(door, "next", number="1004", pin="486201")
        assert box.view(door["seq"])["view"] == "staff_sign_in"
