"""Faults on demand, the request log, and the program itself."""

from __future__ import annotations

import signal
import subprocess
import sys
import uuid
from pathlib import Path

import httpx
import pytest

from simulator.platform.running import RunningPlatform
from tests.simulator.platform.terminal import NOW, Terminal, code

WALK_IN = {"source": "walk_in", "area_code": "A"}


def test_refuse_is_a_problem_document_once(platform: RunningPlatform, terminal: Terminal) -> None:
    existing = {"kind": "queue_ticket", "id": "ti-0001"}
    platform.fault("issueQueueTicket", "refuse", code="ticket_exists", members={"existing": existing})
    refused = terminal.post("/queue-tickets", WALK_IN)
    assert code(refused) == (409, "ticket_exists")
    assert refused.json()["existing"] == existing
    assert terminal.post("/queue-tickets", WALK_IN).status_code == 201


def test_status_is_a_gateways_word(platform: RunningPlatform, terminal: Terminal) -> None:
    platform.fault("*", "status", status=502, times=2)
    for _ in range(2):
        answer = terminal.get("/hall/status")
        assert answer.status_code == 502
        assert answer.headers["Content-Type"].startswith("text/html")
    assert terminal.get("/hall/status").status_code == 200


def test_nonsense_is_a_page_or_broken_json(platform: RunningPlatform, terminal: Terminal) -> None:
    platform.fault("issueQueueTicket", "nonsense")
    page = terminal.post("/queue-tickets", WALK_IN)
    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    platform.fault("getHallStatus", "nonsense", shape="json")
    with pytest.raises(ValueError, match="Unterminated"):
        terminal.get("/hall/status")
    assert platform.state()["tickets"] == []


def test_close_leaves_nothing_done(platform: RunningPlatform, terminal: Terminal) -> None:
    platform.fault("issueQueueTicket", "close")
    with pytest.raises(httpx.RemoteProtocolError):
        terminal.post("/queue-tickets", WALK_IN)
    assert platform.state()["tickets"] == []


def test_half_is_cut_though_it_took_effect(platform: RunningPlatform, terminal: Terminal) -> None:
    platform.fault("issueQueueTicket", "half")
    with pytest.raises(httpx.RemoteProtocolError, match="without sending complete"):
        terminal.post("/queue-tickets", WALK_IN)
    assert len(platform.state()["tickets"]) == 1


def test_swallow_takes_effect_and_is_found_again(platform: RunningPlatform, terminal: Terminal) -> None:
    key = str(uuid.uuid4())
    platform.fault("issueQueueTicket", "swallow")
    with pytest.raises(httpx.RemoteProtocolError):
        terminal.post("/queue-tickets", WALK_IN, key=key)
    assert len(platform.state()["tickets"]) == 1
    assert terminal.post("/queue-tickets", WALK_IN, key=key).headers["Idempotency-Replayed"] == "true"
    log = platform.requests("issueQueueTicket")
    assert [(e["fault"], e["status"], e["replayed"], e["idempotency_key"]) for e in log] == [
        ("swallow", 201, False, key),
        (None, 201, True, key),
    ]
    assert log[0]["body"] == WALK_IN


@pytest.mark.parametrize("how", ["delay", "slowness"])
def test_a_terminal_that_waits_too_briefly_hears_nothing(
    platform: RunningPlatform, terminal: Terminal, how: str
) -> None:
    if how == "delay":
        platform.fault("getHallStatus", "delay", seconds=60)
    else:
        platform.slow_down(60)
    terminal.http.timeout = httpx.Timeout(0.3)
    with pytest.raises(httpx.ReadTimeout):
        terminal.get("/hall/status")


def test_mending_clears_all_faults(platform: RunningPlatform, terminal: Terminal) -> None:
    platform.fault("*", "status", times=None)
    assert terminal.get("/hall/status").status_code == 503
    assert terminal.get("/calendar").status_code == 503
    platform.mend()
    assert terminal.get("/hall/status").status_code == 200


@pytest.mark.parametrize(
    "fault",
    [
        {"operation": "getNothing", "kind": "close"},
        {"operation": "*", "kind": "burn"},
        {"operation": "*", "kind": "refuse", "code": "no_such_code"},
        {"operation": "*", "kind": "close", "colour": "red"},
        {"kind": "close"},
    ],
)
def test_a_fault_that_cannot_be(platform: RunningPlatform, fault: dict[str, str]) -> None:
    assert platform.control.put("faults", json=fault).status_code == 422


def test_the_log_keeps_no_token(platform: RunningPlatform, terminal: Terminal) -> None:
    terminal.sign_in("two_bookings")
    terminal.get("/bookings")
    assert terminal.token
    assert terminal.token not in platform.control.get("requests").text
    assert platform.requests("listMyBookings")[0]["with_token"] is True


def test_a_database_outlives_the_platform(tmp_path: Path) -> None:
    db, secret = str(tmp_path / "platform.sqlite"), "ab" * 32
    with RunningPlatform(db=db, now=NOW, secret=secret) as platform:
        first = Terminal(platform).post("/queue-tickets", WALK_IN).json()
    with RunningPlatform(db=db, now=NOW, secret=secret) as platform:
        second = Terminal(platform).post("/queue-tickets", WALK_IN).json()
    assert (first["ticket_no"], second["ticket_no"]) == ("A023", "A024")


def test_the_program_says_where_it_is_and_ends_on_sigterm(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("cd" * 32 + "\n")
    command = [
        sys.executable, "-m", "simulator.platform", "--port", "0", "--db", ":memory:",
        "--now", NOW.isoformat(), "--device-secret-file", str(secret),
    ]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        assert program.stdout
        line = program.stdout.readline()
        assert line.startswith("platform: http://127.0.0.1:")
        assert line.endswith("/kiosk/v1\n")
        answer = httpx.get(line.split()[1] + "/hall/status", trust_env=False)
        assert code(answer) == (401, "signature_missing")
        program.send_signal(signal.SIGTERM)
        out, err = program.communicate(timeout=30)
    assert (program.returncode, out, err) == (0, "", "")
