"""Papers of a case handed out: checked, printed once, and truly told."""

from __future__ import annotations

import asyncio
import hashlib
from collections import deque
from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain.case import CaseDocument
from kiosk.errors import Action, DeviceFault, KioskError, PlatformUnavailable
from kiosk.hardware.device import DeviceState, DeviceStatus
from kiosk.hardware.document_printer import Document, Printed, PrintFault, Printout
from kiosk.journeys.case_papers import CasePapers
from kiosk.journeys.report import report
from kiosk.journeys.service import JOURNEYS
from kiosk.journeys.views import Fault
from kiosk.journeys.views.paper import PaperPrinted
from kiosk.journeys.visit import AnotherWay, Visit
from tests.fakes import ONLINE, Person, a_case, a_citizen, a_document, virtually

PDF = b"%PDF-1.4"


class A4:
    """Prints what it is given, or fails as it is told."""

    kind = "document_printer"

    def __init__(self) -> None:
        self.printed: list[Document] = []
        self.outcomes: deque[Printed | Exception] = deque()

    async def print(self, document: Document, **_: Any) -> Printout:
        outcome = self.outcomes.popleft() if self.outcomes else Printed.DONE
        if isinstance(outcome, Exception):
            raise outcome
        self.printed.append(document)
        return Printout(outcome, 1)

    async def cancel_all(self) -> None: ...


def theirs(**changes: Any) -> CaseDocument:
    """The paper that the fake platform gives."""
    sha256, sm3 = hashlib.sha256(PDF).hexdigest(), hashlib.new("sm3", PDF).hexdigest()
    return replace(a_document("do-2", size=len(PDF), sha256=sha256, sm3=sm3), **changes)


def at_the_printer() -> tuple[Person, Visit, A4]:
    person, printer = Person(), A4()
    person.devices.known["document_printer"] = ONLINE
    person.hall.document_printer = printer  # type: ignore[assignment]  # one verb of the port is enough
    person.hall.press = object()  # type: ignore[assignment]  # nothing is made here
    visit = Visit(person.hall, JOURNEYS, report)
    visit.sign_in(a_citizen(), None)
    return person, visit, printer


def hands_out(person: Person, visit: Visit, document: CaseDocument) -> asyncio.Future[Any]:
    return asyncio.ensure_future(CasePapers(person.hall).hand_out(visit, a_case(), document))


@pytest.mark.parametrize(("outcome", "told"), [(Printed.DONE, True), (Printed.UNKNOWN, "unknown")])
def test_a_paper_comes_out_once_and_what_became_of_it_is_told(outcome: Printed, told: bool | str) -> None:
    async def story() -> None:
        person, visit, printer = at_the_printer()
        printer.outcomes.append(outcome)
        done = hands_out(person, visit, theirs())
        view = await person.sees(PaperPrinted)
        assert view.printed == told
        person.chooses("done")
        await done
        assert [document.pdf.reveal() for document in printer.printed] == [PDF]
        await person.hall.farewells.all_said()
        [record] = person.journal.ended
        assert record.outcome == ("printed" if told is True else "unknown")
        assert record.reference == "do-2"

    virtually(story())


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (PlatformUnavailable("down"), "platform_unavailable"),
        (PrintFault("media_empty", Action.CLEAR), "document_printer_media_empty"),
        (DeviceFault("document_printer", "closed", Action.RESET), "document_printer_closed"),
    ],
)
def test_what_failed_is_said_and_tried_again(fault: KioskError, reason: str) -> None:
    async def story() -> None:
        person, visit, printer = at_the_printer()
        if isinstance(fault, PlatformUnavailable):
            person.platform.fail("case_document", fault)
        else:
            printer.outcomes.append(fault)
        done = hands_out(person, visit, theirs())
        view = await person.sees(Fault)
        assert view.reason == reason
        person.chooses("retry")
        await person.sees(PaperPrinted)
        person.chooses("done")
        await done
        assert len(printer.printed) == 1

    virtually(story())


@pytest.mark.parametrize("changes", [{"sha256": "0" * 64}, {"size": 9}])
def test_a_file_that_is_not_the_announced_one_is_not_printed(changes: dict[str, Any]) -> None:
    async def story() -> None:
        person, visit, printer = at_the_printer()
        done = hands_out(person, visit, theirs(**changes))
        view = await person.sees(Fault)
        assert view.reason == "file_altered"
        person.chooses("another_way")
        with pytest.raises(AnotherWay):
            await done
        assert printer.printed == []

    virtually(story())


@pytest.mark.parametrize(
    ("changes", "status", "able"),
    [
        ({}, ONLINE, True),
        ({"printable": False}, ONLINE, False),
        ({"media_type": "application/ofd"}, ONLINE, False),
        ({}, DeviceStatus(DeviceState.OFFLINE), False),
    ],
)
def test_what_cannot_be_printed_now_says_why(
    changes: dict[str, Any], status: DeviceStatus, *, able: bool
) -> None:
    person = Person()
    person.devices.known["document_printer"] = status
    assert (CasePapers(person.hall).why_not(theirs(**changes)) is None) is able
