"""The log: JSON lines in the log folder, warnings on stderr too. Personal data prints as ``[hidden]``."""

from __future__ import annotations

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

import structlog

from kiosk.errors import ConfigError, Mistake

FILE_BYTES = 10_000_000
FILES = 20


def set_up_logs(folder: Path, told: TextIO | None = None) -> None:
    """Write to ``folder/kiosk.log`` from now on, and warnings to ``told`` (stderr).

    Raises ``ConfigError`` when that cannot be.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        to_file = RotatingFileHandler(
            folder / "kiosk.log", maxBytes=FILE_BYTES, backupCount=FILES, encoding="utf-8"
        )
    except OSError as error:
        why = f"cannot be written: {error.strerror}"
        raise ConfigError(str(folder), [Mistake("telemetry.log_dir", why)]) from None
    to_terminal = logging.StreamHandler(told or sys.stderr)
    to_terminal.setLevel(logging.WARNING)
    for handler in (to_file, to_terminal):
        handler.setFormatter(_Rendered())
    shared: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.format_exc_info,
    ]
    render = structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
    logger = logging.getLogger("kiosk")
    logger.handlers = [to_file, to_terminal]
    logger.setLevel(logging.INFO)
    logger.propagate = False
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, render],
        logger_factory=lambda *_names: logger,
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


class _Rendered(logging.Formatter):
    """One record, one line: the traceback is inside the JSON already."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line as structlog rendered it."""
        return record.getMessage()
