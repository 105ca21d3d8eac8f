"""From the choice to print until the print server has the job: a certificate of one page, and one of ten."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from benchmarks import hall
from benchmarks.front_end import CannotMeasure, FrontEnd
from benchmarks.hall import Hall
from benchmarks.journey import PERSON, Step, step
from benchmarks.relay import Exchange, Relay
from benchmarks.report import Measured
from simulator.cups import PrivateCups
from simulator.platform.otp import CODE
from simulator.samv.cards import sample_cards

RUNS: Final = 20
LONG: Final = 10
FACTOR: Final = "9900000000000000001"
PRINTER: Final = """
[devices.document_printer]
driver = "cups"
server = "127.0.0.1:{port}"
queue = "A4"
"""
GRANTING: Final = ("/consents", "/print-grants")
OWN_LIMIT_MS: Final = 250
"""A ticket may take 150; the seal is checked and the copy is made in a tenth of a second more."""
READING_SECONDS: Final = 2.0
"""Nobody presses print sooner than that: until then the process that makes the copy has started."""


def measure(runs: int = RUNS) -> Iterator[Measured]:
    """Print again and again on a terminal without a screen. Raises ``CannotMeasure``."""
    with closing(PrivateCups()) as cups, closing(Relay("127.0.0.1", cups.port)) as counter:
        with hall.opened(PRINTER.format(port=counter.port)) as here, here.terminal("headless") as front_end:
            listed = _signed_in(here, front_end)
            certificate = next(c["id"] for c in listed["choices"] if c["enabled"])
            for pages in (1, LONG):
                if pages > 1:
                    here.lengthen(certificate, pages)
                # The first one starts what stays: it is not counted.
                _, *steps = [_print(here, front_end, counter, certificate) for _ in range(runs + 1)]
                yield from _lines(pages, steps)
        papers = cups.papers
        for pages, paper in ((1, papers[0]), (LONG, papers[-1])):
            yield Measured(f"  lp, a file of {pages} page(s) alone", _lp(cups, paper.pdf, runs), "ms")


def _signed_in(here: Hall, front_end: FrontEnd) -> dict[str, Any]:
    """By card, text message and one further number: the list of what may be printed."""
    front_end.begins("certificates", "present_credential")
    here.reader.lay(sample_cards()[PERSON])
    front_end.answers(front_end.sees("enter_code"), "next", code=CODE)
    front_end.answers(front_end.sees("choose_factor"), "bank_card")
    front_end.answers(front_end.sees("enter_factor"), "next", value=FACTOR)
    return front_end.sees("certificate_list")


def _print(here: Hall, front_end: FrontEnd, counter: Relay, certificate: str) -> Step:
    """One copy, from the list back to the list."""
    here.forget_grants()
    front_end.answers(front_end.sees("certificate_list"), certificate)
    preview = front_end.sees("certificate_preview")
    time.sleep(READING_SECONDS)
    start = time.monotonic()
    front_end.answers(preview, "print", copies="1")
    printed = front_end.sees("certificate_printed")
    if printed["data"]["printed"] is not True:
        raise CannotMeasure(f"not printed: {printed['data']}")
    job = max((one for one in counter.exchanges if one.start >= start), key=_bytes)
    window, cups = (start, job.end), [(one.start, one.end) for one in counter.exchanges if one.end]
    taken = step(window, cups, here.relay.spans(*GRANTING))
    front_end.answers(printed, "another")
    return taken


def _bytes(exchange: Exchange) -> int:
    """The request that is the document is the longest."""
    return exchange.sent


def _lp(cups: PrivateCups, pdf: bytes, runs: int) -> list[float]:
    taken = []
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as name:
        file = Path(name) / "page.pdf"
        file.write_bytes(pdf)
        for _ in range(runs):
            began = time.monotonic()
            subprocess.run(
                ["lp", "-h", cups.server, "-d", cups.queue, str(file)], check=True, stdout=subprocess.DEVNULL
            )
            taken.append((time.monotonic() - began) * 1000)
    return taken


def _lines(pages: int, steps: list[Step]) -> Iterator[Measured]:
    what = f"choice -> job accepted, certificate of {pages} page(s)"
    yield Measured(what, [s.whole for s in steps], "ms")
    yield Measured("  print server", [s.device for s in steps], "ms")
    yield Measured("  platform", [s.platform for s in steps], "ms")
    yield Measured("  the terminal's own time", [s.own for s in steps], "ms", OWN_LIMIT_MS)
