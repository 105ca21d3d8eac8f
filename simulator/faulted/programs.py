"""The two processes that are killed: the terminal and the platform."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final, Self

import msgspec

from simulator.faulted.entry import Entry
from simulator.faulted.terminal import Post, Word

ROOT: Final = Path(__file__).parents[2]
PATIENCE_S: Final = 60.0
LOOK_S: Final = 0.005
SETTLED_S: Final = 1.0
"""Nothing waits, and nothing was said for so long: what is left to gather would have been."""

TERMINAL: Final = (sys.executable, "-m", "simulator.faulted.terminal")
PLATFORM: Final = (sys.executable, "-m", "simulator.platform")


class Stuck(Exception):
    """The run cannot go on; says why."""


class Terminal:
    """Starts again whenever ``mend`` finds it dead. One more always stands by, loaded and without a task."""

    def __init__(self, post: Post, errors: IO[bytes]) -> None:
        self.starts = 0
        self.waiting: int | None = None
        """How many letters wait, as it last said."""
        self.quiet_since = time.monotonic()
        """When it last said anything."""
        self.put: set[int] = set()
        """The numbers of the entries it has given a receipt for."""
        self.asked: set[int] = set()
        """Those handed to the running process that have none yet."""
        self._post = post
        self._errors = errors
        self._next = self._spawn()
        self.start()

    @property
    def pid(self) -> int:
        """The running process."""
        return self._process.pid

    def start(self) -> None:
        """Let the one that stands by begin."""
        self._process, self._next = self._next, self._spawn()
        self.starts += 1
        self.waiting = None
        self.quiet_since = time.monotonic()
        self._ear = threading.Thread(target=self._listen, args=(self._process,), daemon=True)
        self._ear.start()
        self._write(msgspec.json.encode(self._post))

    def mend(self) -> set[int]:
        """Start it again if it is dead; the entries that it was putting when it died."""
        if self._process.poll() is None:
            return set()
        if self._process.returncode >= 0:
            raise Stuck(f"the terminal ended by itself, status {self._process.returncode}")
        self._ear.join()
        in_doubt = set(self.asked)
        self.asked.clear()
        self.start()
        return in_doubt

    def hand(self, entry: Entry) -> None:
        """Have an entry put. A terminal that has just died does not hear it."""
        self.asked.add(entry.number)
        self._write(msgspec.json.encode(entry))

    def kill(self) -> None:
        """As a power cut would."""
        self._process.kill()
        self._process.wait()

    def is_settled(self) -> bool:
        """Whether nothing waits any more."""
        return self.waiting == 0 and not self.asked and time.monotonic() - self.quiet_since > SETTLED_S

    def stop(self) -> None:
        """End in order."""
        if self._process.stdin:
            self._process.stdin.close()
        if self._process.wait(PATIENCE_S):
            raise Stuck(f"the terminal ended with status {self._process.returncode}")
        self._ear.join()

    def __enter__(self) -> Self:
        """Use as a context manager."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave no process behind."""
        for process in (self._next, self._process):
            _end(process)

    def _spawn(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 our own program
            TERMINAL,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            bufsize=0,
        )

    def _write(self, line: bytes) -> None:
        try:
            if self._process.stdin:
                self._process.stdin.write(line + b"\n")
        except BrokenPipeError:
            return  # killed a moment ago: ``mend`` will see

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        for line in process.stdout or ():
            if not line.endswith(b"\n"):
                return
            word = msgspec.json.decode(line, type=Word)
            if word.put is not None:
                self.put.add(word.put)
                self.asked.discard(word.put)
            if process is self._process:
                self.quiet_since = time.monotonic()
                self.waiting = self.waiting if word.waiting is None else word.waiting


class Platform:
    """The reference platform on a file, always at the same port."""

    def __init__(self, database: Path, secret: str, errors: IO[bytes]) -> None:
        self.database = database
        self.starts = 0
        self._errors = errors
        secret_file = database.with_suffix(".secret")
        secret_file.write_text(secret)
        self._options = ("--device-secret-file", secret_file)
        self._port = 0
        self.base_url = ""
        self.start()

    @property
    def pid(self) -> int:
        """The running process."""
        return self._process.pid

    def start(self) -> None:
        """Start, and wait until it answers."""
        self._process = subprocess.Popen(  # noqa: S603 our own program
            (*PLATFORM, "--port", str(self._port), "--db", self.database, *self._options),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        said = self._process.stdout.readline().decode() if self._process.stdout else ""
        if not said.startswith("platform: "):
            raise Stuck("the platform does not start")
        self.starts += 1
        self.base_url = said.removeprefix("platform: ").strip()
        self._port = int(self.base_url.split(":")[2].split("/")[0])

    def mend(self) -> bool:
        """Start it again if it is dead; whether it was."""
        if self._process.poll() is None:
            return False
        self.start()
        return True

    def kill(self) -> None:
        """As a power cut would."""
        self._process.kill()

    def stop(self) -> None:
        """End in order."""
        self._process.terminate()
        self._process.wait(PATIENCE_S)

    def __enter__(self) -> Self:
        """Use as a context manager."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave no process behind."""
        _end(self._process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()


def until(done: Callable[[], bool], what: str) -> None:
    """Ask again and again. Raises ``Stuck``."""
    deadline = time.monotonic() + PATIENCE_S
    while not done():
        if time.monotonic() > deadline:
            raise Stuck(f"waited in vain for {what}")
        time.sleep(LOOK_S)
