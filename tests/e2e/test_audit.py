"""The whole terminal: who did what when is on the chain, at the platform, and under one trace."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from kiosk.store.audit_chain import rows_of
from kiosk.store.audit_check import check
from kiosk.store.audit_head import read_head
from tests.e2e.box import DEADLINE, Box

LETTERS = re.compile(r"[0-9a-f]{32}")


def events(folder: Path) -> list[dict[str, Any]]:
    return [link.members() for link in rows_of(folder / "state")]


def told(box: Box) -> list[dict[str, Any]]:
    batches = box.platform.requests("postAuditEvents")
    assert {batch["status"] for batch in batches} <= {200}, "the contract takes them as they are"
    seen = {e["event_id"]: e for batch in batches for e in batch["body"]["events"]}
    return sorted(seen.values(), key=lambda event: event["seq"])


def hears(box: Box, action: str) -> list[dict[str, Any]]:
    until = time.monotonic() + DEADLINE
    while action not in {event["action"] for event in told(box)}:
        assert time.monotonic() < until, [event["action"] for event in told(box)]
        time.sleep(0.1)
    return told(box)


def checks_in(box: Box) -> None:
    box.begins_check_in()
    box.lay("two_bookings")
    bookings = box.sees("choose_booking")
    box.chooses(bookings, bookings["choices"][0]["id"])
    box.chooses(box.sees("ticket_issued", printed=True), "done")
    box.sees("home")


@pytest.mark.req("SC-06", "DX-04")
def test_a_visit_is_on_the_chain_and_at_the_platform_and_no_name_is(tmp_path: Path) -> None:
    with Box(tmp_path) as box:
        checks_in(box)
        at_platform = hears(box, "session.ended")
        assert box.stop() == 0
        written = events(tmp_path)
    actions = [event["action"] for event in written]
    expected = ["terminal.started", "session.signed_in", "print.queue_ticket", "session.ended"]
    positions = [actions.index(action) for action in expected]
    assert positions[0] == min(positions)
    assert "terminal.stopped" in actions
    assert actions[-1] == "audit.checkpoint", "signed when it ends"
    by_action = {event["action"]: event for event in written}
    signed_in, printed = by_action["session.signed_in"], by_action["print.queue_ticket"]
    assert signed_in["actor_ref"] == printed["actor_ref"] != ""
    assert (signed_in["actor_role"], signed_in["result"], signed_in["code"]) == ("citizen", "ok", "L2")
    assert (printed["result"], printed["code"]) == ("ok", "printed")
    assert signed_in["trace_id"] == printed["trace_id"]
    verdict = check(
        rows_of(tmp_path / "state"),
        key=bytes.fromhex(box.platform.secret),
        head=read_head(tmp_path / "state"),
    )
    assert verdict.whole
    assert verdict.signed == len(written)
    assert [event["seq"] for event in at_platform] == list(range(1, len(at_platform) + 1))
    hashes = [link.hash for link in rows_of(tmp_path / "state")]
    assert [event["hash"] for event in at_platform] == hashes[: len(at_platform)]
    whole = json.dumps(written, ensure_ascii=False)
    for person in ("张", "9901"):
        assert person not in whole


@pytest.mark.req("DX-06")
def test_one_trace_leads_from_the_screen_to_the_platform_and_through_a_submission(tmp_path: Path) -> None:
    with Box(tmp_path) as box:
        prompt = box.begins_check_in()
        box.platform.fault("issueQueueTicket", "status", times=None)
        box.chooses(prompt, "walk_in")
        box.chooses(box.sees("choose_area"), "A")
        box.chooses(box.sees("fault"), "cannot_be_done")
        box.chooses(box.sees("submission_result", accepted=True), "done")
        hears(box, "cannot_be_done.delivered")
        box.stop()
        written = events(tmp_path)
        asked = box.platform.requests("createCannotBeDoneReport")
        tried = box.platform.requests("issueQueueTicket")
    handed_in = next(event for event in written if event["action"] == "cannot_be_done.handed_in")
    delivered = next(event for event in written if event["action"] == "cannot_be_done.delivered")
    trace, letter = handed_in["trace_id"], handed_in["object"]
    assert LETTERS.fullmatch(letter)
    assert delivered["object"] == letter
    lines = [json.loads(line) for line in box.log().splitlines()]
    of_visit = [line for line in lines if line.get("trace") == trace]
    assert {"journey.failed", "letter.handed_in"} <= {line["event"] for line in of_visit}
    assert {line["event"] for line in lines if line.get("letter") == letter} >= {
        "letter.handed_in",
        "courier.delivered",
    }
    assert [request["trace_id"] for request in asked] == [letter]
    assert tried, "what failed before it"
    assert {request["trace_id"][:16] for request in tried} == {trace}, "the visit's half"


def test_counts_and_chain_go_on_after_kill_9(tmp_path: Path) -> None:
    with Box(tmp_path) as box:
        checks_in(box)
        hears(box, "session.ended")
        time.sleep(6)  # counts are written every five seconds
        process = box._process  # noqa: SLF001 killed as a power cut would
        assert process is not None
        process.kill()
        process.communicate(timeout=DEADLINE)
        before = events(tmp_path)
        box.start()
        box.sees("home")
        until = time.monotonic() + DEADLINE
        while len(after := events(tmp_path)) <= len(before):
            assert time.monotonic() < until
            time.sleep(0.1)
        assert [event["seq"] for event in after] == list(range(1, len(after) + 1))
        assert after[: len(before)] == before
        until = time.monotonic() + DEADLINE
        while not (counts := box.platform.requests("sendHeartbeat")[-1]["body"]["counters"]).get("sessions"):
            assert time.monotonic() < until, counts
            time.sleep(0.1)
        assert counts["check_in_finished"] == 1
        assert counts["tickets_printed"] == 1
