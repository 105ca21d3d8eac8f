"""What became of a job, from all that is known of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.hardware.document_printer.cups_calls import Job, JobState, Queue
from kiosk.hardware.document_printer.cups_reasons import CONNECTING, trouble

ENDS: Final = {
    JobState.STOPPED: "job_stopped",
    JobState.CANCELED: "job_cancelled",
    JobState.ABORTED: "job_aborted",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A job and its queue at one moment. ``old``: what the queue said before the job began."""

    job: Job
    queue: Queue
    old: frozenset[str] = frozenset()

    @property
    def trouble(self) -> str | None:
        """What has befallen the printer since the job began, by its code."""
        return trouble(self.queue.reasons - self.old)


def stands_still(seen: Seen) -> str | None:
    """Why the job does not go on, or ``None`` while it does or nobody knows."""
    if seen.job.state is JobState.HELD:
        return "job_held"
    if seen.job.state is JobState.PENDING and seen.queue.paused:
        return seen.trouble or "queue_paused"
    return seen.trouble


def ended(seen: Seen) -> str | None:
    """``None``: the server says that all came out. Else the code of what went wrong with an ended job."""
    if seen.job.state is JobState.COMPLETED:
        return None
    return seen.trouble or ENDS[seen.job.state]


def given_up(seen: Seen) -> str | None:
    """Why a job that was taken back surely did not come out whole, by its code; ``None``: nobody knows."""
    if (why := stands_still(seen)) is not None:
        return why
    if seen.job.state is JobState.PENDING:
        return "not_started"
    return "printer_offline" if _connecting(seen) else None


def _connecting(seen: Seen) -> bool:
    return any(reason.startswith(CONNECTING) for reason in seen.queue.reasons)
