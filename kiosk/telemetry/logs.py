"""The log: JSON lines in the log folder, warnings on stderr too. Personal data prints as ``[hidden]``."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Final, TextIO

import structlog

from kiosk import tracing
from kiosk.config import Telemetry
from kiosk.domain.personal import HIDDEN
from kiosk.errors import ConfigError, Mistake
from kiosk.telemetry.blotting import blotted
from kiosk.telemetry.events import EVENTS
from kiosk.telemetry.log_files import Budget, LogFiles

NAME: Final = "kiosk.log"


def set_up_logs(folder: Path, told: TextIO | None = None, budget: Budget | None = None) -> None:
    """Write to ``folder/kiosk.log`` from now on, and warnings to ``told`` (stderr).

    Raises ``ConfigError`` when that cannot be.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        to_file = LogFiles(folder / NAME, budget or Budget())
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
        _traced,
        _hidden,
    ]
    render = structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
    logger = logging.getLogger("kiosk")
    logger.handlers = [to_file, to_terminal]
    logger.setLevel(logging.INFO)
    logger.propagate = False
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, render, _blotted],
        logger_factory=lambda *_names: logger,
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    to_file.tidy()


def budget_of(wanted: Telemetry) -> Budget:
    """What the configuration says of the log's files."""
    return Budget(
        total_mb=wanted.log_budget_mb,
        file_mb=wanted.log_file_mb,
        keep_days=wanted.log_keep_days,
        least_free_mb=wanted.log_least_free_mb,
    )


def _traced(_logger: object, _method: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
    if trace := tracing.visit():
        line["trace"] = trace
    return line


def _hidden(_logger: object, _method: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """What the catalogue calls personal is hidden even where it came without its box."""
    if event := EVENTS.get(line["event"]):
        for field, kind in event.fields.items():
            if kind == "personal" and field in line:
                line[field] = HIDDEN
    return line


def _blotted(_logger: object, _method: str, line: object) -> str:
    return blotted(str(line))


class _Rendered(logging.Formatter):
    """One record, one line: the traceback is inside the JSON already."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line as structlog rendered it."""
        return record.getMessage()
