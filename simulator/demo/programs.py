"""The programs that the demo starts, and how they end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from simulator.demo.trouble import CannotShow

ROOT: Final = Path(__file__).parents[2]
KIOSK: Final = (sys.executable, str(ROOT / "run_kiosk.py"))
PATIENCE_SECONDS: Final = 10.0
SHORT_SECONDS: Final = 30.0
LAST_LINES: Final = 8


@contextmanager
def running(
    command: Sequence[str], log: Path, *, env: Mapping[str, str] | None = None, keep: Sequence[int] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    """A program until the end of the block; what it says goes to ``log``. Raises ``CannotShow``."""
    with log.open("wb") as said:
        try:
            program = subprocess.Popen(  # noqa: S603 our own programs
                command,
                cwd=ROOT,
                env={**os.environ, **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                pass_fds=keep,
                start_new_session=True,  # Ctrl-C is for the demo alone, which then ends the rest in order
            )
        except FileNotFoundError:
            raise CannotShow(f"{command[0]} is missing: run `make packages`") from None
    try:
        yield program
    finally:
        end(program)


def end(program: subprocess.Popen[bytes]) -> None:
    """Ask it to end; insist after a while."""
    if program.poll() is not None:
        return
    program.send_signal(signal.SIGTERM)
    try:
        program.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()


def answer(command: Sequence[str], *, env: Mapping[str, str] | None = None) -> str:
    """What a short program says. Raises ``CannotShow`` with its last words when it fails."""
    try:
        done = subprocess.run(  # noqa: S603
            command,
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            capture_output=True,
            text=True,
            check=False,
            timeout=SHORT_SECONDS,
        )
    except FileNotFoundError:
        raise CannotShow(f"{command[0]} is missing: run `make packages`") from None
    except subprocess.TimeoutExpired:
        raise CannotShow(f"{' '.join(command)} did not end") from None
    if done.returncode:
        raise CannotShow(f"{Path(command[0]).name}: {(done.stderr or done.stdout).strip()}")
    return done.stdout.strip()


def last_words(log: Path) -> str:
    """The end of what a program said."""
    return "\n".join(log.read_text("utf-8", "replace").splitlines()[-LAST_LINES:])
