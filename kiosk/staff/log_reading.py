"""The log as people read it: its lines picked by level, event and visit, its events as sentences."""

from __future__ import annotations

import gzip
import json
import tomllib
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from kiosk.clock import CHINA

LEVELS: Final = ("debug", "info", "warning", "error", "critical")
CATALOGUE: Final = Path(__file__).parents[2] / "config" / "log_events.toml"
COMMON: Final = frozenset({"event", "level", "timestamp", "trace", "exception"})

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines: of this level or worse, of events that begin so, of one visit (or one letter)."""

    level: str = "info"
    event: str = ""
    trace: str = ""

    def fits(self, line: Line) -> bool:
        """Whether it is one of them."""
        level = str(line.get("level", "info"))
        worse = LEVELS.index(level) >= LEVELS.index(self.level) if level in LEVELS else True
        named = str(line.get("event", "")).startswith(self.event)
        # A request's trace id begins with its visit's.
        visits = {str(line.get("trace", "")), str(line.get("letter", ""))} - {""}
        return worse and named and (not self.trace or any(self.trace.startswith(v) for v in visits))


def when(line: Line, form: str) -> str:
    """When it happened by the hall's clock, as ``strftime``; logs have UTC. Empty where no moment is told."""
    try:
        return datetime.fromisoformat(str(line["timestamp"])).astimezone(CHINA).strftime(form)
    except (KeyError, ValueError):
        return ""


def files(folder: Path) -> list[Path]:
    """The log's files, oldest first."""
    old = [*folder.glob("kiosk-*.log.gz"), *folder.glob("kiosk-*.log")]
    now = folder / "kiosk.log"
    return [
        *sorted(old, key=lambda file: (file.stat().st_mtime, file.name)),
        *([now] if now.exists() else []),
    ]


def lines(file: Path) -> Iterator[Line]:
    """A file's lines; what is no JSON (half a line after a power cut) is an event of its own."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as text:
        for row in text:
            yield read(row)


def read(row: str) -> Line:
    """One line."""
    try:
        line = json.loads(row)
    except json.JSONDecodeError:
        return {"event": "(unreadable)", "level": "warning", "text": row.rstrip("\n")}
    return line if isinstance(line, dict) else {"event": "(unreadable)", "level": "warning", "text": row}


def last(folder: Path, count: int, wanted: Wanted) -> list[Line]:
    """The last lines that fit, oldest first, from as many files as it takes."""
    found: deque[Line] = deque()
    for file in reversed(files(folder)):
        here = [line for line in lines(file) if wanted.fits(line)]
        found.extendleft(reversed(here[-(count - len(found)) :]))
        if len(found) >= count:
            break
    return list(found)


class Sentences:
    """The catalogue's words."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._catalogue: dict[str, dict[str, Any]] = {}
        if CATALOGUE.exists():
            self._catalogue = tomllib.loads(CATALOGUE.read_text("utf-8"))

    def of(self, line: Line) -> str:
        """What happened, in words; the bare fields where the catalogue knows nothing."""
        entry = self._catalogue.get(str(line.get("event")))
        if entry is None:
            return _fields(line, COMMON)
        words = str(entry[self._language])
        told = frozenset(name for name in line if f"{{{name}}}" in words)
        for name in told:
            words = words.replace(f"{{{name}}}", str(line[name]))
        for name in entry.get("fields", {}):
            words = words.replace(f"{{{name}}}", "—")
        return f"{words}  {_fields(line, COMMON | told)}".rstrip()


def _fields(line: Line, but: Iterable[str]) -> str:
    return " ".join(f"{name}={value}" for name, value in line.items() if name not in but)
