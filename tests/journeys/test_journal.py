"""Every print is written down before it starts, and reported as what surely became of it."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.ticket_printer import Printed, Slip
from kiosk.journeys.views import TicketIssued, TicketPrinting
from tests.fakes import FakePrinter, Person, virtually


async def prints(person: Person) -> None:
    person.arrives()
    await person.gets_to_bookings()
    person.chooses("bk-1")
    await person.sees(TicketIssued)
    await person.until(lambda: person.journal.ended)


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (Printed.DONE, ("printed", 1, None)),
        (Printed.UNKNOWN, ("unknown", 0, None)),
        (DeviceFault("ticket_printer", "paper_out", Action.CLEAR), ("failed", 0, "paper_out")),
    ],
)
def test_an_end_is_told_as_what_it_was(outcome: Any, told: tuple[str, int, str | None]) -> None:
    async def story() -> None:
        person = Person()
        person.printer.outcomes.append(outcome)
        await prints(person)
        [begun], [ended] = person.journal.begun, person.journal.ended
        assert (begun.outcome, begun.copies_printed, begun.finished_at) == ("unknown", 0, None)
        assert (ended.outcome, ended.copies_printed, ended.failure) == told
        assert ended.record_id == begun.record_id
        assert (ended.kind, ended.reference, ended.session_id) == ("queue_ticket", "ti-1", "se-1")
        assert ended.finished_at is not None
        assert not ended.reprint

    virtually(story())


def test_it_is_written_down_before_the_first_byte() -> None:
    class Watched(FakePrinter):
        begun = 0

        async def print(self, slip: Slip) -> Printed:
            self.begun = len(person.journal.begun)
            return await super().print(slip)

    person = Person()

    async def story() -> None:
        person.hall.ticket_printer = person.printer = printer = Watched()
        await prints(person)
        assert printer.begun == 1

    virtually(story())


def test_a_reprint_is_another_print_and_says_so() -> None:
    async def story() -> None:
        person = Person()
        await prints(person)
        person.chooses("reprint")
        await person.until(lambda: len(person.journal.ended) == 2)
        first, second = person.journal.ended
        assert (first.reprint, second.reprint) == (False, True)
        assert first.record_id != second.record_id

    virtually(story())


def test_whoever_leaves_in_the_middle_leaves_a_print_that_nobody_can_vouch_for() -> None:
    async def story() -> None:
        person = Person()
        person.printer.seconds = 30
        person.arrives()
        await person.gets_to_bookings()
        person.chooses("bk-1")
        await person.until(lambda: isinstance(person.stage.now.view, TicketPrinting))
        person.chooses("end_session")
        await person.until(lambda: person.journal.ended)
        assert person.journal.ended[0].outcome == "unknown"

    virtually(story())
