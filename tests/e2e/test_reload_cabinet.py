"""Every kind of device can be added, changed and taken out of a running terminal, with what hangs on it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from simulator.camera import Live, MjpegCamera
from simulator.cups import PrivateCups
from simulator.panel import PanelBoard
from simulator.ups import NutDaemon
from tests.e2e.box import Box
from tests.e2e.test_reload import takes_a_number
from tests.identity.face.conftest import photo


def adds(box: Box, table: str) -> None:
    """By hand, at the end of the file."""
    box.config.write_text(box.config.read_text("utf-8") + table, "utf-8")
    box.is_told()


def test_the_lights_follow_a_board_that_is_added_moved_and_taken_out(tmp_path: Path) -> None:
    with (
        closing(PanelBoard(tmp_path / "panel")) as first,
        closing(PanelBoard(tmp_path / "panel2")) as second,
        Box(tmp_path) as box,
    ):
        box.sees("home")
        whole = box.config.read_text("utf-8")
        adds(box, f'[devices.panel]\nport = "{tmp_path}/panel"\n')
        box.logs("settings.taken_up", part="devices.panel")
        box.status_shows("panel", device="online")
        asked = box.begins_check_in()
        first.wait_for(lambda: first.lights["reader"] == "blink")
        box.chooses(asked, "home")
        first.wait_for(lambda: first.lights["reader"] == "off")
        box.sees("home")
        box.sets("devices.panel.port", str(tmp_path / "panel2"))
        box.logs("settings.taken_up", 2, part="devices.panel")
        prompt = box.begins_check_in()
        second.wait_for(lambda: second.lights["reader"] == "blink")
        second.press_help()
        called = box.sees("staff_called", called="called")
        box.chooses(called, "continue")
        assert prompt["view"] == box.sees("present_credential")["view"]
        assert first.lights["reader"] == "off"
        box.chooses(box.now(), "home")
        box.sees("home")
        box.config.write_text(whole, "utf-8")
        box.is_told()
        box.logs("settings.taken_up", 3, part="devices.panel")
        assert "panel" not in box.status()["devices"]
        takes_a_number(box)
        assert box.stop() == 0


def test_a_battery_that_is_added_ends_the_terminal_in_order(tmp_path: Path) -> None:
    with closing(NutDaemon()) as daemon, Box(tmp_path) as box:
        box.sees("home")
        adds(box, f'[devices.ups]\ndriver = "nut"\naddress = "{daemon.path}"\n')
        box.logs("settings.taken_up", part="devices.ups")
        box.status_shows("ups", device="online")
        daemon.supply.mains = False
        daemon.supply.low = True
        assert box.ends_by_itself() == 0


@pytest.mark.req("OP-01")
def test_paper_is_counted_from_when_staff_say_how_much_there_is(tmp_path: Path) -> None:
    with Box(tmp_path) as box:
        box.status_shows("ticket_printer", paper="full")
        adds(box, "[consumables]\nslip_roll_metres = 1\nslip_low_metres = 0.95\n")
        box.logs("settings.taken_up", part="consumables")
        takes_a_number(box)
        box.status_shows("ticket_printer", device="online", paper="low")
        box.sets("consumables.slip_roll_metres", "0")
        box.logs("settings.taken_up", 2, part="consumables")
        box.status_shows("ticket_printer", device="online", paper="full")


def test_a_print_server_that_is_added_opens_its_services(tmp_path: Path) -> None:
    with closing(PrivateCups()) as cups, Box(tmp_path, offer=("check_in", "certificates")) as box:
        box.home_choice_becomes("certificates", enabled=False)
        adds(box, f'[devices.document_printer]\nserver = "{cups.server}"\nqueue = "{cups.queue}"\n')
        box.logs("settings.taken_up", part="devices.document_printer")
        box.home_choice_becomes("certificates", enabled=True)
        assert box.status()["capabilities"]["print_certificate"]["available"]


def test_a_camera_that_is_added_brings_the_face_check(tmp_path: Path) -> None:
    with closing(MjpegCamera(Live(photo("person_b_1")))) as camera, Box(tmp_path) as box:
        box.sees("home")
        whole = box.config.read_text("utf-8")
        adds(box, f'[devices.camera]\nsource = "{camera.url}"\n')
        box.logs("settings.taken_up", part="devices.camera")
        box.status_shows("camera", device="online")
        assert box.status()["capabilities"]["check_face"]["available"]
        box.config.write_text(whole, "utf-8")
        box.is_told()
        box.logs("settings.taken_up", 2, part="devices.camera")
        assert not box.status()["capabilities"]["check_face"]["available"]
        takes_a_number(box)
        assert box.stop() == 0
