"""A hall to measure in: platform and devices here, each with a clock on it; the terminal as a process."""

from __future__ import annotations

import json
import secrets
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from benchmarks.devices import TimedPrinter, TimedReader
from benchmarks.front_end import LOOK_SECONDS, PATIENCE_SECONDS, CannotMeasure, FrontEnd
from benchmarks.relay import Relay
from simulator.demo.programs import KIOSK, ROOT, last_words, running
from simulator.platform.pdf import LINES_A_PAGE
from simulator.platform.running import RunningPlatform
from simulator.scanner import SimScanner

DEMO: Final = ROOT / "config" / "kiosk.toml"
API: Final = """
[terminal_api]
listen = "127.0.0.1:{port}"
token_file = "{folder}/token"
"""


class Hall:
    """Open as long as the block of ``opened``."""

    def __init__(self, folder: Path, platform: RunningPlatform, held: ExitStack, tables: str = "") -> None:
        self.folder = folder
        self.config = folder / "kiosk.toml"
        url = urlsplit(platform.base_url)
        self.relay = held.enter_context(closing(Relay(url.hostname or "", url.port or 0)))
        self.reader = held.enter_context(closing(TimedReader(folder / "idcard")))
        self.printer = held.enter_context(closing(TimedPrinter(folder / "ticket")))
        held.enter_context(closing(SimScanner(folder / "qr")))
        self._port = _free_port()
        self._token = secrets.token_hex(16)
        self._write(platform, tables)

    def refill(self) -> None:
        """Nobody has come yet: every booking can be checked in once more."""
        with closing(sqlite3.connect(self.folder / "platform.db")) as db, db:
            db.execute("UPDATE bookings SET status = 'booked', ticket_id = NULL")
            db.execute("UPDATE tickets SET booking_id = NULL")

    def give_cases(self, person: str, count: int) -> None:
        """So many cases has this person then: copies of their own, each with its way so far."""
        with closing(sqlite3.connect(self.folder / "platform.db")) as db, db:
            db.row_factory = sqlite3.Row
            wanted = "SELECT c.* FROM cases c JOIN subjects s USING (subject_id) WHERE s.key = ?"
            own = db.execute(wanted, (person,)).fetchall()
            for number in range(count - len(own)):
                row = dict(own[number % len(own)])
                old, new = row["case_no"], f"9901{number:016}"
                row |= {"case_no": new, "application_no": f"99{number:012}"}
                names, marks = ", ".join(row), ", ".join("?" * len(row))
                db.execute(f"INSERT INTO cases ({names}) VALUES ({marks})", tuple(row.values()))  # noqa: S608
                db.execute(
                    "INSERT INTO case_events (case_no, state, at) "
                    "SELECT ?, state, at FROM case_events WHERE case_no = ? ORDER BY rowid",
                    (new, old),
                )

    def lengthen(self, certificate_id: str, pages: int) -> None:
        """Give a certificate so many lines that it takes so many pages: a payment record of twenty years."""
        rows = [{"label": f"第{n:03}期", "value": "已缴费"} for n in range(LINES_A_PAGE * (pages - 1) + 1)]
        with closing(sqlite3.connect(self.folder / "platform.db")) as db, db:
            told = (json.dumps(rows, ensure_ascii=False), certificate_id)
            db.execute("UPDATE certificates SET face = ? WHERE certificate_id = ?", told)

    def forget_grants(self) -> None:
        """Nothing was printed yet: the day's copies are all there."""
        with closing(sqlite3.connect(self.folder / "platform.db")) as db, db:
            db.execute("DELETE FROM grants")

    def command(self, *how: str) -> tuple[str, ...]:
        """The command that starts the terminal: ``run`` or ``headless``, and its options."""
        return (*KIOSK, *how, "--config", str(self.config))

    @contextmanager
    def terminal(
        self, *how: str, env: Mapping[str, str] | None = None, command: Sequence[str] = ()
    ) -> Iterator[FrontEnd]:
        """The terminal, with its devices online, and its API. Raises ``CannotMeasure``.

        ``command`` starts it in another way than ``how`` says.
        """
        log = self.folder / "kiosk.out"
        with (
            running(command or self.command(*how), log, env=env) as program,
            closing(FrontEnd(self._port, self._token)) as front_end,
        ):
            self._ready(front_end, program, log)
            yield front_end

    def until_ready(self, program: subprocess.Popen[bytes]) -> None:
        """Wait until a terminal started elsewhere has its devices online."""
        with closing(FrontEnd(self._port, self._token)) as front_end:
            self._ready(front_end, program, self.folder / "kiosk.out")

    def _ready(self, front_end: FrontEnd, program: subprocess.Popen[bytes], log: Path) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until and program.poll() is None:
            if front_end.ready():
                return
            time.sleep(LOOK_SECONDS)
        raise CannotMeasure(f"the terminal is not ready: {front_end.status()}\n{last_words(log)}")

    def _write(self, platform: RunningPlatform, tables: str) -> None:
        for name, text in (("platform.secret", platform.secret), ("token", self._token)):
            file = self.folder / name
            file.write_text(text)
            file.chmod(0o600)
        demo = DEMO.read_text("utf-8").replace("out/demo", str(self.folder))
        demo = demo.replace("http://127.0.0.1:8801", f"http://127.0.0.1:{self.relay.port}")
        self.config.write_text(demo + tables + API.format(port=self._port, folder=self.folder), "utf-8")


@contextmanager
def opened(tables: str = "") -> Iterator[Hall]:
    """Open a hall in a folder of its own, which goes when it closes. ``tables``: more of ``kiosk.toml``."""
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as name, ExitStack() as held:
        folder = Path(name)
        platform = held.enter_context(RunningPlatform(db=str(folder / "platform.db")))
        yield Hall(folder, platform, held, tables)


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as found:
        port: int = found.getsockname()[1]
    return port
