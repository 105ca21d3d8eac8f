"""A readiness report printed at the desk: a page where an A4 printer can, else a slip; told as it ended."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.citizen import Citizen
from kiosk.domain.personal import Personal
from kiosk.domain.words import Text
from kiosk.errors import DeviceFault
from kiosk.hardware.document_printer import Document
from kiosk.hardware.printed import Printed
from kiosk.journeys.hall import Hall
from kiosk.journeys.journal import Entry
from kiosk.journeys.print_once import print_once, slip_once
from kiosk.staff.advice import BY_ACTION, BY_CODE
from kiosk.staff.readying import Made
from kiosk.staff.report_paper import NAME, slip

NO_PRINTER = Text("现在没有能用的打印机", "No printer can print now")


@dataclass(slots=True)
class _AtDesk:
    hall: Hall
    citizen: Citizen | None = None


def can_print(hall: Hall, made: Made) -> bool:
    """Whether any printer can take it now."""
    return made.kept is not None and (_takes_pages(hall, made) or hall.usable("ticket_printer"))


async def print_report(hall: Hall, made: Made) -> tuple[bool, Text]:
    """Print it once. Whether it surely came out, and what there is to say."""
    try:
        outcome = await (_page(hall, made) if _takes_pages(hall, made) else _slip(hall, made))
    except DeviceFault as fault:
        hall.devices.look_again(fault.kind)
        todo = BY_CODE.get(fault.code) or BY_ACTION[fault.action]
        return False, Text(f"没打出来：{todo.zh}", f"Not printed: {todo.en}")
    if outcome is Printed.DONE:
        return True, Text("检查单打好了", "The report is printed")
    return False, Text("打印机没说打没打好，请看出纸口", "The printer did not say. Look at its tray.")


def _takes_pages(hall: Hall, made: Made) -> bool:
    return made.pdf is not None and hall.document_printer is not None and hall.usable("document_printer")


async def _page(hall: Hall, made: Made) -> Printed:
    assert hall.document_printer is not None  # noqa: S101 asked before
    assert made.pdf is not None  # noqa: S101
    document = Document(NAME, Personal(made.pdf))
    entry = Entry(kind="report", reference=_reference(made))
    return (await print_once(_AtDesk(hall), hall.document_printer, document, entry)).outcome


async def _slip(hall: Hall, made: Made) -> Printed:
    assert hall.ticket_printer is not None  # noqa: S101 asked before
    assert made.kept is not None  # noqa: S101
    paper = slip(made.report, made.kept)
    entry = Entry(kind="report", reference=_reference(made))
    return await slip_once(_AtDesk(hall), hall.ticket_printer, paper, entry)


def _reference(made: Made) -> str:
    assert made.kept is not None  # noqa: S101 asked before
    return made.kept.file.stem
