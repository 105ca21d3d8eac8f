"""A document scanner through OpenCV: the camera's own driver over a tray, and a page found in its pictures.

OpenCV is imported in the thread that looks at a picture, so only where somebody scans.
"""

from __future__ import annotations

import asyncio
from typing import Final

from kiosk.domain.picture import Picture
from kiosk.hardware.camera.opencv import OpencvCamera, Patience
from kiosk.hardware.device import DeviceStatus
from kiosk.hardware.document_scanner.base import KIND, Page, Preview
from kiosk.hardware.look import Glance

SIZE: Final = (3264, 2448)
"""Eight megapixels: 250 dots an inch of a page that fills the picture. The device takes what is nearest."""
EVERY_SECONDS: Final = 0.2
"""A page lies still; unpacking eight megapixels takes a core for most of a tenth of a second."""
LOOKS: Final = 3
"""Pictures of which the sharpest is kept: the first may still be moving."""


class OpencvScanner:
    """Implements ``DocumentScanner`` over ``OpencvCamera``, whose faults and patience are its own."""

    kind = KIND

    def __init__(self, source: str, *, patience: Patience | None = None) -> None:
        self._eye = OpencvCamera(source, kind=KIND, size=SIZE, every=EVERY_SECONDS, patience=patience)

    async def open(self) -> None:
        """See ``Device``. Takes no picture."""
        await self._eye.open()

    async def close(self) -> None:
        """See ``Device``."""
        await self._eye.close()

    async def status(self) -> DeviceStatus:
        """See ``Device``. Takes no picture."""
        return await self._eye.status()

    async def self_test(self) -> DeviceStatus:
        """See ``Device``. Takes three pictures, sees how sharp they are, and forgets them."""
        return await self._eye.self_test()

    async def start(self) -> None:
        """See ``DocumentScanner``."""
        await self._eye.start()

    async def stop(self) -> None:
        """See ``DocumentScanner``."""
        await self._eye.stop()

    async def glance(self, after: int = 0) -> Glance:
        """See ``kiosk.hardware.look.Eye``."""
        return await self._eye.glance(after)

    async def preview(self, after: int = 0) -> Preview:
        """See ``DocumentScanner``."""
        return await asyncio.to_thread(_preview, await self._eye.next(after))

    async def scan(self) -> Page:
        """See ``DocumentScanner``. Not started, it starts for the one page and stops again."""
        started = self._eye.newest is not None
        await self._eye.start()
        try:
            newest = self._eye.newest
            after = newest.number if newest is not None else 0
            pictures: list[Picture] = []
            for _ in range(LOOKS):
                pictures.append(await self._eye.next(after))
                after = pictures[-1].number
        finally:
            if not started:
                await self._eye.stop()
        return await asyncio.to_thread(_page, pictures)


def _preview(picture: Picture) -> Preview:
    from kiosk.hardware.document_scanner.look import preview  # noqa: PLC0415

    return preview(picture)


def _page(pictures: list[Picture]) -> Page:
    from kiosk.hardware.document_scanner.look import page  # noqa: PLC0415

    return page(pictures)
