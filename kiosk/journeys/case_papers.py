"""The papers of a case on A4, as the platform issued them (CH-01): checked, printed once, truly reported."""

from __future__ import annotations

from typing import Final, Literal

from kiosk.documents import as_issued
from kiosk.documents.as_issued import PDF
from kiosk.domain.case import CaseDocument, CaseFull
from kiosk.domain.journal import PrintKind
from kiosk.domain.words import Text
from kiosk.hardware.document_printer import Printout
from kiosk.hardware.printed import Printed
from kiosk.journeys.asking import or_tell
from kiosk.journeys.doing import Doing
from kiosk.journeys.faults import BACK_WAY
from kiosk.journeys.hall import Hall
from kiosk.journeys.journal import Entry
from kiosk.journeys.paper import Desk
from kiosk.journeys.sign_in import sign_in
from kiosk.journeys.views.paper import PaperPrinted, PaperPrinting
from kiosk.journeys.visit import Visit

NOT_HERE: Final = Text("这份要到窗口领", "Please collect this one at a window")


class CasePapers:
    """Implements ``kiosk.journeys.progress_desk.Papers``."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall

    def why_not(self, document: CaseDocument) -> Text | None:
        """See ``Papers``."""
        if not document.printable or document.media_type != PDF:
            return NOT_HERE
        return self._hall.can(Doing.PRINT_CERTIFICATE).why_not

    async def hand_out(
        self, visit: Visit, case: CaseFull, document: CaseDocument
    ) -> Literal[True, "unknown"] | None:
        """See ``Papers``. Raises ``AnotherWay`` when it failed and they gave up."""
        desk = Desk.of(visit.hall)
        if desk is None:
            return None
        kind: PrintKind = "receipt" if document.kind == "receipt" else "notice"

        async def printed() -> Printout:
            visit.stage.show(PaperPrinting(what=Text(f"正在打印《{document.title}》", "Printing")))
            citizen = await sign_in(visit)  # at once, unless the session ended meanwhile
            file = await visit.hall.platform.case_document(citizen, case.case_no, document.document_id)
            page = as_issued.case_document(document, file)
            return await desk.print(visit, page, Entry(kind=kind, reference=document.document_id))

        ended = await or_tell(visit, printed, another_way=BACK_WAY)
        outcome: Literal[True, "unknown"] = True if ended.outcome is Printed.DONE else "unknown"
        await visit.stage.ask(PaperPrinted(paper=document.title, printed=outcome))
        return outcome
