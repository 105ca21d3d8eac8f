"""Whether a terminal runs here: it holds a lock with its process id in it for as long as it lives."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Final

from kiosk.errors import StoreError

NAME: Final = "terminal.lock"


class Presence:
    """Held until ``leave``, or until the process ends however it ends."""

    def __init__(self, state_dir: Path) -> None:
        """Raises ``StoreError``: another terminal has it, or the folder cannot be written."""
        file = state_dir / NAME
        try:
            state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreError(f"{file}: {error.strerror}") from None
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._lock)
            raise StoreError(f"{file}: another terminal process uses it") from None
        os.truncate(self._lock, 0)
        os.write(self._lock, f"{os.getpid()}\n".encode())

    def leave(self) -> None:
        """Let others in."""
        os.close(self._lock)


def running(state_dir: Path) -> int | None:
    """The process id of the terminal that runs on this state folder; ``None`` when none does.

    Raises ``StoreError`` when that cannot be known.
    """
    try:
        lock = os.open(state_dir / NAME, os.O_RDONLY)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"{state_dir / NAME}: {error.strerror}") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        written = os.read(lock, 32).strip()
        return int(written) if written.isdigit() else 0
    else:
        return None
    finally:
        os.close(lock)
