"""From pictures to what the port tells of them. Runs in a thread; imports OpenCV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import cv2
import numpy as np

from kiosk.domain.personal import Personal
from kiosk.domain.picture import Picture
from kiosk.hardware.document_scanner import readable
from kiosk.hardware.document_scanner.base import Page, Place, Point, Preview, Reason
from kiosk.hardware.document_scanner.outline import Frame, Outline, find
from kiosk.hardware.document_scanner.readable import GLARE_LEVEL

PREVIEW_SIDE: Final = 960
"""Pixels of a preview's long side at most."""


def preview(picture: Picture) -> Preview:
    """A small picture, with the page's corners and what can be told of it."""
    frame = _frame(picture)
    outline = find(frame)
    page, dpi = (frame, 0) if outline is None else readable.cut_out(frame, outline.corners)
    reasons = readable.reasons(outline, page, sharp=readable.sharpness(page), dpi=dpi)
    corners = None
    if outline is not None:
        share = outline.corners / np.array([picture.width, picture.height], np.float32)
        one, two, three, four = [(float(x), float(y)) for x, y in np.clip(share, 0, 1)]
        corners = (one, two, three, four)
    small = _small(frame, picture.number)
    glare = _shines(_frame(small), corners) if Reason.GLARE in reasons else None
    return Preview(small, corners, reasons, glare)


def page(pictures: Sequence[Picture]) -> Page:
    """The sharpest of them, as a page: readable where a page was found, else as it was seen."""
    best: tuple[float, Frame, Outline | None, int] | None = None
    for picture in pictures:
        frame = _frame(picture)
        outline = find(frame)
        seen, dpi = (frame, 0) if outline is None else readable.cut_out(frame, outline.corners)
        sharp = readable.sharpness(seen)
        if best is None or (outline is not None, sharp) > (best[2] is not None, best[0]):
            best = sharp, seen, outline, dpi
    if best is None:
        raise ValueError("no picture")
    sharp, seen, outline, dpi = best
    reasons = readable.reasons(outline, seen, sharp=sharp, dpi=dpi)
    made = seen if outline is None else readable.evened(seen)
    height, width = made.shape[:2]
    return Page(Personal(readable.packed(made, dpi)), width, height, dpi, round(sharp, 3), reasons)


def _shines(small: Frame, corners: Iterable[Point] | None) -> Place | None:
    """The largest spot on the page (or anywhere, without one) in which nothing can be told from white."""
    height, width = small.shape[:2]
    _, white = cv2.threshold(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), GLARE_LEVEL - 1, 255, cv2.THRESH_BINARY)
    if corners is not None:
        page = np.array([[x * width, y * height] for x, y in corners], np.int32)
        white = cv2.bitwise_and(white, cv2.fillConvexPoly(np.zeros_like(white), page, 255))
    spots, _ = cv2.findContours(_joined(white), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not spots:
        return None
    left, top, wide, high = cv2.boundingRect(max(spots, key=cv2.contourArea))
    return left / width, top / height, wide / width, high / height


def _joined(white: Any) -> Any:  # noqa: ANN401 whatever OpenCV takes and returns
    """With the print in it, which splits a spot in pieces."""
    return cv2.morphologyEx(white, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))


def _frame(picture: Picture) -> Frame:
    return np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 3)


def _small(frame: Frame, number: int) -> Picture:
    scale = min(1.0, PREVIEW_SIDE / max(frame.shape[:2]))
    small = cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    height, width = small.shape[:2]
    return Picture(width, height, small.tobytes(), number)
