"""``run_kiosk.py demo`` as a program: with a screen, without one, and when a port is taken."""

from __future__ import annotations

import fcntl
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from simulator.demo import display
from simulator.demo.programs import ROOT, answer, running
from simulator.demo.show import DOCK_PORT, FOLDER, PLATFORM_PORT
from simulator.demo.trouble import CannotShow

pytestmark = pytest.mark.xdist_group("display")

DEADLINE = 120.0
DEMO = (sys.executable, "run_kiosk.py", "demo")


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    """The demo's ports and folder are fixed: one at a time on this machine."""
    with (Path(tempfile.gettempdir()) / "hall-kiosk-demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def unseen() -> dict[str, str]:
    """An environment without a screen."""
    return {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}}


def assert_nothing_is_left() -> None:
    for port in (DOCK_PORT, PLATFORM_PORT):
        socket.create_server(("127.0.0.1", port)).close()
    for link in ("idcard", "ticket", "qr"):
        assert not (ROOT / FOLDER / link).exists()


def test_without_a_screen_it_plays_a_check_in_and_ends() -> None:
    done = subprocess.run(
        DEMO, cwd=ROOT, env=unseen(), capture_output=True, text=True, timeout=DEADLINE, check=False
    )
    assert done.returncode == 0, done.stderr
    assert f"dock: http://127.0.0.1:{DOCK_PORT}\n" in done.stdout
    named = re.findall(r"^(\S+\.png)  ", done.stdout, re.MULTILINE)
    assert [Path(name).name.lstrip("123456-") for name in named] == [
        "attract.png", "home.png", "card.png", "bookings.png", "ticket.png", "bye.png", "ticket.png",
    ]  # fmt: skip
    *steps, slip = [Image.open(ROOT / name) for name in named]
    for step in steps:
        assert step.size == (display.WIDTH, display.HEIGHT)
        assert len(step.getcolors(1 << 24) or ()) > 50, "an empty window"
    assert slip.height > slip.width
    assert re.search(r"printed and cut: [A-Z]\d+\n\Z", done.stdout)
    assert_nothing_is_left()


@pytest.mark.parametrize(("port", "needed_by"), [(DOCK_PORT, "dock"), (PLATFORM_PORT, "platform")])
def test_a_taken_port_is_said_in_one_line_and_nothing_is_touched(port: int, needed_by: str) -> None:
    kept = ROOT / FOLDER / "kept"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.touch()
    with socket.create_server(("127.0.0.1", port)):
        done = subprocess.run(
            DEMO, cwd=ROOT, env=unseen(), capture_output=True, text=True, timeout=DEADLINE, check=False
        )
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert str(port) in line
    assert needed_by in line
    assert kept.exists()


def close_window(demo: subprocess.Popen[bytes], screen: str) -> None:
    """By the window manager's own key; again, in case the manager was not ready for it."""
    for _ in range(5):
        answer(("xdotool", "key", "alt+F4"), env={"DISPLAY": screen})
        with suppress(subprocess.TimeoutExpired):
            demo.wait(5)
            return


def focused(screen: str) -> str:
    try:
        return answer(("xdotool", "getactivewindow"), env={"DISPLAY": screen})
    except CannotShow:
        return ""


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def interrupt(demo: subprocess.Popen[bytes], _: str) -> None:
    demo.send_signal(signal.SIGINT)


@pytest.mark.parametrize("end", [close_window, interrupt])
def test_with_a_screen_it_runs_until_it_is_ended(
    tmp_path: Path, end: Callable[[subprocess.Popen[bytes], str], None]
) -> None:
    said = tmp_path / "demo.out"
    with (
        display.own_screen(tmp_path / "xvfb.out") as screen,
        running(("openbox",), tmp_path / "openbox.out", env={"DISPLAY": screen}),
        running(DEMO, said, env={"DISPLAY": screen, "SDL_VIDEODRIVER": "x11"}) as demo,
    ):
        until(lambda: "close the window" in said.read_text("utf-8") and bool(focused(screen)))
        assert demo.poll() is None
        end(demo, screen)
        assert demo.wait(DEADLINE) == 0, said.read_text("utf-8")
    assert said.read_text("utf-8").startswith(f"dock: http://127.0.0.1:{DOCK_PORT}\n")
    assert_nothing_is_left()
