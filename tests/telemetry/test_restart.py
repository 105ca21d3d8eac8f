"""The whole terminal, ordered about: it ends in order with the status systemd waits for, and remembers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kiosk.app import RESTART
from tests.e2e.box import DEADLINE, Box


class OrderedBox(Box):
    """A box whose platform gives orders."""

    def order(self, kind: str, **args: Any) -> None:
        body = {"kind": kind, "args": args}
        self.platform.control.post("devices/K03/commands", json=body).raise_for_status()
        # A device that changes brings a heartbeat, and with it the order, at once.
        self.printer.faults.cover_open = not self.printer.faults.cover_open

    def ends(self) -> tuple[int, str]:
        """Wait for its end: exit status and what it said."""
        assert self._process is not None
        _, said = self._process.communicate(timeout=DEADLINE)
        status, self._process = self._process.returncode, None
        return status, said

    def has_a_catalogue(self) -> str:
        self._until(lambda: self.status()["catalogue"]["version"] is not None)
        version: str = self.status()["catalogue"]["version"]
        return version

    def loses_power(self) -> None:
        assert self._process is not None
        self._process.kill()
        self.ends()


def test_a_restart_is_done_once_and_the_catalogue_is_there_again_without_a_line(tmp_path: Path) -> None:
    with OrderedBox(tmp_path) as box:
        version = box.has_a_catalogue()
        box.order("restart")
        status, said = box.ends()
        assert status == RESTART
        assert "Traceback" not in said
        told = box.platform.state()["devices"]["K03"]["heartbeat"]["command_results"]
        assert told == [{"command_id": "cm-0001", "result": "done"}]
        box.platform.fault("*", "close", times=None)
        box.start()
        assert box.status()["catalogue"]["version"] == version
        assert box.sees("home")["data"]["catalogue_version"] == version


def test_out_of_service_outlasts_a_power_cut(tmp_path: Path) -> None:
    with OrderedBox(tmp_path) as box:
        box.capability_is(available=True)
        box.order("out_of_service", text="检修中，请去3号窗口")
        box.capability_is(available=False)
        box.loses_power()
        box.start()
        closed = box.sees("out_of_service")
        assert closed["lines"][0]["zh"] == "检修中，请去3号窗口"
