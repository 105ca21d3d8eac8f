"""What is asked of a CUPS server. Blocking, for the link's thread; raises what libcups raises."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from functools import partial
from typing import Final

import cups

from kiosk.domain.personal import Personal
from kiosk.hardware.document_printer.base import Document
from kiosk.hardware.document_printer.cups_link import Connection
from kiosk.hardware.document_printer.cups_reasons import supplies
from kiosk.hardware.document_printer.cups_words import ENDED, Cleared, Job, JobState, Queue

CHUNK: Final = 65536
STOPPED: Final = 5
"""RFC 8011, 5.4.11: printer-state idle 3, processing 4, stopped 5."""
LOOK_SECONDS: Final = 0.05
AFTER_US_SECONDS: Final = 30

QUEUE_ATTRIBUTES: Final = [
    "printer-state",
    "printer-state-reasons",
    "printer-state-message",
    "printer-state-change-time",
    "printer-up-time",
    "printer-is-accepting-jobs",
    "marker-levels",
    "marker-low-levels",
    "marker-types",
]
JOB_ATTRIBUTES: Final = [
    "job-id",
    "job-name",
    "job-state",
    "job-state-reasons",
    "job-impressions-completed",
]


def queue(connection: Connection, name: str) -> Queue:
    """How the queue is."""
    told = connection.getPrinterAttributes(name, requested_attributes=QUEUE_ATTRIBUTES)
    reasons = frozenset(told["printer-state-reasons"])
    return Queue(
        paused=told["printer-state"] == STOPPED,
        accepting=bool(told["printer-is-accepting-jobs"]),
        message=told["printer-state-message"],
        reasons=reasons,
        age=told["printer-up-time"] - told["printer-state-change-time"],
        supplies=supplies(told),
    )


def model(connection: Connection, name: str) -> str:
    """What the queue's printer is, as its driver says."""
    told = connection.getPrinterAttributes(name, requested_attributes=["printer-make-and-model"])
    return str(told.get("printer-make-and-model", ""))


def options(document: Document, copies: int, seconds: float) -> dict[str, str]:
    """How to print (RFC 8011, 5.2). Should we go dark, CUPS ends it itself some time after ``seconds``."""
    return {
        "copies": str(copies),
        "sides": "two-sided-long-edge" if document.duplex else "one-sided",
        "multiple-document-handling": "separate-documents-collated-copies",
        "job-sheets": "none",
        "job-cancel-after": str(round(seconds) + AFTER_US_SECONDS),
    }


def submit(connection: Connection, name: str, title: str, pdf: Personal[bytes], how: dict[str, str]) -> int:
    """Send ``pdf`` from memory and return the job's number. ``how``: see ``options``."""
    number: int = connection.createJob(name, title, how)
    connection.startDocument(name, number, title, "application/pdf", 1)
    document = pdf.reveal()
    for start in range(0, len(document), CHUNK):
        part = document[start : start + CHUNK]
        connection.writeRequestData(part, len(part))
    connection.finishDocument(name)
    return number


def look(connection: Connection, name: str, number: int) -> tuple[Job | None, Queue]:
    """How the job is, ``None`` when the server knows no such job any more, and how its queue is."""
    try:
        told = connection.getJobAttributes(number, requested_attributes=JOB_ATTRIBUTES)
    except cups.IPPError as error:
        if error.args[0] != cups.IPP_NOT_FOUND:
            raise
        return None, queue(connection, name)
    return _job(number, told), queue(connection, name)


def ours(connection: Connection, prefix: str) -> list[Job]:
    """Every job, ended ones too, that belongs to this user and whose title begins with ``prefix``."""
    told = connection.getJobs(which_jobs="all", my_jobs=True, requested_attributes=JOB_ATTRIBUTES)
    jobs = [_job(number, attributes) for number, attributes in told.items()]
    return [job for job in jobs if job.title.startswith(prefix)]


def resume(connection: Connection, name: str) -> None:
    """Let the queue print and take jobs again."""
    connection.enablePrinter(name)
    connection.acceptJobs(name)


def clear(connection: Connection, prefix: str, seconds: float) -> Cleared:
    """Cancel and purge all of ``ours``.

    Purging kills what prints at once; cancelling first gives it up to ``seconds`` to tell the printer, so
    that the rest of a job does not come out of the printer's own memory.
    """
    ended = {mine.id: mine for mine in ours(connection, prefix)}
    for number, mine in ended.items():
        if mine.state not in ENDED:
            _try(partial(connection.cancelJob, number))
    printing = [number for number, mine in ended.items() if mine.state is JobState.PROCESSING]
    end = time.monotonic() + seconds
    while printing and time.monotonic() < end:
        ended.update((mine.id, mine) for mine in ours(connection, prefix))
        if not any(ended[number].stopping for number in printing):
            break
        time.sleep(LOOK_SECONDS)
    for _ in range(2):  # what still printed leaves an entry behind the first time
        for mine in ours(connection, prefix):
            _try(partial(connection.cancelJob, mine.id, purge_job=True))
    left = ours(connection, prefix)
    alive = frozenset(mine.id for mine in left if mine.state not in ENDED)
    kept = frozenset(mine.id for mine in left if _has_files(connection, mine.id))
    return Cleared(ended, alive | kept, alive)


def _has_files(connection: Connection, number: int) -> bool:
    # Only a job asked for by itself says so truly: in the list, one that was put away has none.
    try:
        told = connection.getJobAttributes(number, requested_attributes=["job-preserved"])
    except cups.IPPError as error:
        if error.args[0] != cups.IPP_NOT_FOUND:
            raise
        return False
    return bool(told.get("job-preserved"))


def _try(work: Callable[[], None]) -> None:
    """A job may have ended or gone since it was listed; one that is kept in spite of it is listed again."""
    with contextlib.suppress(cups.IPPError):
        work()


def _job(number: int, told: dict[str, object]) -> Job:
    reasons = told.get("job-state-reasons", "")
    return Job(
        id=number,
        title=str(told.get("job-name", "")),
        state=JobState(int(str(told["job-state"]))),
        stopping="processing-to-stop-point" in (reasons if isinstance(reasons, list) else [reasons]),
        pages=int(str(told.get("job-impressions-completed", 0))),
    )
