"""The code on a certificate is read after printing and scanning: 99 of 100 at medium damage (RS-06)."""

from __future__ import annotations

from datetime import UTC, datetime
from subprocess import run

import cv2
import numpy as np
import zxingcpp

from kiosk.documents.drawings import MODULE_MM
from kiosk.documents.sealed.orders import Stamp
from kiosk.documents.sealed.stamping import stamped
from tests.documents.sealed.notary import a_page
from tests.documents.sealed.scanning import DPI, Page, scanned
from tests.documents.sealed.test_cose import GOOD, address

SCANS = 100
LEAST = 99
LEAST_DOTS = 5
MM_AN_INCH = 25.4


def corner(content: bytes) -> Page:
    """The lower right of the page, where the code is, at 300 dpi."""
    drawn = run(["pdftoppm", "-r", str(DPI), "-png", "-gray"], input=content, capture_output=True, check=True)
    page = cv2.imdecode(np.frombuffer(drawn.stdout, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert page is not None
    return np.ascontiguousarray(page[-620:, -620:])


def test_the_code_survives_printing_and_scanning() -> None:
    payload = address(GOOD)
    seed = int(datetime(2026, 3, 12, tzinfo=UTC).timestamp())
    rng = np.random.default_rng(seed)
    clean = corner(stamped(a_page(), 1, Stamp("第 1 份，共 1 份", "A1B2C3", payload)))
    read = sum(
        payload in {code.text for code in zxingcpp.read_barcodes(scanned(clean, rng))} for _ in range(SCANS)
    )
    assert read >= LEAST


def test_a_module_is_at_least_five_dots() -> None:
    assert MODULE_MM / MM_AN_INCH * DPI >= LEAST_DOTS
