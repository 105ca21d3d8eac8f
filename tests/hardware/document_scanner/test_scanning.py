"""A page on the tray becomes a page to read; what hinders is told by name."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import numpy as np
import pytesseract
import pytest
from PIL import Image

from kiosk.domain.personal import HIDDEN
from kiosk.domain.picture import Picture
from kiosk.hardware.camera.opencv import Patience
from kiosk.hardware.document_scanner import Page, Preview, Reason, look
from kiosk.hardware.document_scanner.opencv import OpencvScanner
from simulator.camera.server import MjpegCamera
from simulator.document_scanner import Desk, Look, still
from simulator.document_scanner.paper import form

A4 = (1654, 2338)
CALM = Patience(open=30, picture=30)
"""Busy cores are no fault of a scanner."""


async def scanned(tmp_path: Path, lies: str | Look) -> tuple[Preview, Page]:
    """What a scanner makes of it, whose source is a folder."""
    still(tmp_path, look=lies)
    scanner = OpencvScanner(str(tmp_path), patience=CALM)
    await scanner.start()
    preview, page = await scanner.preview(), await scanner.scan()
    await scanner.close()
    return preview, page


def image(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.image.reveal()))


def likeness(page: Page) -> float:
    """How like the sheet on the tray a scan is: 1 is the same, about 0 is another or upside down."""
    small = [np.asarray(one.convert("L").resize((165, 234)), float) for one in (image(page), form())]
    return float(np.corrcoef(small[0].ravel(), small[1].ravel())[0, 1])


@pytest.mark.req("CH-03", "MT-16")
@pytest.mark.parametrize("look", ["page", "aslant", "wood"])
async def test_a_page_is_cut_out_straight_and_upright(tmp_path: Path, look: str) -> None:
    preview, page = await scanned(tmp_path, look)
    assert page.reasons == preview.reasons == ()
    assert (page.width, page.height) == image(page).size == A4
    assert preview.corners is not None
    assert page.sharpness > 0.9
    assert likeness(page) > 0.7


async def test_what_was_scanned_can_be_read(tmp_path: Path) -> None:
    _, page = await scanned(tmp_path, "aslant")
    read = pytesseract.image_to_string(image(page), lang="chi_sim", config="--psm 6").replace(" ", "")
    assert "示例事项申请表" in read
    assert "990101198503120010" in read


async def test_the_light_is_evened_and_the_seal_stays_red(tmp_path: Path) -> None:
    _, page = await scanned(tmp_path, "page")
    pixels = np.asarray(image(page).convert("RGB"), int)
    margins = [pixels[y : y + 40, x : x + 40].mean() for y in (60, 1150, 2230) for x in (60, 1550)]
    assert min(margins) > 225, "paper is white, in the shade too"
    red = (pixels[:, :, 0] > 150) & (pixels[:, :, 1] < 110) & (pixels[:, :, 2] < 110)
    assert red[1850:2150, 1050:1400].sum() > 2000
    assert red[:1700].sum() < 50


@pytest.mark.parametrize(
    ("look", "reasons"),
    [
        ("empty", {Reason.NO_PAGE}),
        ("light", {Reason.NO_PAGE}),
        ("dark", {Reason.TOO_DARK}),
        ("glare", {Reason.GLARE}),
        ("blurred", {Reason.BLURRED}),
        ("finger", {Reason.COVERED}),
        ("corner", {Reason.COVERED}),
        ("cut_off", {Reason.CUT_OFF}),
        ("far", {Reason.TOO_FAR}),
    ],
)
async def test_what_hinders_is_told(tmp_path: Path, look: str, reasons: set[Reason]) -> None:
    preview, page = await scanned(tmp_path, look)
    assert set(page.reasons) == set(preview.reasons) == reasons


async def test_where_it_shines_is_told(tmp_path: Path) -> None:
    preview, _ = await scanned(tmp_path, "glare")
    assert preview.glare is not None
    left, top, wide, high = preview.glare
    assert left < 0.6 < left + wide < 0.8, "the lamp is at 0.6 of the width, and small"
    assert top < 0.45 < top + high < 0.65
    assert (await scanned(tmp_path, "page"))[0].glare is None


def test_it_shines_on_the_page_and_not_beside_it() -> None:
    seen = np.full((972, 1296, 3), 36, np.uint8)
    seen[100:860, 120:700] = 215  # a page
    seen[300:420, 500:640] = 255  # a small lamp on it
    seen[200:760, 900:1200] = 255  # a large one on the tray
    told = look.preview(Picture(1296, 972, seen.tobytes(), 1))
    assert told.glare is not None
    left, top, wide, high = told.glare
    assert (left, top) == pytest.approx((500 / 1296, 300 / 972), abs=0.01)
    assert (wide, high) == pytest.approx((140 / 1296, 120 / 972), abs=0.01)


async def test_without_a_page_the_whole_picture_is_kept_as_it_was_seen(tmp_path: Path) -> None:
    preview, page = await scanned(tmp_path, "empty")
    assert preview.corners is None
    assert (page.width, page.height) == (2592, 1944)


async def test_a_picture_with_more_dots_makes_a_finer_page(tmp_path: Path) -> None:
    file = still(tmp_path)
    with Image.open(file) as seen:
        seen.resize((2 * seen.width, 2 * seen.height)).save(file)
    scanner = OpencvScanner(str(tmp_path), patience=CALM)
    page = await scanner.scan()
    assert (page.dpi, page.width, page.height) == (300, 2481, 3507)
    assert image(page).info["dpi"] == (300, 300)


async def test_nothing_is_seen_unasked(network: MjpegCamera, scanner: OpencvScanner) -> None:
    await scanner.open()
    assert (await scanner.status()).usable
    assert not network.watched.is_set()
    page = await scanner.scan()
    assert await asyncio.to_thread(network.gone.wait, 5), (
        "one page was asked for, and the camera is dark again"
    )
    assert HIDDEN in repr(page)


async def test_between_start_and_stop_it_stays_on_and_sees_the_next_page(
    network: MjpegCamera, scanner: OpencvScanner
) -> None:
    network.show(Desk("empty"))
    await scanner.start()
    first = await scanner.preview()
    assert first.reasons == (Reason.NO_PAGE,)
    assert (await scanner.scan()).reasons == (Reason.NO_PAGE,)
    assert network.watched.is_set()
    network.show(Desk("second"))
    seen = first
    while seen.corners is None:
        seen = await scanner.preview(seen.picture.number)
    assert (await scanner.scan()).reasons == ()
    assert max(seen.picture.width, seen.picture.height) <= 960
    await scanner.stop()
    assert await asyncio.to_thread(network.gone.wait, 5)


async def test_looking_keeps_nobody_waiting(tmp_path: Path) -> None:
    """The loop goes on while a page is looked for: it only ever waits for a thread."""
    still(tmp_path)
    scanner = OpencvScanner(str(tmp_path), patience=CALM)
    scanning = asyncio.create_task(scanner.scan())
    turns = 0
    while not scanning.done():
        turns += 1
        await asyncio.sleep(0)
    assert turns > 100
    assert (await scanning).reasons == ()
