"""The document scanner: the camera's faults under its own name, and a page instead of a face."""

from __future__ import annotations

import asyncio
import time
from functools import cache
from typing import ClassVar, Final

import cv2
import numpy as np

from kiosk.hardware.camera.opencv import Patience
from kiosk.hardware.device import DeviceState
from kiosk.hardware.document_scanner import Page, Reason
from kiosk.hardware.document_scanner.opencv import OpencvScanner
from simulator.camera.head import Frame
from simulator.document_scanner import Desk
from tests.faults.fault import Fault, told
from tests.faults.rigs.camera import CameraRig

PATIENCE: Final = Patience(open=3.0, picture=3.0, end=3.0)
SMALL: Final = (1296, 972)
"""A quarter of the pixels: quicker to see, though small print is lost."""


class Tray:
    """A page on the tray, seen after so many seconds."""

    seconds = 0.0

    def __init__(self) -> None:
        _page()  # drawn before anybody waits for it

    def frame(self) -> Frame:
        time.sleep(self.seconds)
        return _page()

    def do(self, action: str) -> None:
        raise AssertionError(action)


@cache
def _page() -> Frame:
    seen = cv2.resize(Desk("page").frame(), SMALL, interpolation=cv2.INTER_AREA)
    return np.asarray(seen, np.uint8)


class DocumentScannerRig(CameraRig):
    """Asking how it is keeps it dark as well."""

    name = "document_scanner opencv"
    kind = "document_scanner"
    scene = Tray
    cells: ClassVar = {**CameraRig.cells, Fault.GARBAGE: told(DeviceState.ONLINE, use="garbled")}

    def driver(self) -> OpencvScanner:
        return OpencvScanner(self.source, patience=PATIENCE)

    async def use(self, driver: OpencvScanner) -> Page:
        page = await driver.scan()
        assert page.reasons == (Reason.TOO_FAR,)
        return page

    async def lose(self, driver: OpencvScanner) -> object:
        try:
            await driver.start()
            await driver.preview()
            waiting = asyncio.create_task(driver.preview(10**6))
            await asyncio.to_thread(self.gone)
            return await waiting
        finally:
            await driver.stop()
