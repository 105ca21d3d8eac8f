"""What is said of a job, from what was seen of it."""

from __future__ import annotations

import pytest

from kiosk.hardware.document_printer.cups_verdict import Seen, ended, given_up, stands_still, verdict
from kiosk.hardware.document_printer.cups_words import Job, JobState, Queue
from kiosk.hardware.printed import Printed


def seen(state: JobState, *reasons: str, paused: bool = False, old: tuple[str, ...] = ()) -> Seen:
    job = Job(7, "kiosk-K03: certificate", state, stopping=False, pages=1)
    queue = Queue(paused=paused, accepting=True, message="", reasons=frozenset(reasons), age=0, supplies=())
    return Seen(job, queue, frozenset(old))


@pytest.mark.parametrize(
    ("what", "code"),
    [
        (seen(JobState.COMPLETED), None),
        (seen(JobState.COMPLETED, "media-empty-error"), None),
        (seen(JobState.STOPPED), "job_stopped"),
        (seen(JobState.CANCELED), "job_cancelled"),
        (seen(JobState.ABORTED), "job_aborted"),
        (seen(JobState.ABORTED, "media-jam-error"), "paper_jam"),
        (seen(JobState.ABORTED, "media-jam-error", old=("media-jam-error",)), "job_aborted"),
    ],
)
def test_of_a_job_that_ended(what: Seen, code: str | None) -> None:
    assert ended(what) == code


@pytest.mark.parametrize(
    ("what", "still", "code"),
    [
        (seen(JobState.PENDING), None, "not_started"),
        (seen(JobState.PENDING, paused=True), "queue_paused", "queue_paused"),
        (seen(JobState.PENDING, "media-jam-error", paused=True), "paper_jam", "paper_jam"),
        (seen(JobState.HELD), "job_held", "job_held"),
        (seen(JobState.PROCESSING), None, None),
        (seen(JobState.PROCESSING, "media-empty-error"), "paper_out", "paper_out"),
        (seen(JobState.PROCESSING, "media-empty-error", old=("media-empty-error",)), None, None),
        (seen(JobState.PROCESSING, "connecting-to-device"), None, "printer_offline"),
    ],
)
def test_of_a_job_that_was_taken_back(what: Seen, still: str | None, code: str | None) -> None:
    assert stands_still(what) == still
    assert given_up(what) == code


WELL = seen(JobState.PROCESSING)
EMPTY = seen(JobState.PROCESSING, "media-empty-error")


@pytest.mark.parametrize(
    ("final", "last", "found"),
    [
        (JobState.COMPLETED, WELL, Printed.DONE),
        (JobState.COMPLETED, EMPTY, Printed.UNKNOWN),
        (JobState.ABORTED, WELL, "job_aborted"),
        (JobState.STOPPED, WELL, "job_stopped"),
        (JobState.CANCELED, WELL, Printed.UNKNOWN),
        (JobState.CANCELED, EMPTY, "paper_out"),
        (JobState.COMPLETED, None, Printed.UNKNOWN),
        (None, EMPTY, Printed.UNKNOWN),
    ],
)
def test_of_a_job_that_was_not_seen_to_end(
    final: JobState | None, last: Seen | None, found: Printed | str
) -> None:
    job = seen(final).job if final is not None else None
    assert verdict(job, last, by_itself=False, called_off=False) == found


def test_of_a_job_that_was_called_off_or_cancelled_by_somebody() -> None:
    done, cancelled = seen(JobState.COMPLETED).job, seen(JobState.CANCELED).job
    assert verdict(cancelled, WELL, by_itself=False, called_off=True) == "called_off"
    assert verdict(done, WELL, by_itself=False, called_off=True) is Printed.DONE
    assert verdict(cancelled, WELL, by_itself=True, called_off=False) == "job_cancelled"
