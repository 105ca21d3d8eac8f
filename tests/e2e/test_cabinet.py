"""The cabinet around the terminal: lights that show the way, a button that calls staff, a battery."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from simulator.panel import PanelBoard
from simulator.ups import NutDaemon
from tests.e2e.box import Box


def test_lights_show_the_way_and_the_button_calls_staff(tmp_path: Path) -> None:
    with closing(PanelBoard(tmp_path / "panel")) as board:
        tables = f'[devices.panel]\nport = "{tmp_path}/panel"\n'
        with Box(tmp_path, tables=tables) as box:
            box.begins_check_in()
            board.wait_for(lambda: board.lights["reader"] == "blink")
            box.lay("two_bookings")
            bookings = box.sees("choose_booking")
            board.wait_for(lambda: board.lights["reader"] == "off" and board.beeps)
            board.press_help()
            called = box.sees("staff_called", called="called")
            board.wait_for(lambda: board.lights["help"] == "blink")
            box.chooses(called, "continue")
            bookings = box.sees("choose_booking")
            box.chooses(bookings, bookings["choices"][0]["id"])
            box.sees("ticket_issued", printed=True)
            board.wait_for(lambda: board.lights["slip_slot"] == "blink")


def test_a_cabinet_without_its_board_serves_all_the_same(tmp_path: Path) -> None:
    with Box(tmp_path, tables=f'[devices.panel]\nport = "{tmp_path}/none"\n') as box:
        box.status_shows("panel", device="noDevice")
        box.begins_check_in()
        box.lay("two_bookings")
        box.sees("choose_booking")


def test_when_the_battery_ends_everything_is_closed_in_order(tmp_path: Path) -> None:
    with closing(NutDaemon()) as daemon:
        tables = f'[devices.ups]\ndriver = "nut"\naddress = "{daemon.path}"\n'
        with Box(tmp_path, tables=tables) as box:
            box.status_shows("ups", device="online")
            box.begins_check_in()
            box.lay("two_bookings")
            box.sees("choose_booking")
            daemon.supply.mains = False
            box.status_shows("ups", code="on_battery")
            assert box.now()["view"] == "choose_booking", "a battery that holds disturbs nobody"
            daemon.supply.low = True
            assert box.ends_by_itself() == 0
            assert "session.wiped" in box.log()


def test_paper_is_little_by_the_count_before_the_printer_says_so(tmp_path: Path) -> None:
    tables = "[consumables]\nslip_roll_metres = 1\nslip_low_metres = 0.95\n"
    with Box(tmp_path, tables=tables) as box:
        box.status_shows("ticket_printer", paper="full")
        view = box.begins_check_in()
        box.chooses(view, "walk_in")
        box.chooses(box.sees("choose_area"), "A")
        box.sees("ticket_issued", printed=True)
        box.status_shows("ticket_printer", paper="low")
        box.stop()
        box.start()
        box.status_shows("ticket_printer", paper="low")
        box.printer.faults.paper_out = True
        box.status_shows("ticket_printer", paper="out")
        box.printer.faults.refill()
        box.status_shows("ticket_printer", paper="full")
