"""A CUPS server of one's own: real ``cupsd``, one queue, and a printer whose faults are set from outside."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from simulator.cups.faults import FAULTS
from simulator.cups.files import configure, make

CUPSD: Final = "/usr/sbin/cupsd"
START_SECONDS: Final = 20
EVENT_SECONDS: Final = 20
PORTS: Final = range(20000, 32000)
"""Below those that the kernel gives to outgoing connections: a port is still free after a restart."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What the printer was given: a job, as the backend got it."""

    job: int
    user: str
    title: str
    copies: int
    options: str
    pdf: bytes


class PrivateCups:
    """A server on a free port of 127.0.0.1, running when made. ``close()`` removes every trace of it."""

    def __init__(
        self,
        *,
        queue: str = "A4",
        error_policy: str = "abort-job",
        reasons: Sequence[str] = (),
        only: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """``reasons``: what the queue says of the printer from the start (``media-empty-report``).

        ``only``: an operation (``Resume-Printer``), and the one user who may do it, once CUPS knows that it
        is he; everything else everybody may do.
        """
        self.queue = queue
        self.port = _free_port()
        self._home = Path(tempfile.mkdtemp(prefix="cups"))
        make(
            self._home,
            self.port,
            queue=queue,
            error_policy=error_policy,
            reasons=reasons,
            only=only,
        )
        self.fault("ok")
        self._events: list[tuple[str, int, int]] = []
        self._news = threading.Condition()
        # Open for both ways: so that a backend that tells something never waits for a reader.
        self._pipe = os.open(self._home / "events", os.O_RDWR)
        threading.Thread(target=self._listen, name="cups-events", daemon=True).start()
        self._process = self._start()

    @property
    def server(self) -> str:
        """The address, as clients want it: ``127.0.0.1:PORT``."""
        return f"127.0.0.1:{self.port}"

    @property
    def socket(self) -> str:
        """The Unix socket's path, which clients take as an address too."""
        return str(self._home / "state/cups.sock")

    @property
    def url(self) -> str:
        """The queue as a network printer."""
        return f"ipp://{self.server}/printers/{self.queue}"

    def fault(self, name: str, after: int = 0) -> None:
        """Put ``name`` of ``FAULTS`` into force once ``after`` pages are out; ``ok`` mends."""
        if name not in FAULTS:
            raise KeyError(name)
        self._put("fault", f"{name} {after}\n")

    def markers(self, text: str) -> None:
        """Supplies to tell of in each job: ``marker-levels=40 marker-names=Black marker-types=toner``."""
        self._put("markers", text)

    @property
    def papers(self) -> list[Paper]:
        """Everything that reached the printer, first job first, whole or not."""
        jobs = sorted(int(path.stem) for path in (self._home / "kept").glob("*.job"))
        return [self._paper(job) for job in jobs]

    @property
    def spool(self) -> list[str]:
        """The server's own files of jobs: control (``c00001``) and documents (``d00001-001``)."""
        return sorted(path.name for path in (self._home / "spool").glob("[cd][0-9]*"))

    def pages(self) -> int:
        """How many pages came out."""
        with self._news:
            return sum(event == "page" for event, _job, _page in self._events)

    def wait_for(self, event: str, count: int = 1) -> int:
        """Return the job of the ``count``-th ``event``: got, page, cancelled, ended or a fault's name."""
        with self._news:
            if not self._news.wait_for(lambda: len(self._told(event)) >= count, EVENT_SECONDS):
                raise TimeoutError(event)
            return self._told(event)[count - 1]

    def told(self, event: str) -> int:
        """How often ``event`` was told of so far."""
        with self._news:
            return len(self._told(event))

    def kill(self) -> None:
        """End the server as a crash does. What it had started lives on, as after a real one."""
        self._process.kill()
        self._process.wait()

    def restart(self) -> None:
        """Start it again, on the same port with the same queue and spool."""
        self._process = self._start()

    def allow_only(self, only: Mapping[str, str]) -> None:
        """From its next start on each of these operations is for that one user alone (see ``only``)."""
        configure(self._home, self.port, only)

    def freeze(self) -> None:
        """Keep the server from answering; connections are still taken."""
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it answer again."""
        self._process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        """End the server and its backends, and remove its files."""
        self.thaw()
        self._process.terminate()
        self._process.wait()
        self._tell_backends_to_end()
        shutil.rmtree(self._home)

    def _start(self) -> subprocess.Popen[bytes]:
        config, files = self._home / "cupsd.conf", self._home / "cups-files.conf"
        process = subprocess.Popen(  # noqa: S603 our own server
            [CUPSD, "-f", "-c", str(config), "-s", str(files)], stdin=subprocess.DEVNULL
        )
        end = time.monotonic() + START_SECONDS
        while process.poll() is None and time.monotonic() < end:
            with contextlib.suppress(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", self.port)).close()
                return process
            time.sleep(0.01)
        process.kill()
        process.wait()
        why = (self._home / "log/error").read_text("utf-8", "replace")
        shutil.rmtree(self._home)
        raise RuntimeError(f"{CUPSD} did not start: {why}")

    def _tell_backends_to_end(self) -> None:
        (self._home / "fault").unlink()  # each reads it many times a second, and ends without it
        # The last word ends the thread that listens; a pipe closed under it would not.
        os.write(self._pipe, b"closed 0 0\n")
        self.wait_for("closed")
        os.close(self._pipe)

    def _listen(self) -> None:
        with os.fdopen(os.dup(self._pipe), encoding="ascii") as lines:
            for line in lines:
                event, job, page = line.split()
                with self._news:
                    self._events.append((event, int(job), int(page)))
                    self._news.notify_all()
                if event == "closed":
                    return

    def _told(self, event: str) -> list[int]:
        return [job for told, job, _page in self._events if told == event]

    def _paper(self, job: int) -> Paper:
        folder = self._home / "kept"
        user, title, copies, options, *_ = (folder / f"{job}.job").read_text("utf-8").split("\n")
        return Paper(job, user, title, int(copies), options, (folder / f"{job}.pdf").read_bytes())

    def _put(self, name: str, text: str) -> None:
        # In one step: the backend must never read half a word.
        fresh = self._home / f"{name}.new"
        fresh.write_text(text, "utf-8")
        fresh.replace(self._home / name)


def _free_port() -> int:
    while True:
        port = random.choice(PORTS)
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
