"""Bad input on real wires: each fault is told plainly, and the next person is served all the same."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from tests.e2e.box import DEADLINE, Box


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Box]:
    with Box(tmp_path_factory.mktemp("hall")) as box:
        yield box


@pytest.fixture
def box(terminal: Box) -> Iterator[Box]:
    """A terminal for one fault. Afterwards everything is mended and a stranger must get a ticket."""
    yield terminal
    terminal.reader.faults.clear()
    terminal.reader.lift()
    terminal.platform.mend()
    leave(terminal)
    terminal.mend_printer()
    printed = len(terminal.printer.slips)
    view = terminal.begins_check_in()
    terminal.chooses(view, "walk_in")
    terminal.chooses(terminal.sees("choose_area"), "A")
    issued = terminal.sees("ticket_issued", printed=True)
    assert len(terminal.printer.slips) == printed + 1
    terminal.chooses(issued, "done")
    terminal.sees("home")


def leave(box: Box) -> None:
    view = box.view()
    if view["view"] != "home":
        box.chooses(view, "end_session")
        box.sees("home")


def lay_faulty(fault: str) -> Callable[[Box], None]:
    def act(box: Box) -> None:
        box.begins_check_in()
        box.reader.faults.set(fault)
        box.lay("two_bookings")

    return act


def lay(card: str) -> Callable[[Box], None]:
    def act(box: Box) -> None:
        box.begins_check_in()
        box.lay(card)

    return act


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        pytest.param(lay_faulty("lift_during_read"), "card_lifted", id="lifted mid-read"),
        pytest.param(lay_faulty("lift_and_tear"), "card_lifted", id="lifted, frame torn"),
        pytest.param(lay_faulty("silent"), "id_card_no_answer", id="reader never answers"),
        pytest.param(lay("impossible_number"), "id_number_wrong", id="impossible number"),
        pytest.param(lay("expired_card"), "card_expired", id="expired card"),
        pytest.param(lay("not_yet_valid"), "card_not_yet_valid", id="card not yet valid"),
        pytest.param(lay("disabled"), "account_disabled", id="platform refuses"),
    ],
)
def test_card_faults(box: Box, act: Callable[[Box], None], reason: str) -> None:
    act(box)
    fault = box.sees("fault")
    assert fault["data"]["reason"] == reason
    assert {"staff", "cannot_be_done"} <= {c["id"] for c in fault["choices"] if c["enabled"]}
    assert not fault["session"]["signed_in"]


@pytest.mark.parametrize("fault", ["torn", "checksum", "garbage", "slow"])
def test_a_bad_frame_is_read_again_without_a_word(box: Box, fault: str) -> None:
    lay_faulty(fault)(box)
    assert len(box.sees("choose_booking")["choices"]) == 3


def test_frames_that_stay_bad_are_told(box: Box) -> None:
    box.begins_check_in()
    box.reader.faults.checksum = 100
    box.reader.faults.only = "read_base"
    box.lay("two_bookings")
    fault = box.sees("fault")
    assert fault["data"]["reason"] == "card_unreadable"
    box.reader.faults.clear()
    box.reader.lift()
    box.chooses(fault, "retry")
    box.sees("present_credential")
    box.lay("two_bookings")
    box.sees("choose_booking")


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("status", {"status": 503}),
        ("nonsense", {"shape": "html"}),
        ("nonsense", {"shape": "json"}),
        ("half", {}),
        ("close", {}),
        ("delay", {"seconds": 5.0}),
    ],
)
@pytest.mark.parametrize("operation", ["createSession", "listMyBookings"])
def test_platform_faults(box: Box, operation: str, kind: str, more: dict[str, object]) -> None:
    box.platform.fault(operation, kind, times=None, **more)
    box.begins_check_in()
    box.lay("two_bookings")
    fault = box.sees("fault")
    assert fault["data"]["reason"] == "platform_unavailable"
    box.platform.mend()
    box.insists(fault, "choose_booking")


@pytest.mark.parametrize("kind", ["swallow", "half"])
def test_a_lost_answer_makes_no_second_number(box: Box, kind: str) -> None:
    before = len(box.platform.state()["tickets"])
    box.platform.fault("issueQueueTicket", kind)
    view = box.begins_check_in()
    box.chooses(view, "walk_in")
    box.chooses(box.sees("choose_area"), "A")
    box.sees("ticket_issued", printed=True)
    assert len(box.platform.state()["tickets"]) == before + 1


@pytest.mark.parametrize(
    ("fault", "printed"),
    [("paper_out", False), ("cover_open", False), ("silent", False), ("no_barrier", "unknown")],
)
def test_a_slip_that_did_not_surely_print_is_said_so_and_can_be_printed_again(
    box: Box, fault: str, printed: bool | str
) -> None:
    slips = len(box.printer.slips)
    view = box.begins_check_in()
    box.chooses(view, "walk_in")
    area = box.sees("choose_area")
    setattr(box.printer.faults, fault, True)
    box.chooses(area, "A")
    issued = box.sees("ticket_issued")
    assert issued["data"]["printed"] == printed
    assert issued["data"]["number"] in issued["title"]["zh"]
    box.mend_printer()
    box.chooses(issued, "reprint")
    again = box.sees("ticket_issued", reprints=1)
    assert again["data"]["printed"] is True
    assert again["data"]["number"] == issued["data"]["number"]
    assert "补打" in "".join(box.printer.slips[-1].lines)
    whole = 2 if fault == "no_barrier" else 1
    assert len(box.printer.slips) == slips + whole, "it never prints by itself"


@pytest.mark.req("SC-02")
def test_the_platform_hears_of_a_fault_before_its_next_heartbeat_is_due(box: Box) -> None:
    def known(kind: str) -> dict[str, str]:
        beat = box.platform.state()["devices"]["K03"]["heartbeat"]
        return next(device for device in beat["devices"] if device["kind"] == kind)

    box.status_shows("id_card", device="online")
    box.reader.unplug()
    until = time.monotonic() + DEADLINE  # half of the minute between two heartbeats
    while known("id_card")["device"] != "noDevice":
        assert time.monotonic() < until
        time.sleep(0.1)
    assert known("id_card")["action"]
    assert box.view()["view"] == "home", "and the screen stays a safe one"
    box.reader.plug()
    box.status_shows("id_card", device="online")


@pytest.mark.req("CH-16")
def test_an_unplugged_reader_and_printer_come_back_by_themselves(box: Box) -> None:
    box.reader.unplug()
    box.printer.unplug()
    box.status_shows("id_card", device="noDevice")
    box.status_shows("ticket_printer", device="noDevice")
    attention = box.view()["attention"]
    assert attention["kind"] == "ticket_printer"
    box.reader.plug()
    box.printer.plug()
    box.status_shows("id_card", device="online")
    box.status_shows("ticket_printer", device="online")
    assert box.view()["attention"] is None


@pytest.mark.req("CH-16")
def test_a_platform_that_is_away_is_told_at_home_and_noticed_when_it_is_back(box: Box) -> None:
    prompt = box.begins_check_in()
    box.platform.fault("*", "close", times=None)
    box.chooses(prompt, "walk_in")
    fault = box.sees("fault")
    assert fault["data"]["reason"] == "platform_unavailable"
    box.chooses(fault, "end_session")
    box.capability_is(False)
    assert box.home_choice_becomes("check_in", enabled=False)["why_not"]["zh"]
    box.platform.mend()
    box.capability_is(True)
    box.home_choice_becomes("check_in", enabled=True)
