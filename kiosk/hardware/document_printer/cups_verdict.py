"""What became of a job, from all that is known of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.hardware.document_printer.cups_reasons import CONNECTING, trouble
from kiosk.hardware.document_printer.cups_words import ENDED, Job, JobState, Queue
from kiosk.hardware.printed import Printed

ENDS: Final = {
    JobState.STOPPED: "job_stopped",
    JobState.CANCELED: "job_cancelled",
    JobState.ABORTED: "job_aborted",
}


BY_ITSELF: Final = ENDED - {JobState.CANCELED}
"""Taking a job back does not lead here."""


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


def verdict(final: Job | None, last: Seen | None, *, by_itself: bool, called_off: bool) -> Printed | str:
    """How a print ended, or the code of what surely kept it from coming out whole.

    ``final``: the job when it was taken out of the server, ``None`` if it was not there or is there still;
    ``last``: what was seen before; ``by_itself``: it had ended then.
    """
    if last is None or final is None:
        return Printed.UNKNOWN
    if by_itself or final.state in BY_ITSELF:
        seen = Seen(final, last.queue, last.old)
        return ended(seen) or (Printed.DONE if seen.trouble is None else Printed.UNKNOWN)
    if called_off:
        return "called_off"
    return given_up(last) or Printed.UNKNOWN


def _connecting(seen: Seen) -> bool:
    return any(reason.startswith(CONNECTING) for reason in seen.queue.reasons)
