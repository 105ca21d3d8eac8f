"""The hall of the endurance run: a terminal without a screen, devices on ptys, a platform on a socket."""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.front_end import LOOK_SECONDS, PATIENCE_SECONDS, CannotMeasure, FrontEnd
from simulator.demo.programs import KIOSK, end, last_words, running
from simulator.escpos.printer import EscposPrinter
from simulator.platform.running import RunningPlatform
from simulator.samv.module import SamvModule

CONFIG: Final = """
[terminal]
id = "K03"
hall = {{ zh = "云溪区政务服务大厅", en = "Yunxi Government Services Hall" }}
state_dir = "{folder}/state"
[session]
idle_seconds = 10
grace_seconds = 5
[platform]
base_url = "{platform}"
app_id = "hall-kiosk"
device_id = "K03"
secret_file = "{folder}/platform.secret"
timeout_seconds = 1
[devices.id_card]
port = "{folder}/idcard"
[devices.ticket_printer]
port = "{folder}/ticket"
[services]
offer = ["check_in"]
[terminal_api]
listen = "127.0.0.1:0"
token_file = "{folder}/token"
[telemetry]
log_dir = "{folder}/log"
"""
READY: Final = re.compile(r"^terminal api: http://127\.0\.0\.1:(\d+)\n", re.MULTILINE)
TOLD: Final = "SELECT body FROM journal WHERE kind = 'print'"
NOBODY_CAME: Final = (
    "UPDATE bookings SET status = 'booked', ticket_id = NULL",
    "UPDATE tickets SET booking_id = NULL",
)
NEXT_DAY: Final = (
    *NOBODY_CAME,
    "DELETE FROM tickets",
    "DELETE FROM counters WHERE name LIKE 'ticket %'",
    "DELETE FROM journal",
)


@dataclass(frozen=True, slots=True)
class Record:
    """What the platform was told of one print."""

    number: str
    outcome: str


class Hall:
    """Open as long as the block of ``opened``."""

    def __init__(self, folder: Path, platform: RunningPlatform, held: ExitStack) -> None:
        self.folder = folder
        self.platform = platform
        self.reader = held.enter_context(closing(SamvModule(folder / "idcard", paced=False)))
        self.printer = held.enter_context(closing(EscposPrinter(folder / "ticket", paced=False)))
        self._db = held.enter_context(closing(sqlite3.connect(folder / "platform.db")))
        token = secrets.token_hex(16)
        self._write(platform.base_url, {"platform.secret": platform.secret, "token": token})
        self._said = folder / "kiosk.out"
        command = (*KIOSK, "headless", "--config", str(folder / "kiosk.toml"))
        self._program = held.enter_context(running(command, self._said))
        self.front_end = held.enter_context(closing(FrontEnd(self._port(), token)))
        self.until_fit()

    @property
    def pid(self) -> int:
        """The terminal's process."""
        return self._program.pid

    def until_fit(self) -> None:
        """Wait until platform and devices are well. Raises ``CannotMeasure``."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until and self._program.poll() is None:
            status = self.front_end.status()
            if (
                status
                and status["capabilities"]["check_in"]["available"]
                and all(one["device"] == "online" for one in status["devices"].values())
                and status["devices"]["ticket_printer"]["paper"] == "full"
            ):
                return
            time.sleep(LOOK_SECONDS)
        raise CannotMeasure(f"the terminal does not get well: {self.last_words()}")

    def records(self, count: int) -> list[Record]:
        """What the platform was told of tickets today: once it was told of ``count``, and nothing waits.

        After a while fewer will have to do.
        """
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            told = [json.loads(body) for (body,) in self._db.execute(TOLD)]
            bodies = [body for body in told if body["kind"] == "queue_ticket"]
            status = self.front_end.status()
            if len(bodies) >= count and status and not status["outbox"]["depth"]:
                break
            time.sleep(LOOK_SECONDS)
        numbers = dict(self._db.execute("SELECT ticket_id, ticket_no FROM tickets"))
        return [Record(numbers.get(body["reference"], "of another day"), body["outcome"]) for body in bodies]

    def book_again(self) -> None:
        """Nobody has come yet: every booking can be checked in once more."""
        self._run(*NOBODY_CAME)

    def next_day(self) -> None:
        """Numbers begin anew, and what was told of prints is forgotten."""
        self._run(*NEXT_DAY)

    def secrets(self) -> tuple[str, ...]:
        """What no next person may see: everybody's name, number, address, telephone."""
        rows = self._db.execute("SELECT name, id_no, address, phone FROM subjects WHERE subject_type = '1'")
        return tuple({text for row in rows for text in row if text})

    def ended(self) -> int | None:
        """The terminal's exit status; ``None`` while it runs."""
        return self._program.poll()

    def stop(self) -> int:
        """End the terminal as systemd does; returns its exit status."""
        end(self._program)
        return self._program.wait()

    def broken(self) -> list[str]:
        """The terminal's mistakes: lines of its log that tell of one, and what it said outside the log."""
        logs = sorted((self.folder / "log").glob("kiosk.log*"))
        lines = [line for log in logs for line in log.read_text("utf-8").splitlines()]
        told = [line for line in lines if json.loads(line)["level"] in {"error", "critical"}]
        said = self._said.read_text("utf-8", "replace").splitlines()
        return told + [line for line in said if not line.startswith(("{", "terminal api: "))]

    def last_words(self) -> str:
        """How the terminal is, for a report."""
        state: Any = self.ended()
        return f"exit {state}, {self.front_end.status() if state is None else ''}\n{last_words(self._said)}"

    def _port(self) -> int:
        until = time.monotonic() + PATIENCE_SECONDS
        while (found := READY.search(self._said.read_text("utf-8", "replace"))) is None:
            if time.monotonic() > until or self._program.poll() is not None:
                raise CannotMeasure(f"the terminal does not start:\n{last_words(self._said)}")
            time.sleep(LOOK_SECONDS)
        return int(found[1])

    def _run(self, *statements: str) -> None:
        with self._db:
            for statement in statements:
                self._db.execute(statement)

    def _write(self, platform: str, files: dict[str, str]) -> None:
        for name, text in files.items():
            (self.folder / name).write_text(text)
            (self.folder / name).chmod(0o600)
        (self.folder / "kiosk.toml").write_text(CONFIG.format(folder=self.folder, platform=platform), "utf-8")


@contextmanager
def opened(folder: Path) -> Iterator[Hall]:
    """A hall in ``folder``. Raises ``CannotMeasure`` when the terminal does not start."""
    with ExitStack() as held:
        platform = held.enter_context(RunningPlatform(db=str(folder / "platform.db")))
        yield Hall(folder, platform, held)
