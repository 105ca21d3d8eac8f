"""The port of a document scanner: a camera over a tray, which finds the page and makes it readable."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from kiosk.domain.personal import Personal
from kiosk.domain.picture import Picture
from kiosk.hardware.device import Device

KIND = "document_scanner"

Point = tuple[float, float]
"""Across and down, from 0 to 1 of the picture."""

Place = tuple[float, float, float, float]
"""Left, top, width and height, from 0 to 1 of the picture."""


class Reason(StrEnum):
    """Why a page is hard to read, the first to be mended first."""

    TOO_DARK = "too_dark"
    NO_PAGE = "no_page"
    """No page can be told from what it lies on."""
    COVERED = "covered"
    """A finger, or something else, lies over its edge."""
    CUT_OFF = "cut_off"
    """It reaches out of the picture."""
    GLARE = "glare"
    TOO_FAR = "too_far"
    """Too few pixels to read small print."""
    BLURRED = "blurred"


@dataclass(frozen=True, slots=True)
class Preview:
    """What the scanner sees, small enough to draw, and what it makes of it."""

    picture: Picture
    corners: tuple[Point, Point, Point, Point] | None
    """The page, clockwise from the corner at the upper left of the picture; ``None``: no page was found."""
    reasons: tuple[Reason, ...] = ()
    glare: Place | None = None
    """Where it shines most, with ``Reason.GLARE``."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page, in memory only: cut out, straightened, its light evened.

    Where no page was found (``Reason.NO_PAGE``) it is the whole picture as it was seen, so that whoever looks
    at it can judge. ``dpi`` is what the scan is worth in dots an inch, if the page is A4.
    """

    image: Personal[bytes]
    """A JPEG file."""
    width: int
    height: int
    dpi: int
    sharpness: float
    """From 0 (no edge at all) to 1; below 0.5 small print is hard to read."""
    reasons: tuple[Reason, ...] = field(default=())
    """Empty: nothing is wrong with it."""
    media_type: str = "image/jpeg"


class DocumentScanner(Device, Protocol):
    """Takes pictures only between ``start`` and ``stop``: nothing on the tray is seen unasked."""

    async def start(self) -> None:
        """Begin to take pictures. Raises ``DeviceFault``; starting twice is fine."""

    async def stop(self) -> None:
        """End it and forget the last picture. Never raises; stopping twice is fine."""

    async def preview(self, after: int = 0) -> Preview:
        """What is seen, from a picture whose number is above ``after``. Raises ``DeviceFault``."""
        ...

    async def scan(self) -> Page:
        """The page that lies there now: the sharpest of a few pictures. Raises ``DeviceFault``.

        What is wrong with the page is told by its reasons, not raised: the citizen decides, or tries again.
        """
        ...
