"""The line before the real platform: what the client sees, and whether the request arrived."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import uuid
from collections.abc import Iterator

import h11
import httpx
import pytest

from simulator.fault_line import Fault, FaultLine
from simulator.fault_line.fault import PASS, Plan
from simulator.fault_line.messages import Message
from simulator.platform.running import RunningPlatform
from tests.simulator.platform.terminal import NOW, Terminal

WALK_IN = {"source": "walk_in", "area_code": "A"}


@pytest.fixture
def platform() -> Iterator[RunningPlatform]:
    running = RunningPlatform(now=NOW)
    yield running
    running.stop(wait=False)


@pytest.fixture
def line(platform: RunningPlatform) -> Iterator[FaultLine]:
    with FaultLine(platform.base_url) as line:
        yield line


@pytest.fixture
def terminal(platform: RunningPlatform, line: FaultLine) -> Iterator[Terminal]:
    terminal = Terminal(platform, base_url=line.base_url)
    yield terminal
    terminal.http.close()


def tickets(platform: RunningPlatform) -> int:
    return len(platform.state()["tickets"])


def test_what_passes_is_unchanged(line: FaultLine, terminal: Terminal) -> None:
    assert terminal.post("/queue-tickets", WALK_IN).json()["ticket_no"] == "A023"
    # The signature held, so path, query and body came through byte for byte.
    assert terminal.get("/items?q=%E7%A4%BE%E4%BF%9D+%E5%8D%A1&limit=5").status_code == 200
    tag = terminal.get("/calendar").headers["ETag"]
    assert terminal.get("/calendar", if_none_match=tag).status_code == 304
    assert terminal.send("HEAD", "/uploads/up-1").status_code == 404
    assert [(c.method, c.fault, c.status) for c in line.crossings] == [
        ("POST", "pass", 201), ("GET", "pass", 200), ("GET", "pass", 200), ("GET", "pass", 304),
        ("HEAD", "pass", 404),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fault", "error", "arrived"),
    [
        (Fault("reset"), httpx.ReadError, 0),
        (Fault("reset", effect=True), httpx.ReadError, 1),
        (Fault("swallow"), httpx.ReadError, 1),
        (Fault("cut"), httpx.RemoteProtocolError, 1),
        (Fault("blackhole"), httpx.ReadTimeout, 0),
        (Fault("blackhole", effect=True), httpx.ReadTimeout, 1),
    ],
)
def test_no_whole_answer(
    line: FaultLine, terminal: Terminal, fault: Fault, error: type[Exception], arrived: int
) -> None:
    line.next(fault)
    if fault.kind == "blackhole":
        terminal.http.timeout = httpx.Timeout(1)
    key = str(uuid.uuid4())
    with pytest.raises(error):
        terminal.post("/queue-tickets", WALK_IN, key=key)
    assert tickets(terminal.platform) == arrived
    # The next request passes; with the same key nothing is done twice.
    terminal.http.timeout = httpx.Timeout(30)
    again = terminal.post("/queue-tickets", WALK_IN, key=key)
    assert (again.status_code, "Idempotency-Replayed" in again.headers) == (201, bool(arrived))
    assert tickets(terminal.platform) == 1


@pytest.mark.parametrize(
    ("fault", "status", "arrived"),
    [
        (Fault("status", status=502), 502, 0),
        (Fault("status", status=503), 503, 0),
        (Fault("status", status=504, effect=True), 504, 1),
        (Fault("html"), 200, 0),
        (Fault("html", effect=True), 200, 1),
    ],
)
def test_a_gateways_answer(
    line: FaultLine, terminal: Terminal, fault: Fault, status: int, arrived: int
) -> None:
    line.next(fault)
    answer = terminal.post("/queue-tickets", WALK_IN)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "text/html")
    assert tickets(terminal.platform) == arrived


@pytest.mark.parametrize("effect", [False, True])
def test_an_answer_that_breaks_off_though_it_says_it_is_whole(
    line: FaultLine, terminal: Terminal, effect: bool
) -> None:
    line.next(Fault("json", effect=effect))
    with pytest.raises(ValueError, match="Unterminated string"):
        terminal.post("/queue-tickets", WALK_IN)
    assert tickets(terminal.platform) == effect


def test_a_plan_of_ones_own_sees_the_request(platform: RunningPlatform) -> None:
    class Wary(Plan):
        def take(self, request: Message) -> Fault:
            assert isinstance(request.head, h11.Request)
            return Fault("html") if request.head.method == b"POST" else PASS

    with FaultLine(platform.base_url, plan=Wary(0)) as line:
        terminal = Terminal(platform, base_url=line.base_url)
        assert terminal.get("/hall/status").status_code == 200
        assert terminal.post("/queue-tickets", WALK_IN).headers["Content-Type"] == "text/html"


def test_late_but_true(line: FaultLine, terminal: Terminal) -> None:
    line.next(Fault("delay", seconds=0.05))
    answer = terminal.get("/hall/status")
    assert answer.json()["hall_code"] == "hall-01"
    assert answer.elapsed.total_seconds() >= 0.05


def test_a_cut_body_is_half_of_the_true_one(platform: RunningPlatform, line: FaultLine) -> None:
    terminal = Terminal(platform)
    whole = terminal.get("/hall/status")
    line.next("cut")
    address = line.base_url.removeprefix("http://").partition("/")[0].split(":")
    request = "\r\n".join(
        ["GET /kiosk/v1/hall/status HTTP/1.1", "Host: x", *(f"{n}: {v}" for n, v in signed(whole)), "", ""]
    )
    with socket.create_connection((address[0], int(address[1]))) as client:
        client.sendall(request.encode())
        received = b"".join(iter(lambda: client.recv(65536), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    announced = next(
        int(row.split(b":")[1]) for row in head.split(b"\r\n") if row.lower().startswith(b"content-length")
    )
    assert len(body) == announced // 2


def signed(response: httpx.Response) -> list[tuple[str, str]]:
    """Return the headers of an earlier request: refused by its nonce, but answered with a body."""
    kept = ("x-", "authorization")
    return [(n, v) for n, v in response.request.headers.items() if n.startswith(kept)]


def test_one_connection_carries_many_requests(platform: RunningPlatform, line: FaultLine) -> None:
    terminal = Terminal(platform, base_url=line.base_url)
    terminal.http = httpx.Client(trust_env=False, timeout=30)
    line.mode(Fault("delay", seconds=0))
    for _ in range(5):
        assert terminal.get("/hall/status").status_code == 200
    # A fault on a kept connection ends that one; the client makes another.
    line.next("swallow")
    with pytest.raises(httpx.ReadError):
        terminal.get("/hall/status")
    assert terminal.get("/hall/status").status_code == 200
    terminal.http.close()


def test_modes_last_until_they_are_cleared(line: FaultLine, terminal: Terminal) -> None:
    line.mode(Fault("status", status=503))
    assert [terminal.get("/calendar").status_code for _ in range(3)] == [503] * 3
    line.next("pass")
    assert [terminal.get("/calendar").status_code for _ in range(2)] == [200, 503]
    line.mode(None)
    assert terminal.get("/calendar").status_code == 200


def test_the_same_seed_draws_the_same_series(platform: RunningPlatform) -> None:
    def series(seed: int) -> list[int]:
        with FaultLine(platform.base_url, seed=seed) as line:
            line.mode({Fault("status", status=502): 0.3, Fault("status", status=504): 0.3})
            terminal = Terminal(platform, base_url=line.base_url)
            return [terminal.get("/calendar").status_code for _ in range(30)]

    first = series(7)
    assert first == series(7)
    assert set(first) == {200, 502, 504}
    assert first != series(8)


def test_a_line_that_is_down_refuses_and_comes_back(line: FaultLine, terminal: Terminal) -> None:
    assert terminal.get("/calendar").status_code == 200
    line.down()
    with pytest.raises(httpx.ConnectError):
        terminal.get("/calendar")
    line.up()
    assert terminal.get("/calendar").status_code == 200


def test_a_platform_that_is_gone_is_a_bad_gateway(platform: RunningPlatform) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}/kiosk/v1"
    with FaultLine(nobody) as line:
        assert Terminal(platform, base_url=line.base_url).get("/calendar").status_code == 502


@pytest.mark.parametrize("shares", [{Fault("reset"): 1.1}, {Fault("reset"): -0.1}])
def test_shares_are_parts_of_one(line: FaultLine, shares: dict[Fault, float]) -> None:
    with pytest.raises(ValueError, match="parts of 1"):
        line.mode(shares)


def test_what_is_no_fault_and_no_address() -> None:
    with pytest.raises(ValueError, match="no such fault"):
        Fault("burn")
    with pytest.raises(ValueError, match="http://"):
        FaultLine("https://platform.example/kiosk/v1")


def test_the_program(platform: RunningPlatform) -> None:
    command = [
        sys.executable, "-m", "simulator.fault_line", "--upstream", platform.base_url, "--mix", "status=1",
    ]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        assert program.stdout
        told = program.stdout.readline()
        assert told.startswith("fault line: http://127.0.0.1:")
        assert httpx.get(told.split()[2] + "/calendar", trust_env=False).status_code == 502
        program.send_signal(signal.SIGTERM)
        out, err = program.communicate(timeout=30)
    assert (program.returncode, out, err) == (0, "", "")
