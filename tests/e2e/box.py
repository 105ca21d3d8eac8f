"""A hall in a box: the real terminal as a process, its devices on ptys, the platform on a socket."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from kiosk.clock import now
from kiosk.staff.config_keeping import ConfigFile
from simulator.escpos.printer import EscposPrinter
from simulator.platform.running import RunningPlatform
from simulator.samv.cards import sample_cards
from simulator.samv.module import SamvModule
from simulator.scanner import SimScanner

ROOT = Path(__file__).parents[2]
DEADLINE = 30.0
"""Seconds after which something that should come is taken for hung. Nothing is measured with it."""


class Box:
    """Use as a context manager: ``with Box(tmp_path) as box``."""

    def __init__(  # noqa: PLR0913 what a hall is made of
        self,
        folder: Path,
        *,
        tables: str = "",
        profile: str = "hall",
        env: Mapping[str, str] | None = None,
        offer: tuple[str, ...] = ("check_in",),
        platform_db: str = ":memory:",
        timeout: int = 2,
    ) -> None:
        """``tables``: more of ``kiosk.toml``, such as ``[devices.camera]``; ``env``: more for the process.

        ``timeout``: the platform's, in seconds.
        """
        self.folder = folder
        self._offer = offer
        self._timeout = timeout
        self._env = {**os.environ, **(env or {})}
        self.platform = RunningPlatform(db=platform_db)
        self.reader = SamvModule(folder / "idcard")
        self.printer = EscposPrinter(folder / "ticket")
        self.token = secrets.token_hex(16)
        self.config = folder / "kiosk.toml"
        self.scanner = SimScanner(folder / "qr")
        self._write_config(tables, profile)
        self._process: subprocess.Popen[str] | None = None
        self.api = httpx.Client(trust_env=False)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self.stop()
        self.reader.close()
        self.printer.close()
        self.scanner.close()
        self.platform.stop(wait=False)

    def start(self) -> None:
        """Start ``run_kiosk.py headless`` and wait for the line that it promises."""
        command = [sys.executable, str(ROOT / "run_kiosk.py"), "headless", "--config", str(self.config)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=self._env
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line.startswith("terminal api: http://127.0.0.1:"):
            raise AssertionError(f"{line!r}\n{self._process.communicate(timeout=DEADLINE)[1]}")
        self.api = httpx.Client(
            base_url=line.removeprefix("terminal api: ").strip(),
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=DEADLINE + 10,
            trust_env=False,
        )

    def stop(self) -> int:
        """End it with SIGTERM; returns its exit status."""
        self.api.close()
        if self._process is None:
            return 0
        self._process.send_signal(signal.SIGTERM)
        _, self.stderr = self._process.communicate(timeout=DEADLINE)
        status = self._process.returncode
        self._process = None
        return status

    @property
    def pid(self) -> int:
        """Its process."""
        assert self._process is not None
        return self._process.pid

    def sets(self, key: str, value: str) -> None:
        """Change the configuration as ``config set`` does, and tell the terminal so."""
        ConfigFile(self.config).set(key, value, who="uid:1000", at=now())
        self.is_told()

    def undoes(self) -> None:
        """Take the last change back, and tell the terminal so."""
        ConfigFile(self.config).undo(who="uid:1000", at=now())
        self.is_told()

    def is_told(self) -> None:
        """SIGHUP: the configuration file may have changed."""
        os.kill(self.pid, signal.SIGHUP)

    def logs(self, event: str, count: int = 1, **fields: str) -> None:
        """Wait until it has logged this so many times."""

        def logged() -> list[dict[str, Any]]:
            rows = [json.loads(line) for line in self.log().splitlines()]
            return [row for row in rows if row["event"] == event and fields.items() <= row.items()]

        self._until(lambda: len(logged()) >= count)

    def is_killed(self) -> None:
        """SIGKILL: it has no time for anything."""
        assert self._process is not None
        self.api.close()
        self._process.kill()
        self._process.communicate(timeout=DEADLINE)
        self._process = None

    def ends_by_itself(self) -> int:
        """Wait until it ends by itself; returns its exit status."""
        assert self._process is not None
        self.api.close()
        _, self.stderr = self._process.communicate(timeout=DEADLINE)
        status = self._process.returncode
        self._process = None
        return status

    def log(self) -> str:
        """Everything it has written down."""
        return "".join(file.read_text("utf-8") for file in (self.folder / "log").iterdir())

    def lay(self, card: str) -> None:
        """Lay a sample card on the reader."""
        self.reader.lay(sample_cards()[card])

    def scans(self, code: str) -> dict[str, Any]:
        """Hold a code before the scanner until it was taken: what comes too early is dropped."""
        before = self.now()["seq"]
        while self.now()["view"] == "present_credential":
            self.scanner.scan(code)
            answer = self.api.get("/v1/view", params={"after": before, "wait": 3})
            if answer.status_code == httpx.codes.OK:
                before = answer.json()["seq"]
        return self.now()

    def view(self, after: int = 0) -> dict[str, Any]:
        """The current view, or the next one after ``after``."""
        answer = self.api.get("/v1/view", params={"after": after, "wait": DEADLINE})
        assert answer.status_code == httpx.codes.OK, f"nothing after {self.now()}"
        body: dict[str, Any] = answer.json()
        return body

    def now(self) -> dict[str, Any]:
        """The view that is up, without waiting."""
        body: dict[str, Any] = self.api.get("/v1/view").json()
        return body

    def sees(self, name: str, **data: Any) -> dict[str, Any]:
        """Wait for a view of this name, whose data has these members."""
        seen, after, until = [], 0, time.monotonic() + DEADLINE
        while time.monotonic() < until:
            view = self.view(after)
            if view["view"] == name and data.items() <= view["data"].items():
                return view
            after = view["seq"]
            seen.append(view["view"])
        raise AssertionError(f"no {name} {data}, only {seen}")

    def chooses(self, view: dict[str, Any], choice: str) -> None:
        """Answer a view."""
        self.answers(view, choice)

    def answers(self, view: dict[str, Any], choice: str, **values: str) -> None:
        """Answer a view on which something is filled in."""
        body = {"seq": view["seq"], "choice": choice, "values": values}
        answer = self.api.post("/v1/answer", json=body)
        assert answer.status_code == httpx.codes.NO_CONTENT, answer.text

    def insists(self, fault: dict[str, Any], wanted: str) -> dict[str, Any]:
        """Try again at a fault until ``wanted`` comes: a slow platform may be busy with the last try."""
        until = time.monotonic() + DEADLINE
        view = fault
        while view["view"] != wanted:
            assert time.monotonic() < until, view["data"]
            if view["view"] == "fault":
                self.chooses(view, "retry")
            view = self.view(view["seq"])
        return view

    def home_choice_becomes(self, choice_id: str, *, enabled: bool) -> dict[str, Any]:
        """Wait until home shows this choice (dis)abled; returns it."""
        until, after = time.monotonic() + DEADLINE, 0
        while time.monotonic() < until:
            view = self.view(after)
            [choice] = [c for c in view["choices"] if c["id"] == choice_id]
            if choice["enabled"] is enabled:
                found: dict[str, Any] = choice
                return found
            after = view["seq"]
        raise AssertionError(choice_id)

    def begins_check_in(self) -> dict[str, Any]:
        """Home, then the card prompt."""
        while True:
            home = self.sees("home")
            answer = self.api.post("/v1/answer", json={"seq": home["seq"], "choice": "check_in"})
            if answer.status_code == httpx.codes.NO_CONTENT:
                return self.sees("present_credential")
            time.sleep(0.1)

    def mend_printer(self) -> None:
        """New paper, closed cover, everything answered; wait until the terminal knows."""
        faults = self.printer.faults
        faults.refill()
        for name in ("cover_open", "silent", "no_answer", "no_barrier"):
            setattr(faults, name, False)
        self.status_shows("ticket_printer", device="online", paper="full")

    def status(self) -> dict[str, Any]:
        """``GET /v1/status``."""
        body: dict[str, Any] = self.api.get("/v1/status").json()
        return body

    def status_shows(self, kind: str, **words: str) -> None:
        """Wait until a device's status has these words."""
        self._until(lambda: words.items() <= self.status()["devices"][kind].items())

    def heartbeat_tells(self, kind: str, **words: str) -> None:
        """Wait until the platform was last told these words of a device."""

        def told() -> bool:
            beats = self.platform.requests("sendHeartbeat")
            devices = {one["kind"]: one for one in beats[-1]["body"]["devices"]} if beats else {}
            return all(devices.get(kind, {}).get(name) == word for name, word in words.items())

        self._until(told)

    def heartbeat_counts(self, name: str, number: int) -> None:
        """Wait until the platform was last told this count of today."""

        def told() -> bool:
            beats = self.platform.requests("sendHeartbeat")
            return bool(beats) and beats[-1]["body"]["counters"].get(name) == number

        self._until(told)

    def capability_is(self, available: bool) -> None:
        """Wait until check-in is (not) possible."""
        self._until(lambda: self.status()["capabilities"]["check_in"]["available"] is available)

    def print_records(self, count: int) -> list[dict[str, Any]]:
        """What the platform was told of prints, once it was told of so many."""

        def told() -> list[dict[str, Any]]:
            batches = self.platform.requests("postPrintRecords")
            return [r for batch in batches if batch["status"] == 200 for r in batch["body"]["records"]]

        self._until(lambda: len(told()) >= count)
        return told()

    def takes(self, operation: str) -> None:
        """Wait until the platform has done this at least once."""
        self._until(lambda: any(r["status"] == httpx.codes.OK for r in self.platform.requests(operation)))

    def platform_hears(self, action: str) -> dict[str, Any]:
        """Wait until the platform was told of this deed; returns its last event."""

        def told() -> list[dict[str, Any]]:
            batches = self.platform.requests("postAuditEvents")
            events = [event for batch in batches for event in batch["body"]["events"]]
            return [event for event in events if event["action"] == action]

        self._until(lambda: bool(told()))
        return told()[-1]

    def outbox_empties(self) -> None:
        """Wait until nothing waits to be sent."""
        self._until(lambda: self.status()["outbox"]["depth"] == 0)

    def _until(self, true: Callable[[], bool]) -> None:
        until = time.monotonic() + DEADLINE
        while not true():
            assert time.monotonic() < until, self.status()
            time.sleep(0.05)

    def _write_config(self, tables: str, profile: str) -> None:
        secret, token = self.folder / "secret", self.folder / "token"
        for file, text in ((secret, self.platform.secret), (token, self.token)):
            file.write_text(text)
            file.chmod(0o600)
        text = f"""
[terminal]
id = "K03"
profile = "{profile}"
hall = {{ zh = "云溪区政务服务大厅", en = "Yunxi Government Services Hall" }}
state_dir = "{self.folder}/state"
[session]
idle_seconds = 120
[platform]
base_url = "{self.platform.base_url}"
app_id = "hall-kiosk"
device_id = "K03"
secret_file = "{secret}"
timeout_seconds = {self._timeout}
[devices.id_card]
port = "{self.folder}/idcard"
[devices.ticket_printer]
port = "{self.folder}/ticket"
[devices.code_scanner]
port = "{self.folder}/qr"
{tables}
[services]
offer = [{", ".join(f'"{service}"' for service in self._offer)}]
[terminal_api]
listen = "127.0.0.1:0"
token_file = "{token}"
[telemetry]
log_dir = "{self.folder}/log"
"""
        self.config.write_text(text)
