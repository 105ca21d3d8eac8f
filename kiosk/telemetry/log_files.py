"""The log's files: a new one each day or when one is full, older ones compressed, the oldest dropped last.

A file is dropped only when all of them hold more than the budget **and** it is older than the days for which
logs must be kept (网络安全法 第二十一条: six months at least). Until then the disk's fullness is a warning,
told before it is full.
"""

from __future__ import annotations

import logging
import os
import shutil
import threading
import time
from dataclasses import dataclass
from datetime import datetime
from logging.handlers import BaseRotatingHandler
from pathlib import Path
from typing import Final

import structlog

log = structlog.get_logger()

MB: Final = 1_000_000
DAY: Final = 24 * 3600
PART: Final = ".part"


@dataclass(frozen=True, slots=True)
class Budget:
    """``[telemetry]``: megabytes of all files and of one, days that are kept in any case, free megabytes."""

    total_mb: int = 2_000
    file_mb: int = 10
    keep_days: int = 180
    least_free_mb: int = 500


class LogFiles(BaseRotatingHandler):
    """Writes one file; the others lie beside it as ``kiosk-20261127-101500.log.gz``."""

    def __init__(self, file: Path, budget: Budget) -> None:
        """Raises ``OSError``."""
        super().__init__(str(file), "a", encoding="utf-8")
        self._file = file
        self._budget = budget
        self._day = _day(file.stat().st_mtime)
        self._guard = threading.Lock()
        self._tidying: threading.Thread | None = None
        self._again = False

    def shouldRollover(self, record: logging.LogRecord) -> bool:  # noqa: N802 logging's name
        """Whether this record begins a new file."""
        if self.stream is None or self.stream.tell() == 0:
            return False
        size = self.stream.tell() + len(record.getMessage().encode()) + 1
        return size > self._budget.file_mb * MB or _day(record.created) != self._day

    def doRollover(self) -> None:  # noqa: N802
        """Put the file among the old ones and begin another."""
        stream, self.stream = self.stream, None
        if stream is not None:
            stream.close()
        self._file.rename(self._free_name())
        self.stream = self._open()
        self._day = _day(time.time())
        self.tidy()

    def tidy(self) -> None:
        """Compress and drop what may be dropped, in a thread of its own: nobody waits for it."""
        with self._guard:
            self._again = True
            if self._tidying is None:
                self._tidying = threading.Thread(target=self._tidy_all, name="log-files", daemon=True)
                self._tidying.start()

    def settle(self) -> None:
        """Return when no tidying is under way."""
        if (tidying := self._tidying) is not None:
            tidying.join()

    def _free_name(self) -> Path:
        stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
        stem, number = f"{self._file.stem}-{stamp}", 0
        name = self._file.with_name(f"{stem}.log")
        while name.exists() or name.with_suffix(".log.gz").exists():
            number += 1
            name = self._file.with_name(f"{stem}.{number}.log")
        return name

    def _tidy_all(self) -> None:
        while True:
            with self._guard:
                if not self._again:
                    self._tidying = None
                    return
                self._again = False
            self._tidy()

    def _tidy(self) -> None:
        try:
            for plain in sorted(self._file.parent.glob(f"{self._file.stem}-*.log")):
                _compress(plain)
            self._drop()
        except OSError as error:
            log.warning("log.not_tidied", detail=f"{type(error).__name__}: {error.strerror}")

    def _drop(self) -> None:
        kept = sorted(self._file.parent.glob(f"{self._file.stem}-*.log.gz"), key=_mtime)
        used = self._file.stat().st_size + sum(each.stat().st_size for each in kept)
        now = time.time()
        while kept and used > self._budget.total_mb * MB and _age_days(kept[0], now) > self._budget.keep_days:
            used -= kept[0].stat().st_size
            kept.pop(0).unlink()
        if used > self._budget.total_mb * MB:
            log.warning(
                "log.over_budget",
                used_mb=round(used / MB),
                budget_mb=self._budget.total_mb,
                oldest_days=round(_age_days(kept[0], now)) if kept else 0,
            )
        disk = os.statvfs(self._file.parent)
        free = disk.f_bavail * disk.f_frsize
        if free < self._budget.least_free_mb * MB:
            log.warning("log.disk_low", free_mb=round(free / MB))


def _compress(plain: Path) -> None:
    """Whole or not at all; it keeps the moment of its last line."""
    import gzip  # noqa: PLC0415 once a day

    packed = plain.with_suffix(".log.gz")
    draft = packed.with_suffix(PART)
    with plain.open("rb") as source, draft.open("wb") as target:
        with gzip.GzipFile(fileobj=target, mode="wb", mtime=0) as into:
            shutil.copyfileobj(source, into)
        target.flush()
        os.fsync(target.fileno())
    moment = plain.stat()
    os.utime(draft, (moment.st_atime, moment.st_mtime))
    draft.replace(packed)
    plain.unlink()


def _mtime(file: Path) -> float:
    return file.stat().st_mtime


def _age_days(file: Path, now: float) -> float:
    return (now - _mtime(file)) / DAY


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).astimezone().strftime("%Y%m%d")
