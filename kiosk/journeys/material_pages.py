"""One material laid under the document scanner, page by page; the citizen decides what is good enough."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final, Literal, get_args

import structlog

from kiosk.domain.words import Text
from kiosk.errors import DeviceFault
from kiosk.hardware.document_scanner import DocumentScanner, Page, Place, Preview, Reason
from kiosk.journeys.asking import tell, whichever_first
from kiosk.journeys.faults import OTHER_WAY
from kiosk.journeys.view import Answer
from kiosk.journeys.views import MaterialCapture, PageRow, WantedMaterial
from kiosk.journeys.views.material import PAGE, Refused
from kiosk.journeys.visit import AnotherWay, Visit

log = structlog.get_logger()

Way = Literal["use_certificate", "skip", "at_window"]
"""How a material goes on that was not scanned."""
WAYS: Final = frozenset(get_args(Way))
MOST: Final = 50
"""Pages of one material (``CaseMaterialRef.upload_ids``)."""
ONE_MOST: Final = 20 * 1024 * 1024
"""Bytes of a page, where the platform has told no limit yet."""
MOST_BYTES: Final = 64 * 1024 * 1024
"""Of one material together: all of it is in memory until it is handed in."""
STILL: Final = 0.05
AT_WINDOW: Final = Text("到窗口交", "Hand it in at a window")


async def capture_pages(
    visit: Visit, scanner: DocumentScanner, wanted: WantedMaterial
) -> tuple[Page, ...] | Way:
    """The pages of ``wanted``, at least one, or the way on that was chosen instead.

    Raises ``WentBack`` and ``CouldNotBeDone``. The scanner sees something only while its view is up. Pages
    are kept with the visit until the matter is left: called again for the material, it goes on from there.
    """
    return await _Laying(visit, scanner, wanted).ended()


@dataclass(slots=True)
class _Laying:
    """One person laying the pages of one material."""

    visit: Visit
    scanner: DocumentScanner
    wanted: WantedMaterial
    at: int = 1
    refused: Refused | None = None
    resting: bool = False
    """The scanner failed, and they want to see what else can be done."""
    seen: tuple[str, ...] | None = None
    spot: Place | None = None
    away: Literal["left", "right"] | None = None
    shape: float = 4 / 3

    def __post_init__(self) -> None:
        self.at = len(self.pages) or 1

    @property
    def pages(self) -> tuple[Page, ...]:
        """What was taken so far."""
        return self.visit.scanned.get((self.wanted.item, self.wanted.material_id), ())

    def keep(self, pages: tuple[Page, ...]) -> None:
        """Put these in their place."""
        self.visit.scanned[self.wanted.item, self.wanted.material_id] = pages

    async def ended(self) -> tuple[Page, ...] | Way:
        """Until they go on."""
        while True:
            try:
                return await (self._resting() if self.resting else self._scanning())
            except DeviceFault as fault:
                self.visit.note(fault)
                if await self._gave_up(fault):
                    return "at_window"

    async def _scanning(self) -> tuple[Page, ...] | Way:
        """With the scanner on. Raises ``DeviceFault``; whatever happens, it is off afterwards."""
        self.seen = self.spot = self.away = None
        try:
            while True:
                answer: Answer = await whichever_first(self._answer(), self._watching())
                if answer.choice in {"capture", "retake"}:
                    await self._take(self.at if answer.choice == "retake" else len(self.pages) + 1)
                elif (end := self._chosen(answer.choice)) is not None:
                    return end
        finally:
            self.visit.hall.on_tray = None
            await self.scanner.stop()

    async def _resting(self) -> tuple[Page, ...] | Way:
        """With the scanner off: pages can be looked through and handed in, or another way chosen."""
        while (choice := (await self._answer()).choice) != "capture":
            if (end := self._chosen(choice)) is not None:
                return end
        self.resting = False
        return await self._scanning()

    async def _answer(self) -> Answer:
        return await self.visit.stage.ask(self._view())

    async def _watching(self) -> Answer:
        """Show what lies there and say what is wrong with it. Ends only by a fault.

        A reason is said when two pictures running have it: what flickers cannot be read.
        """
        await self.scanner.start()
        number, before = 0, None
        while True:
            await self._uncovered()
            preview = await self.scanner.preview(number)
            number, self.visit.hall.on_tray = preview.picture.number, preview.picture
            self.shape = round(preview.picture.width / preview.picture.height, 3)
            reasons = tuple(reason.value for reason in preview.reasons)
            if reasons in {self.seen, before} or self.seen is None:
                self._tell(reasons, preview)
            before = reasons

    async def _uncovered(self) -> None:
        """Nothing is seen while 还在吗, or staff on their way, lies over the view."""
        stage = self.visit.stage
        if stage.now.view == stage.journey_view:
            return
        bare = asyncio.Event()
        forget = stage.listen(lambda now: bare.set() if now.view == stage.journey_view else None)
        try:
            self.visit.hall.on_tray = None
            await self.scanner.stop()
            await bare.wait()
        finally:
            forget()
        await self.scanner.start()

    def _tell(self, reasons: tuple[str, ...], preview: Preview) -> None:
        if reasons != self.seen or _moved(self.spot, preview.glare):
            self.seen, self.spot, self.away = reasons, preview.glare, _away(preview)
            self.visit.stage.amend(self._view())

    async def _take(self, number: int) -> None:
        """Take a picture of what lies there, as page ``number``. Raises ``WentBack`` when they stop it."""
        page: Answer | Page = await whichever_first(self._held_still(number), self._scanned())
        assert isinstance(page, Page)  # noqa: S101 nothing can be chosen meanwhile
        reasons = ",".join(reason.value for reason in page.reasons) or "none"
        log.info("page.scanned", dpi=page.dpi, sharpness=page.sharpness, reasons=reasons)
        self.at = number
        self.refused = self._why_not(page, number)
        if self.refused is None:
            before = self.pages
            self.keep((*before[: number - 1], page, *before[number:]))

    async def _held_still(self, number: int) -> Answer:
        self.refused, self.at = None, number
        return await self.visit.stage.ask(self._view(busy=True))

    async def _scanned(self) -> Page:
        await self.scanner.start()
        return await self.scanner.scan()

    def _why_not(self, page: Page, number: int) -> Refused | None:
        """Why this picture is of no use to anybody."""
        if Reason.NO_PAGE in page.reasons:
            return "no_page"
        weight = len(page.image.reveal())
        if weight > (self.visit.hall.upload_most or ONE_MOST):
            return "too_large"
        others = (p for n, p in enumerate(self.pages, 1) if n != number)
        return "too_much" if weight + sum(len(p.image.reveal()) for p in others) > MOST_BYTES else None

    def _chosen(self, choice: str) -> tuple[Page, ...] | Way | None:
        """What was chosen ends this, or leads to another page."""
        self.refused = None
        match choice:
            case "next":
                return self.pages
            case "use_certificate" | "skip" | "at_window":
                return choice
            case "add_page":
                self.at = len(self.pages) + 1
            case "remove_last":
                self.keep(self.pages[:-1])
                self.at = max(1, len(self.pages))
            case _:
                self.at = int(choice.removeprefix(PAGE))
        return None

    async def _gave_up(self, fault: DeviceFault) -> bool:
        """Tell of the fault; whether the window is all that is left. Raises ``CouldNotBeDone``."""
        else_ = bool(self.pages) or self.wanted.certificate is not None or self.wanted.optional
        try:
            await tell(self.visit, fault, another_way=OTHER_WAY if else_ else AT_WINDOW)
        except AnotherWay:
            self.resting, self.at = else_, min(self.at, max(1, len(self.pages)))
            return not else_
        return False

    def _view(self, *, busy: bool = False) -> MaterialCapture:
        wanted = self.wanted
        rows = (PageRow(n, tuple(r.value for r in page.reasons)) for n, page in enumerate(self.pages, 1))
        return MaterialCapture(
            material_id=wanted.material_id,
            material=wanted.name,
            pages=tuple(rows),
            at=self.at,
            most=min(wanted.most, MOST),
            seen=self.seen,
            shape=self.shape,
            spot=self.spot,
            away=self.away,
            busy=busy,
            resting=self.resting,
            refused=self.refused,
            certificate=wanted.certificate,
            optional=wanted.optional,
            notes=wanted.notes,
            number=wanted.number,
            total=wanted.total,
        )


def _moved(before: Place | None, now: Place | None) -> bool:
    """By more than what a still paper trembles in the picture."""
    if before is None or now is None:
        return before is not now
    return any(abs(one - other) > STILL for one, other in zip(before, now, strict=True))


def _away(preview: Preview) -> Literal["left", "right"] | None:
    """To which side of the picture the page must go, out of what shines on it."""
    if preview.glare is None:
        return None
    left, _, wide, _ = preview.glare
    middle = sum(x for x, _ in preview.corners) / len(preview.corners) if preview.corners else 0.5
    return "left" if left + wide / 2 >= middle else "right"
