"""What differs between two configurations, and what of it only a restart brings into force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Final

from kiosk.config import Config

NEEDS_RESTART: Final = (
    "terminal.id",
    "terminal.profile",
    "terminal.languages",
    "terminal.orientation",
    "terminal.state_dir",
    "platform.device_id",
    "outbox",
    "terminal_api",
    "telemetry.log_dir",
    "telemetry.log_budget_mb",
    "telemetry.log_file_mb",
    "telemetry.log_keep_days",
    "telemetry.log_least_free_mb",
    "staff.accounts_file",
)
"""Keys and tables that are read once, at the start: who the terminal is, its window, its store, its log."""


def needs_restart(key: str) -> bool:
    """Whether a change of ``key`` is in force only after a restart."""
    return any(key == one or key.startswith(f"{one}.") for one in NEEDS_RESTART)


def changed_keys(old: Config, new: Config) -> tuple[str, ...]:
    """The keys whose values differ, in the file's order; a table that only one of them has is one key."""
    return tuple(_changed(old, new, ""))


def _changed(old: object, new: object, prefix: str) -> Iterator[str]:
    for one in fields(new):  # type: ignore[arg-type]
        before, after, key = getattr(old, one.name), getattr(new, one.name), prefix + one.name
        if before == after:
            continue
        if is_dataclass(before) and is_dataclass(after) and key != "terminal.hall":
            yield from _changed(before, after, f"{key}.")
        else:
            yield key


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a change of settings: all of it is in force but for what stands here."""

    restart: tuple[str, ...] = ()
    """Keys that wait for a restart."""
    failed: Mapping[str, str] = field(default_factory=dict)
    """Parts that are as they were, each with the reason; they are tried again."""
