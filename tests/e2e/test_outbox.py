"""Something handed in while the line is down: kept, told truthfully, delivered once when it is back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.box import Box

OPERATION = "createCannotBeDoneReport"


def reports(box: Box) -> list[int]:
    return [r["status"] for r in box.platform.requests(OPERATION) if r["status"] == 201]


@pytest.mark.req("DX-08", "CH-01")
def test_kept_here_told_so_and_delivered_once_after_a_restart(tmp_path: Path) -> None:
    with Box(tmp_path) as box:
        prompt = box.begins_check_in()
        box.platform.fault("*", "close", times=None)
        box.chooses(prompt, "walk_in")
        box.chooses(box.sees("fault"), "cannot_be_done")
        result = box.sees("submission_result")
        data = result["data"]
        assert (data["accepted"], data["case_no"], data["receipt_no"]) == (False, None, None)
        assert data["holding_no"].startswith("暂K03-")
        assert "没收到" in "".join(line["zh"] for line in result["lines"])
        status = box.status()
        assert status["outbox"]["depth"] == 1
        assert status["platform"]["link"] == "down"
        box.chooses(result, "done")
        assert box.stop() == 0
        assert reports(box) == []
        box.platform.mend()
        box.start()
        box.outbox_empties()
        assert len(reports(box)) == 1
        assert box.status()["outbox"] == {"depth": 0, "oldest_age_s": 0}


@pytest.mark.req("CH-01")
def test_with_the_line_up_the_number_is_the_platforms(tmp_path: Path) -> None:
    with Box(tmp_path) as box:
        prompt = box.begins_check_in()
        box.platform.fault("getHallStatus", "status", times=None, status=503)
        box.chooses(prompt, "walk_in")
        box.chooses(box.sees("fault"), "cannot_be_done")
        data = box.sees("submission_result", accepted=True)["data"]
        assert data["receipt_no"] in str(box.platform.state())
        assert (data["holding_no"], data["case_no"]) == (None, None)


def test_every_slip_is_reported_to_the_platform_as_what_it_was(tmp_path: Path) -> None:
    with Box(tmp_path) as box:
        for paper_out in (False, True):
            box.printer.faults.paper_out = paper_out
            box.status_shows("ticket_printer", paper="out" if paper_out else "full")
            box.chooses(box.begins_check_in(), "walk_in")
            box.chooses(box.sees("choose_area"), "A")
            box.chooses(box.sees("ticket_issued", printed=not paper_out), "done")
            box.sees("home")
        records = box.print_records(2)
        assert [(r["kind"], r["outcome"]) for r in records] == [
            ("queue_ticket", "printed"),
            ("queue_ticket", "failed"),
        ]
        assert records[1]["failure"] == "paper_out"
