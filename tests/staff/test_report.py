"""``report``: what was found, signed and kept; and a day's numbers."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.clock import now
from kiosk.config import Config
from kiosk.config_file import load
from kiosk.hardware.device import DeviceState, DeviceStatus
from kiosk.staff.checks.base import Check
from kiosk.staff.kept_counts import counts_of
from kiosk.staff.readiness import Report, of_devices
from kiosk.staff.report_keeping import KEPT, keep, signature
from kiosk.store.audit_chain import rows_of
from simulator.escpos.printer import EscposPrinter
from simulator.platform.running import RunningPlatform
from tests.documents.papers import text_of
from tests.staff.console import Site
from tests.store.audit_samples import NOW
from tests.store.samples import opened


def test_a_terminal_that_is_ready_says_so_signed_and_kept(tmp_path: Path) -> None:
    printer = EscposPrinter(tmp_path / "ticket")
    with RunningPlatform() as platform:
        tables = f'[devices.ticket_printer]\nport = "{tmp_path}/ticket"\nrequired = true\n'
        site = Site(tmp_path, platform.base_url, secret=platform.secret, tables=tables)
        told = site.json("report", "--pdf", str(tmp_path / "page.pdf"))
        assert told["ready"] is True
        words = text_of((tmp_path / "page.pdf").read_bytes())
        assert "可以投入使用" in words
        assert told["signature"] in words
        assert [row["name"] for row in told["sections"]["devices"]] == ["ticket_printer"]
        assert set(told["sections"]) == {"devices", "storage", "platform and clock", "audit"}
        assert told["signature"] == signature(told, bytes.fromhex(platform.secret))
        assert told["signature"] != signature(told | {"ready": False}, bytes.fromhex(platform.secret))
        [kept] = (site.state / "reports").glob("*.json")
        assert json.loads(kept.read_text("utf-8")) == told
        assert "可以投入使用" in kept.with_suffix(".txt").read_text("utf-8")
        assert kept.stat().st_mode & 0o777 == 0o600
        assert kept.with_suffix(".pdf").read_bytes() == (tmp_path / "page.pdf").read_bytes()
        printer.faults.paper_out = True
        text = site.tells("report", status=1)
    printer.close()
    assert "NOT READY" in text
    assert "X   ticket_printer: online, paper out" in text
    done = [link.members() for link in rows_of(site.state)]
    made = [(each["result"], each["actor_role"]) for each in done if each["action"] == "report.made"]
    assert made == [("ok", "maintenance"), ("failed", "maintenance")]


def test_a_page_that_cannot_be_written_is_told_and_the_report_is_kept(site: Site) -> None:
    done = site.does("report", "--pdf", str(site.folder / "gone" / "page.pdf"))
    assert done.returncode == 1
    assert "no page: " in done.stderr
    assert len(list((site.state / "reports").glob("*.json"))) == 1


def test_a_terminal_that_was_never_activated_reports_unsigned(site: Site) -> None:
    site.secret.unlink()
    told = site.json("report", status=1)
    assert (told["ready"], told["signature"]) == (False, "")


def test_a_tampered_chain_makes_a_terminal_unready(site: Site) -> None:
    site.tells("config", "set", "session.idle_seconds", "90")
    with closing(sqlite3.connect(site.state / "audit.db", isolation_level=None)) as db:
        db.executescript("DROP TRIGGER never_changed; UPDATE chain SET text = replace(text, 'ok', 'ko')")
    told = site.json("report", status=1)
    assert told["sections"]["audit"] == [
        {
            "name": "audit chain",
            "state": "bad",
            "says": "record 1: edited",
            "mend": "run_kiosk.py log verify",
            "says_zh": "第 1 条起不对：edited",
        }
    ]


def test_a_device_that_must_be_there_is_bad_and_another_is_a_warning(site: Site) -> None:
    site.config.write_text(
        site.config.read_text()
        + "[devices.id_card]\nrequired = true\n[devices.ticket_printer]\n[devices.code_scanner]\n"
    )
    config: Config = load(site.config, files_must_exist=False)
    lost, online = DeviceStatus(DeviceState.NO_DEVICE, code="unplugged"), DeviceStatus(DeviceState.ONLINE)
    told = of_devices({"id_card": lost, "ticket_printer": lost, "code_scanner": online}, config)
    assert [check.state for check in told] == ["bad", "warn", "ok"]


def test_old_reports_go_when_there_are_very_many(tmp_path: Path) -> None:
    def at(minute: int) -> Report:
        check = Check("x", "ok", "well")
        return Report("K03", "大厅", NOW + timedelta(minutes=minute), {"storage": [check]}, {})

    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(KEPT):
        (folder / f"readiness-20250101-{number:06}.json").write_text("{}")
    keep(at(0), tmp_path, None)
    left = sorted(file.name for file in folder.glob("*.json"))
    assert len(left) == KEPT
    assert left[0].endswith("000001.json")
    assert left[-1] == "readiness-20260312-102405.json"


@pytest.mark.req("OP-02")
async def test_a_days_numbers_are_told_and_name_nobody(site: Site) -> None:
    async with opened(site.state) as store:
        await store.counts.add(now().date(), {"check_in_started": 3, "check_in_finished": 2})
        await store.counts.add(NOW.date(), {"sessions": 7})
        assert counts_of(site.state, NOW.date()) == {"sessions": 7}, "beside who writes"
    assert site.tells("report", "--day", "2026-03-12") == "2026-03-12\n      7  sessions\n"
    assert site.json("report", "--day", f"{now():%Y-%m-%d}") == {
        "check_in_finished": 2,
        "check_in_started": 3,
    }
    assert "nothing was counted" in site.tells("report", "--day", "2020-01-01")
    assert site.does("report", "--day", "today").returncode == 2
