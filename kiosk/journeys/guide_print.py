"""What can be taken along of a guide on paper (CT-07, CT-12, CT-15): offered by what works, printed, told."""

from __future__ import annotations

from functools import partial
from typing import Final, Literal

from kiosk.documents import as_issued, guides
from kiosk.documents.case_papers import PDF
from kiosk.domain.item import FileRef, Guide, Material
from kiosk.domain.page import File
from kiosk.domain.words import Text
from kiosk.hardware.printed import Printed
from kiosk.journeys.asking import asked, or_tell
from kiosk.journeys.doing import NOT_FITTED, Doing
from kiosk.journeys.faults import BACK_WAY
from kiosk.journeys.hall import Hall
from kiosk.journeys.journal import Entry
from kiosk.journeys.paper import (
    Desk,
    print_as_slip,
    print_sample,
    print_sheet,
    printable_samples,
)
from kiosk.journeys.views import SlipPrinting
from kiosk.journeys.views.guide_papers import GuidePrinted, PaperOffer
from kiosk.journeys.views.paper import PaperPrinting
from kiosk.journeys.visit import Visit

CHECKLIST_SLIP: Final = "checklist_slip"
CHECKLIST: Final = "checklist"
GUIDE: Final = "guide"
SAMPLE: Final = "sample:"
RESULT: Final = "result:"
NO_SLIPS: Final = Text(
    "小票打不了，可以打 A4 的，或手机扫码带走",
    "Slips cannot print. Take A4 or scan the code with your phone.",
)
NO_PAGES: Final = Text(
    "A4 打不了，可以打小票，或去窗口要", "A4 cannot print. Take a slip, or ask at a window."
)
NO_FILE: Final = Text("连不上平台，这份取不来，请去窗口要", "Offline. Please ask for it at a window.")


def offers(hall: Hall, guide: Guide) -> tuple[PaperOffer, ...]:
    """Everything that can be printed, each with the reason where it cannot be now."""
    pages = _no_pages(hall)
    files = pages or (None if hall.platform.link_up else NO_FILE)
    slips = None if hall.can(Doing.PRINT_TICKET).available and hall.ticket_printer else NO_SLIPS
    return (
        PaperOffer(CHECKLIST_SLIP, "材料清单", "slip", slips),
        PaperOffer(CHECKLIST, "材料清单", "a4", pages),
        PaperOffer(GUIDE, "整份指南", "a4", pages),
        *(
            PaperOffer(sample_id(material), _sample_name(material), "a4", files if material.sample else pages)
            for material in printable_samples(guide)
        ),
        *(
            PaperOffer(f"{RESULT}{ref.file_id}", ref.title, "a4", files)
            for ref in guide.elements.result_samples
        ),
    )


def sample_id(material: Material) -> str:
    """What a material's sample or blank form is called among the offers."""
    return f"{SAMPLE}{material.material_id}"


async def hand_out(visit: Visit, guide: Guide, offer_id: str) -> None:
    """Print it, as often as they want it, and say each time what surely happened.

    Raises ``AnotherWay`` when it failed and they gave up, ``WentBack`` behind what was told.
    """
    offer = next(offer for offer in offers(visit.hall, guide) if offer.id == offer_id)
    while True:
        outcome = await or_tell(visit, partial(_printed, visit, guide, offer), another_way=BACK_WAY)
        printed: Literal[True, "unknown"] = True if outcome is Printed.DONE else "unknown"
        view = GuidePrinted(paper=offer.name, on=offer.on, printed=printed)
        if (await asked(visit, view)).choice == "done":
            return


async def _printed(visit: Visit, guide: Guide, offer: PaperOffer) -> Printed:
    hall, reference = visit.hall, guide.task_code
    what = Text(f"正在打印《{offer.name}》", "Printing")
    if offer.on == "slip" and hall.ticket_printer is not None:
        visit.stage.show(SlipPrinting(what=what))
        return await print_as_slip(visit, hall.ticket_printer, guides.checklist(guide), reference=reference)
    desk = Desk.of(hall)
    assert desk is not None, "offered only where there is one"  # noqa: S101
    visit.stage.show(PaperPrinting(what=what))
    if offer.id in {CHECKLIST, GUIDE}:
        sheet = guides.checklist(guide) if offer.id == CHECKLIST else guides.guide_sheet(guide)
        return (await print_sheet(visit, desk, sheet, reference=reference)).outcome
    fetch = partial(_file, visit, guide)
    for material in guide.elements.materials:
        if offer.id == sample_id(material):
            return (await print_sample(visit, desk, guide, material, fetch=fetch)).outcome
    ref = next(ref for ref in guide.elements.result_samples if offer.id == f"{RESULT}{ref.file_id}")
    return await _result_sample(visit, desk, guide, ref)


async def _result_sample(visit: Visit, desk: Desk, guide: Guide, ref: FileRef) -> Printed:
    file = await _file(visit, guide, ref.file_id)
    reference = f"{guide.task_code}/{ref.file_id}"
    if file.media_type == PDF:
        document = as_issued.sample(ref, file)
        return (await desk.print(visit, document, Entry(kind="form", reference=reference))).outcome
    sheet = guides.result_sheet(guide, ref, file)
    return (await print_sheet(visit, desk, sheet, reference=reference)).outcome


async def _file(visit: Visit, guide: Guide, file_id: str) -> File:
    return await visit.hall.platform.item_file(guide.task_code, file_id)


def _no_pages(hall: Hall) -> Text | None:
    if Desk.of(hall) is None:
        return NOT_FITTED
    return None if hall.can(Doing.PRINT_CERTIFICATE).available else NO_PAGES


def _sample_name(material: Material) -> str:
    return material.sample.title if material.sample else f"{material.name}（空表）"
