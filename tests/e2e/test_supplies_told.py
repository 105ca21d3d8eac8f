"""Little paper is told to the platform and to staff while the printer still prints (OP-01)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.box import Box

ROLL = """
[consumables]
slip_roll_metres = 1
slip_low_metres = 0.95
"""


@pytest.mark.req("OP-01")
def test_little_paper_is_in_the_status_and_in_the_next_heartbeat_at_once(tmp_path: Path) -> None:
    with Box(tmp_path, tables=ROLL) as box:
        box.status_shows("ticket_printer", paper="full")
        view = box.begins_check_in()
        box.chooses(view, "walk_in")
        box.chooses(box.sees("choose_area"), "A")
        issued = box.sees("ticket_issued", printed=True)
        box.status_shows("ticket_printer", device="online", paper="low")
        box.chooses(issued, "done")
        box.heartbeat_tells("ticket_printer", paper="low")
    assert '"consumable.low"' in box.log()
