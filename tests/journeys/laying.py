"""Somebody who lays papers under the document scanner, for whatever matter asks for them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from kiosk.hardware.document_scanner import DocumentScanner, Page, Reason
from kiosk.journeys.material_pages import Way, capture_pages
from kiosk.journeys.stage import WentBack
from kiosk.journeys.views import Home, MaterialCapture, WantedMaterial
from kiosk.journeys.visit import After, CouldNotBeDone, Visit
from tests.fakes import Person

LEASE = WantedMaterial(material_id="m2", item="X1", name="租房合同", number=2, total=3)


class Laid(Person):
    """Somebody whose matter asks for one material after another."""

    def __init__(self, *wanted: WantedMaterial, scanner: DocumentScanner | None = None) -> None:
        super().__init__()
        self.wanted = wanted
        self.own = scanner or self.tray
        self.ends: list[tuple[Page, ...] | Way | type[Exception]] = []
        self.visit: Visit | None = None
        self.journeys = {"check_in": self._matter}

    async def _matter(self, visit: Visit) -> After:
        self.visit = visit
        for wanted in self.wanted:
            try:
                self.ends.append(await capture_pages(visit, self.own, wanted))
            except (WentBack, CouldNotBeDone) as left:
                self.ends.append(type(left))
        return After.HOME

    async def lays(self) -> MaterialCapture:
        self.arrives()
        await self.sees(Home)
        self.chooses("check_in")
        return await self.told(lambda view: view.seen is not None)

    async def told(self, so: Callable[[MaterialCapture], bool]) -> MaterialCapture:
        """Wait for this view to be like that, and open for an answer."""
        async with asyncio.timeout(60):
            while not so(view := await self.sees(MaterialCapture)):
                await asyncio.sleep(0.05)
        return view

    async def scans(self, choice: str = "capture", *reasons: Reason) -> MaterialCapture:
        """Lay a page, press, wait until it was taken."""
        self.tray.lay(*reasons)
        before = self.tray.scans
        self.chooses(choice)
        return await self.told(lambda view: self.tray.scans > before and not view.busy)

    @property
    def held(self) -> tuple[Page, ...]:
        assert self.visit is not None
        return self.visit.scanned.get(("X1", "m2"), ())
