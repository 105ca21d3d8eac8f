"""What people found by hand is kept: a report of tomorrow, and one made at a console, tells it too.

``state_dir/findings.json``: the last finding of each device, with the moment and the number of who tested.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from threading import Lock
from typing import Final

import msgspec
import structlog

from kiosk.staff.desk import Finding
from kiosk.store.whole_file import write_whole

log = structlog.get_logger()

NAME: Final = "findings.json"


class Findings:
    """The file. For the running terminal, or for a console where none runs: one writer at a time."""

    def __init__(self, state_dir: Path) -> None:
        self._file = state_dir / NAME
        self._turn = Lock()

    def read(self) -> dict[str, Finding]:
        """By device; empty where nothing was found yet, or the file cannot be read (which is logged)."""
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=dict[str, Finding])
        except FileNotFoundError:
            return {}
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
            log.warning("findings.unreadable", detail=f"{self._file}: {error}")
            return {}

    def write(self, kind: str, finding: Finding) -> None:
        """Put it in the place of this device's last one. A disk that takes it not is logged."""
        with self._turn:
            found = self.read() | {kind: finding}
            try:
                self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                write_whole(self._file, msgspec.json.format(msgspec.json.encode(found)) + b"\n")
            except OSError as error:
                log.warning("findings.not_kept", detail=f"{self._file}: {error.strerror}")

    async def keep(self, kind: str, finding: Finding) -> None:
        """``write``, off the loop. Never raises."""
        await asyncio.to_thread(self.write, kind, finding)
