"""What is said of a job, from what was seen of it."""

from __future__ import annotations

import pytest

from kiosk.hardware.document_printer.cups_calls import Job, JobState, Queue
from kiosk.hardware.document_printer.cups_verdict import Seen, ended, given_up, stands_still


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
