"""A kept change takes effect by itself, between two people: on real wires, without a restart."""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.clock import now
from kiosk.staff.config_keeping import ConfigFile
from simulator.escpos.printer import EscposPrinter
from simulator.platform.running import RunningPlatform
from tests.e2e.box import Box
from tests.e2e.test_maintenance import signed_in, staffed
from tests.staff.console import console

REPORT = "createCannotBeDoneReport"
PORT = "devices.ticket_printer.port"


@pytest.fixture
def other(tmp_path: Path) -> Iterator[EscposPrinter]:
    """A second printer, plugged in elsewhere."""
    printer = EscposPrinter(tmp_path / "ticket2")
    yield printer
    printer.close()


def deeds(box: Box) -> list[dict[str, Any]]:
    """What the audit chain says of settings that were taken up, or not."""
    folder = box.folder / "export"
    assert console("log", "export", str(folder), "--config", str(box.config)).returncode == 0
    rows = [json.loads(row) for row in (folder / "audit.jsonl").read_text("utf-8").splitlines()]
    told: list[dict[str, Any]] = [json.loads(row["text"]) for row in rows]
    return [deed for deed in told if deed["action"] == "settings.in_force" and deed["object"] != "platform"]


def takes_a_number(box: Box) -> None:
    box.chooses(box.begins_check_in(), "walk_in")
    box.chooses(box.sees("choose_area"), "A")
    box.chooses(box.sees("ticket_issued", printed=True), "done")
    box.sees("home")


@pytest.mark.req("SC-07")
def test_a_session_ends_on_the_printer_it_began_with_and_the_next_has_the_new_one(
    tmp_path: Path, other: EscposPrinter
) -> None:
    with Box(tmp_path) as box:
        box.begins_check_in()
        box.lay("two_bookings")
        bookings = box.sees("choose_booking")
        box.sets(PORT, str(tmp_path / "ticket2"))
        box.chooses(bookings, bookings["choices"][0]["id"])
        issued = box.sees("ticket_issued", printed=True)
        assert (len(box.printer.slips), len(other.slips)) == (1, 0)
        box.chooses(issued, "done")
        box.logs("settings.taken_up", part="devices.ticket_printer")
        takes_a_number(box)
        assert (len(box.printer.slips), len(other.slips)) == (1, 1)
        box.undoes()
        box.logs("settings.taken_up", 2, part="devices.ticket_printer")
        takes_a_number(box)
        assert (len(box.printer.slips), len(other.slips)) == (2, 1)
        assert box.stop() == 0
        assert [deed["object"] for deed in deeds(box)].count("devices.ticket_printer") == 2
    assert "device.broke" not in box.log()
    assert "settings.broke" not in box.log()


def test_a_port_with_nothing_on_it_leaves_the_old_printer_in_place_and_staff_are_told(tmp_path: Path) -> None:
    with Box(tmp_path) as box:
        box.sees("home")
        box.sets(PORT, str(tmp_path / "ticket3"))
        box.logs("settings.not_taken_up", part="devices.ticket_printer", detail="port_missing")
        takes_a_number(box)
        assert len(box.printer.slips) == 1
        assert [(deed["result"], deed["object"]) for deed in deeds(box)] == [
            ("failed", "devices.ticket_printer")
        ]
        late = EscposPrinter(tmp_path / "ticket3")
        box.is_told()
        box.logs("settings.taken_up", part="devices.ticket_printer")
        takes_a_number(box)
        assert (len(box.printer.slips), len(late.slips)) == (1, 1)
        late.close()


@pytest.mark.req("SC-07")
def test_what_is_offered_and_named_changes_at_rest(tmp_path: Path) -> None:
    with Box(tmp_path, offer=("check_in", "track")) as box:
        box.sees("home")
        box.sets("services.offer", '["check_in"]')
        box.logs("settings.taken_up", part="session")
        assert "track" not in {choice["id"] for choice in box.now()["choices"]}
        text = box.config.read_text("utf-8").replace("云溪区政务服务大厅", "云溪区便民服务中心")
        box.config.write_text(text, "utf-8")  # by hand
        box.is_told()
        box.logs("settings.taken_up", 2, part="session")
        takes_a_number(box)
        assert "云溪区便民服务中心" in "".join(box.printer.slips[-1].lines)


def test_a_file_with_mistakes_is_logged_and_nothing_changes(tmp_path: Path) -> None:
    with Box(tmp_path) as box:
        whole = box.config.read_text("utf-8")
        box.config.write_text(whole.replace("idle_seconds = 120", "idle_seconds = 1"), "utf-8")
        box.is_told()
        box.logs("settings.refused")
        takes_a_number(box)
        box.config.write_text(whole, "utf-8")
        assert [deed["result"] for deed in deeds(box)] == ["refused"]


@pytest.mark.req("SC-07")
def test_the_platforms_order_takes_up_what_was_changed_by_hand(tmp_path: Path, other: EscposPrinter) -> None:
    with Box(tmp_path) as box:
        text = box.config.read_text("utf-8")
        box.config.write_text(text.replace(f"{tmp_path}/ticket", f"{tmp_path}/ticket2"), "utf-8")
        order = {"kind": "reload_config"}
        box.platform.control.post(f"devices/{box.platform.device_id}/commands", json=order).raise_for_status()
        box.printer.faults.paper_out = True  # a heartbeat at once, and the order comes back with it
        box.logs("settings.taken_up", part="devices.ticket_printer")
        takes_a_number(box)
        assert (len(box.printer.slips), len(other.slips)) == (0, 1)


@pytest.mark.req("DX-08", "SC-07")
def test_letters_that_wait_all_arrive_at_the_new_address_once(tmp_path: Path) -> None:
    with Box(tmp_path) as box, RunningPlatform(secret=box.platform.secret) as there:
        for _ in range(3):
            prompt = box.begins_check_in()
            box.platform.fault("*", "close", times=None)
            box.chooses(prompt, "walk_in")
            box.chooses(box.sees("fault"), "cannot_be_done")
            box.chooses(box.sees("submission_result", accepted=False), "done")
            box.sees("home")
            box.platform.mend()
            box.platform.fault(REPORT, "close", times=None)
            box.home_choice_becomes("check_in", enabled=True)
        assert box.status()["outbox"]["depth"] >= 3
        box.sets("platform.base_url", there.base_url)
        box.logs("settings.taken_up", part="platform")
        box.outbox_empties()
        arrived = [r for r in there.requests(REPORT) if r["status"] == 201]
        assert len(arrived) == 3
        assert [r for r in box.platform.requests(REPORT) if r["status"] == 201] == []
        before = len(box.platform.requests())
        takes_a_number(box)
        assert there.state()["tickets"]
        assert len(box.platform.requests()) == before, "the old address is left alone"


def test_what_is_under_way_ends_on_the_old_connection_and_is_not_sent_again(tmp_path: Path) -> None:
    with Box(tmp_path) as box:
        box.chooses(box.begins_check_in(), "walk_in")
        box.chooses(box.sees("choose_area"), "A")
        issued = box.sees("ticket_issued", printed=True)
        box.platform.slow_down(1.5)
        box.chooses(issued, "done")
        box.sets("platform.base_url", box.platform.base_url.replace("127.0.0.1", "localhost"))
        box.logs("settings.taken_up", part="platform")
        [record] = box.print_records(1)
        box.platform.slow_down(0)
        box.outbox_empties()
        assert record["outcome"] == "printed"
        assert len(box.print_records(1)) == 1
        assert box.stop() == 0


def test_killed_in_the_middle_of_it_the_terminal_starts_again(tmp_path: Path, other: EscposPrinter) -> None:
    with Box(tmp_path) as box:
        for turn in range(4):
            box.sees("home")
            box.sets(PORT, str(tmp_path / ("ticket2", "ticket")[turn % 2]))
            time.sleep(random.uniform(0, 0.2))  # noqa: S311 any moment
            box.is_killed()
            box.start()
        takes_a_number(box)
        assert (len(box.printer.slips), len(other.slips)) == (1, 0)


@pytest.mark.usefixtures("other")
def test_fifty_reloads_leave_nothing_open(tmp_path: Path) -> None:
    def held(box: Box) -> tuple[int, int, int]:
        of = Path(f"/proc/{box.pid}")
        [kilobytes] = re.findall(r"^Pss: +(\d+)", (of / "smaps_rollup").read_text(), re.MULTILINE)
        return len(list((of / "fd").iterdir())), len(list((of / "task").iterdir())), int(kilobytes)

    def reloads(box: Box, first: int, last: int) -> None:
        for turn in range(first, last):
            swap(box, turn)
            box.logs("settings.taken_up", turn + 1, part="devices.ticket_printer")
            box.logs("settings.taken_up", turn + 1, part="platform")
        box.status_shows("ticket_printer", device="online")
        box.takes("sendHeartbeat")

    def swap(box: Box, turn: int) -> None:
        text = box.config.read_text("utf-8")
        ports = [f'"{tmp_path}/ticket{end}"' for end in ("", "2")]
        old, new = ports[turn % 2], ports[(turn + 1) % 2]
        seconds = (f"timeout_seconds = {2 + turn % 2}", f"timeout_seconds = {3 - turn % 2}")
        box.config.write_text(text.replace(old, new).replace(*seconds), "utf-8")
        box.is_told()

    with Box(tmp_path) as box:
        box.sees("home")
        reloads(box, 0, 10)
        files, threads, memory = held(box)
        reloads(box, 10, 60)
        now_files, now_threads, now_memory = held(box)
    assert now_files <= files + 4, "a connection more or less is under way"
    assert now_threads <= threads + 2
    assert now_memory <= memory + 8000, "a TLS context that stays is half a megabyte each time"


@pytest.mark.req("OP-01", "SC-07")
def test_staff_undo_at_the_desk_and_have_the_old_printer_back_at_once(
    tmp_path: Path, other: EscposPrinter
) -> None:
    with staffed(tmp_path) as box:
        box.status_shows("ticket_printer", device="online")
        box.sets(PORT, str(tmp_path / "ticket2"))
        box.logs("settings.taken_up", part="devices.ticket_printer")
        desk = signed_in(box)
        box.chooses(desk, "settings")
        box.chooses(box.sees("staff_settings", can_undo=True), "undo")
        told = box.sees("staff_devices")["data"]["told"]
        assert told["zh"] == "撤销好了，已生效，不用重启"
        box.chooses(box.now(), "test:ticket_printer")
        box.logs("settings.taken_up", 2, part="devices.ticket_printer")
        box.chooses(box.sees("staff_devices", testing=None), "end_session")
        takes_a_number(box)
        assert (len(box.printer.slips), len(other.slips)) == (2, 0), "the test slip and the number"


def test_whoever_comes_to_the_desk_hears_of_a_change_that_is_not_in_force(tmp_path: Path) -> None:
    with staffed(tmp_path) as box:
        box.sees("home")
        box.sets(PORT, str(tmp_path / "ticket3"))
        box.logs("settings.not_taken_up", part="devices.ticket_printer")
        told = signed_in(box)["data"]["told"]
        assert told["zh"] == "参数改过了，但还用着原来的：小票打印机。机器会自己再试。"


def test_staff_hear_at_the_desk_what_only_a_restart_brings(tmp_path: Path) -> None:
    with staffed(tmp_path) as box:
        desk = signed_in(box)
        ConfigFile(box.config).set("terminal.orientation", "landscape", who="uid:1000", at=now())
        ConfigFile(box.config).set("session.idle_seconds", "90", who="uid:1000", at=now())
        box.chooses(desk, "settings")
        box.chooses(box.sees("staff_settings", can_undo=True), "undo")
        told = box.sees("staff_devices")["data"]["told"]
        assert told["zh"] == "撤销好了。点“重启”才生效：terminal.orientation"
        assert "restart" in {choice["id"] for choice in box.now()["choices"]}


def test_the_end_comes_in_the_middle_of_it_and_all_is_closed_in_order(
    tmp_path: Path, other: EscposPrinter
) -> None:
    with Box(tmp_path) as box:
        box.sees("home")
        other.faults.silent = True  # opening it takes its time
        box.sets(PORT, str(tmp_path / "ticket2"))
        time.sleep(0.3)
        assert box.stop() == 0
        assert "settings.broke" not in box.log()
        assert "terminal.stopped" in box.log()
