"""The whole terminal on real wires, without a screen: ptys, an HTTP platform, the JSON front end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.box import Box


@pytest.mark.req("BK-05", "BK-06", "ID-01")
def test_card_to_ticket(tmp_path: Path) -> None:
    with Box(tmp_path) as box:
        prompt = box.begins_check_in()
        assert {"id_card", "social_security_card", "travel_document", "qr_code", "type_number", "staff"} <= {
            choice["id"] for choice in prompt["choices"]
        }
        box.lay("two_bookings")
        bookings = box.sees("choose_booking")
        assert bookings["session"]["level"] == "L2"
        assert bookings["session"]["who"] == "张*例"
        booking_ids = [choice["id"] for choice in bookings["choices"]]
        assert len(booking_ids) == 3
        assert booking_ids[-1] == "walk_in"
        box.chooses(bookings, booking_ids[0])
        issued = box.sees("ticket_issued")
        assert issued["data"]["printed"] is True
        [slip] = box.printer.slips
        assert issued["data"]["number"] in "".join(slip.lines)
        box.chooses(issued, "done")
        home = box.sees("home")
        assert not home["session"]["signed_in"]
        assert box.stop() == 0


def test_help_reaches_the_platform_with_the_state_of_the_devices(tmp_path: Path) -> None:
    with Box(tmp_path) as box:
        prompt = box.begins_check_in()
        box.chooses(prompt, "help")
        box.sees("staff_called", called="called")
        last = box.platform.requests("sendHeartbeat")[-1]
        assert last["status"] == 200
        assert last["body"]["help_requested"] is True
        assert {d["kind"]: d["device"] for d in last["body"]["devices"]} == {
            "code_scanner": "online",
            "id_card": "online",
            "ticket_printer": "online",
        }


def test_ending_wipes_the_session_at_the_platform_and_in_the_log(tmp_path: Path) -> None:
    with Box(tmp_path) as box:
        box.begins_check_in()
        box.lay("two_bookings")
        box.sees("choose_booking")
        assert box.stop() == 0
        assert [r["status"] for r in box.platform.requests("endSession")] == [204]
        kept = [file for file in tmp_path.rglob("*") if file.suffix in {".log", ".db"}]
        written = "".join(file.read_text(errors="replace") for file in kept)
        assert "session.wiped" in written
        for secret in ("张示例", "990101198503120010", "桃源路", box.platform.secret, box.token):
            assert secret not in written
            assert secret not in box.stderr
