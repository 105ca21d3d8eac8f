"""What a CUPS server says of its jobs and queues."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from kiosk.hardware.document_printer.cups_reasons import Supply


class JobState(IntEnum):
    """RFC 8011, 5.3.7."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


ENDED: Final = frozenset({JobState.STOPPED, JobState.CANCELED, JobState.ABORTED, JobState.COMPLETED})
"""A stopped job is none that will go on: CUPS could not make pages of it."""


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue as CUPS knows it. ``age``: seconds since its state last changed."""

    paused: bool
    accepting: bool
    message: str
    reasons: frozenset[str]
    age: int
    supplies: tuple[Supply, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """A job as CUPS knows it. ``pages``: sides, 0 also when nobody counts."""

    id: int
    title: str
    state: JobState
    stopping: bool
    pages: int


@dataclass(frozen=True, slots=True)
class Cleared:
    """Our jobs as they were when cancelled, by number; those that are still there, alive or with files."""

    ended: dict[int, Job]
    kept: frozenset[int]
    alive: frozenset[int]
