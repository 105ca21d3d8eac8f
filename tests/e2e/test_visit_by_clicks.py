"""A maintenance visit by real clicks on the real window: three people, seven devices, a report, a log."""

from __future__ import annotations

import hashlib
import json
import tomllib
import zipfile
from pathlib import Path

import pytest

from simulator.demo import display, visit
from simulator.demo.programs import KIOSK, answer
from tests.documents.papers import text_of

pytestmark = pytest.mark.xdist_group("visit")


@pytest.mark.req("OP-01", "SC-01", "SC-06")
def test_a_maintenance_visit_by_clicks(tmp_path: Path) -> None:
    (tmp_path / "box").mkdir()
    with (
        display.own_screen(tmp_path / "xvfb.out") as screen,
        visit.site(tmp_path / "box", screen) as here,
    ):
        before = here.config.read_text("utf-8")
        visit.sign_in(here, "1002")
        kinds = visit.test_devices(here)
        assert kinds == [
            "code_scanner",
            "document_printer",
            "id_card",
            "microphone",
            "network",
            "speaker",
            "ticket_printer",
        ]
        assert len(here.cups.papers) == len(here.box.printer.slips) == 1, "each printer tried on paper"
        visit.leave(here)

        visit.sign_in(here, "1002")
        visit.test_glass(here)
        visit.leave(here)

        visit.sign_in(here, "1003")
        visit.change_a_setting(here)
        assert tomllib.loads(here.config.read_text("utf-8"))["session"]["idle_seconds"] == 130
        visit.undo_it(here)
        assert here.config.read_text("utf-8") == before
        kept = visit.report(here)
        _is_on_paper(here.cups.papers[-1].pdf, kept)
        visit.leave(here)

        visit.sign_in(here, "1004")
        packed = visit.export_log(here)
        visit.thrown_out(here)
        assert not here.finger.screen("attract").says(visit.NAME)
        _is_proven(packed, here.config, tmp_path / "log")


def _is_on_paper(pdf: bytes, kept: Path) -> None:
    """The page that the printer got is the one that was kept, and tells of this very file."""
    told = json.loads(kept.read_text("utf-8"))
    words = text_of(pdf)
    assert ("可以投入使用" in words) is told["ready"] is True
    assert kept.name in words
    assert hashlib.new("sm3", kept.read_bytes()).hexdigest() in words
    assert told["signature"] in words
    assert pdf == kept.with_suffix(".pdf").read_bytes()
    assert {check["name"] for check in told["sections"]["devices"]} == {
        "code_scanner",
        "document_printer",
        "id_card",
        "microphone",
        "speaker",
        "ticket_printer",
    }


def _is_proven(packed: Path, config: Path, folder: Path) -> None:
    """``log verify`` proves what was taken along, and who did what stands in it."""
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder)
    answer((*KIOSK, "log", "verify", str(folder), "--config", str(config)))
    rows = [
        json.loads(json.loads(row)["text"])
        for row in (folder / "audit.jsonl").read_text("utf-8").splitlines()
    ]
    done = {(row.get("actor_ref"), row["action"]) for row in rows}
    assert {
        ("1002", "device.test"),
        ("1003", "config.set"),
        ("1003", "config.undo"),
        ("1003", "report.made"),
        ("1003", "report.printed"),
        ("1004", "staff.sign_in"),
    } <= done
