"""Papers under a real scanner: OpenCV looks at simulated pictures over a wire, and nothing is written."""

from __future__ import annotations

import asyncio
import io
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from kiosk.hardware.camera.opencv import Patience
from kiosk.hardware.document_scanner import Page
from kiosk.hardware.document_scanner.opencv import OpencvScanner
from kiosk.journeys.views import Fault, Home, MaterialCapture
from kiosk.terminal_api.encode import snapshot
from simulator.camera.server import MjpegCamera
from simulator.document_scanner import Desk
from tests.journeys.laying import LEASE, Laid

CALM = Patience(open=30, picture=30)
"""Busy cores are no fault of a scanner."""
JPEG = b"\xff\xd8\xff"


@pytest.fixture
def desk() -> Iterator[MjpegCamera]:
    with MjpegCamera(Desk(), rate=6) as made:
        yield made


@pytest.fixture
async def scanner(desk: MjpegCamera) -> AsyncIterator[OpencvScanner]:
    made = OpencvScanner(desk.url, patience=CALM)
    yield made
    await made.close()


async def press(person: Laid, choice: str) -> MaterialCapture:
    """Press, and wait until the picture was taken."""
    person.chooses(choice)
    await person.told(lambda view: view.busy)
    return await person.told(lambda view: not view.busy)


@pytest.mark.req("AP-08")
@pytest.mark.parametrize(
    ("lies", "reason", "hint"),
    [
        ("blurred", "blurred", "把纸压平，先别动"),
        ("glare", "glare", "把纸往左挪一点"),
        ("cut_off", "cut_off", "往中间挪，四个角都要露出来"),
    ],
)
async def test_a_page_that_cannot_be_read_is_refused_and_taken_again(
    desk: MjpegCamera, scanner: OpencvScanner, lies: str, reason: str, hint: str
) -> None:
    desk.do(lies)
    person = Laid(LEASE, scanner=scanner)
    view = await person.lays()
    assert view.seen == (reason,)
    assert (view.spot is not None) == (reason == "glare")
    assert view.hint is not None
    assert view.hint.zh == hint
    view = await press(person, "capture")
    assert view.pages[0].reasons == (reason,)
    assert [c.id for c in view.choices if c.primary] == ["retake"]
    desk.do("page")
    view = await person.told(lambda view: view.seen == ())
    view = await press(person, "retake")
    assert view.pages[0].clear
    person.chooses("next")
    await person.sees(Home)
    [page] = pages(person)
    assert page.reasons == ()
    assert desk.gone.wait(5), "the lens is dark again"


def pages(person: Laid) -> tuple[Page, ...]:
    taken = person.ends[-1]
    assert isinstance(taken, tuple)
    return taken


@pytest.mark.req("MT-16")
async def test_two_pages_are_laid_one_after_the_other(desk: MjpegCamera, scanner: OpencvScanner) -> None:
    desk.do("empty")
    person = Laid(LEASE, scanner=scanner)
    view = await person.lays()
    assert view.seen == ("no_page",)
    for number, lies in enumerate(("page", "second"), 1):
        desk.do(lies)
        await person.told(lambda view: view.seen == ())
        view = await press(person, "capture")
        assert [row.clear for row in view.pages] == [True] * number
    person.chooses("next")
    await person.sees(Home)
    first, second = (Image.open(io.BytesIO(page.image.reveal())) for page in pages(person))
    assert first.format == second.format == "JPEG"
    assert first.size == second.size == (1654, 2338)
    assert first.tobytes() != second.tobytes()


@pytest.mark.parametrize(
    ("trouble", "code"), [("cut", "unplugged"), ("silent", "no_answer"), ("garbage", "garbled")]
)
async def test_a_wire_that_fails_in_mid_scan_keeps_what_was_taken(
    desk: MjpegCamera, trouble: str, code: str
) -> None:
    patience = Patience(open=30, picture=3) if trouble == "silent" else CALM
    scanner = OpencvScanner(desk.url, patience=patience)
    person = Laid(LEASE, scanner=scanner)
    await person.lays()
    await press(person, "capture")
    [kept] = person.held
    person.chooses("retake")
    await person.told(lambda view: view.busy)
    if trouble == "cut":
        desk.cut()
    else:
        setattr(desk, trouble, True)
    fault = await person.sees(Fault)
    assert fault.reason == f"document_scanner_{code}"
    desk.silent = desk.garbage = False
    person.chooses("retry")
    view = await person.told(lambda view: view.seen == ())
    assert [page is kept for page in person.held] == [True]
    assert len(view.pages) == 1
    await press(person, "retake")
    assert [page is kept for page in person.held] == [False]
    await scanner.close()


async def test_no_scanner_at_all() -> None:
    person = Laid(LEASE, scanner=OpencvScanner("/dev/video99"))
    person.arrives()
    await person.sees(Home)
    person.chooses("check_in")
    assert (await person.sees(Fault)).reason == "document_scanner_port_missing"
    person.chooses("another_way")
    await person.sees(Home)
    assert person.ends == ["at_window"]


async def test_leaving_in_mid_scan_darkens_the_lens(desk: MjpegCamera, scanner: OpencvScanner) -> None:
    person = Laid(LEASE, scanner=scanner)
    await person.lays()
    await press(person, "capture")
    person.chooses("retake")
    await person.told(lambda view: view.busy)
    person.chooses("home")
    await person.sees(Home)
    assert await asyncio.to_thread(desk.gone.wait, 5)
    assert person.visit is not None
    assert person.visit.scanned == {}
    assert person.hall.on_tray is None


class Written:
    """Every file that Python opened to write while ``on``."""

    def __init__(self) -> None:
        self.on = False
        self.files: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, given: tuple[Any, ...]) -> None:
        if self.on and event == "open" and isinstance(given[0], str | bytes):
            mode, flags = given[1], given[2] or 0
            if (isinstance(mode, str) and set(mode) & set("wax+")) or flags & (os.O_WRONLY | os.O_RDWR):
                self.files.append(os.fsdecode(given[0]))


@pytest.fixture(scope="module")
def written() -> Written:
    return Written()


async def test_no_page_touches_the_disk(
    desk: MjpegCamera,
    scanner: OpencvScanner,
    written: Written,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where something could be kept is searched, and every file that Python opens is looked at."""
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(tmp_path)
    assert tempfile.gettempdir() == str(tmp_path)
    (tmp_path / "state").mkdir()
    before = _newest(Path("/tmp"), Path("/dev/shm"), Path("/var/tmp"))  # noqa: S108 what is searched
    written.on = True
    try:
        person = Laid(LEASE, scanner=scanner)
        await person.lays()
        for lies in ("page", "blurred"):
            desk.do(lies)
            await press(person, "capture")
        told = snapshot(person.stage.now, at=0)
        person.chooses("next")
        await person.sees(Home)
    finally:
        written.on = False
    assert [file for file in written.files if not file.startswith(("/proc/", "/dev/null"))] == []
    assert os.listdir(tmp_path) == ["state"]  # noqa: PTH208 without waiting
    assert os.listdir(tmp_path / "state") == []  # noqa: PTH208
    after = _newest(Path("/tmp"), Path("/dev/shm"), Path("/var/tmp"))  # noqa: S108
    shots = [page.image.reveal() for page in pages(person)]
    for file in after - before:
        assert not any(shot[600:900] in _read(file) for shot in shots), file
    assert all(JPEG not in repr(value).encode() for value in told.values())


def _newest(*folders: Path) -> set[Path]:
    return {file for folder in folders if folder.is_dir() for file in folder.iterdir() if file.is_file()}


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
