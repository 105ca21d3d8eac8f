"""The dock's calls, over HTTP, on real wires."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from io import BytesIO
from pathlib import Path

import httpx
import pytest
import serial
from PIL import Image

from simulator.dock import Dock
from simulator.dock.words import CARDS, FAULTS
from simulator.escpos import EscposPrinter
from simulator.platform.running import RunningPlatform
from simulator.samv import SamvModule
from simulator.samv.cards import sample_cards
from simulator.scanner import SimScanner
from tests.simulator.platform.terminal import NOW, Terminal

DEADLINE = 20.0


class Docked:
    """Three devices, a platform, and a client of their dock."""

    def __init__(self, held: ExitStack, folder: Path, platform: RunningPlatform) -> None:
        self.reader = held.enter_context(closing(SamvModule(folder / "idcard", paced=False)))
        self.printer = held.enter_context(closing(EscposPrinter(folder / "ticket", paced=False)))
        self.scanner = held.enter_context(closing(SimScanner(folder / "qr", paced=False)))
        self.platform = platform
        url = self.platform.base_url.removesuffix("/kiosk/v1")
        dock = held.enter_context(Dock(self.reader, self.printer, self.scanner, url))
        self.client = held.enter_context(httpx.Client(base_url=dock.url, timeout=DEADLINE, trust_env=False))

    def post(self, path: str, **asked: object) -> httpx.Response:
        return self.client.post(f"/api/{path}", json=asked)

    def print_line(self, text: str) -> None:
        count = len(self.printer.slips) + 1
        with serial.Serial(self.printer.path, 115200, timeout=1) as port:
            port.write(b"\x1b@\x1c&" + text.encode("gbk") + b"\n\x1dV\x00")
            port.flush()
            self.printer.wait_for_slips(count)


@pytest.fixture(scope="module")
def platform() -> Iterator[RunningPlatform]:
    with RunningPlatform() as running:
        yield running


@pytest.fixture
def docked(tmp_path: Path, platform: RunningPlatform) -> Iterator[Docked]:
    with ExitStack() as held:
        held.callback(platform.mend)
        yield Docked(held, tmp_path, platform)


def test_a_card_is_laid_and_taken_away(docked: Docked) -> None:
    laid = docked.post("reader/lay", card="two_bookings").json()
    assert laid["reader"]["card"] == "two_bookings"
    assert docked.reader.card is not None
    assert docked.post("reader/lift").json()["reader"]["card"] is None
    assert docked.reader.card is None


def test_a_card_that_someone_else_laid_is_seen(docked: Docked) -> None:
    docked.reader.lay(sample_cards()["hmt"])
    assert docked.client.get("/api/state").json()["reader"]["card"] == "hmt"


def test_each_card_has_its_name_its_words_and_its_portrait(docked: Docked) -> None:
    cards = docked.client.get("/api/state").json()["reader"]["cards"]
    assert cards["rare_name"] == "刘㛃䶮"
    assert cards["foreign_2017"].startswith("SPECIMEN, ANNA")
    assert cards.keys() == CARDS.keys()
    picture = docked.client.get("/api/reader/cards/hmt.webp")
    assert Image.open(BytesIO(picture.content)).size == (102, 126)
    assert docked.client.get("/api/reader/cards/nobody.webp").status_code == 404


def test_a_code_is_shown_to_the_scanner(docked: Docked) -> None:
    assert docked.client.get("/api/state").json()["scanner"]["last"] is None
    with serial.Serial(docked.scanner.path, timeout=DEADLINE) as port:
        told = docked.post("scanner/scan", code="SAMPLE-EID-0001").json()["scanner"]
        assert port.read_until(b"\r") == b"SAMPLE-EID-0001\r"
    assert told["last"] == "SAMPLE-EID-0001"
    assert told["codes"]["SAMPLE-EID-0001"] == {"owner": "张示例", "level": "L2", "expired": False}


def test_the_platform_knows_every_code_but_the_last(docked: Docked) -> None:
    known = {}
    terminal = Terminal(docked.platform)
    for code in docked.client.get("/api/state").json()["scanner"]["codes"]:
        answer = terminal.post("/identity/qr", {"payload": code, "scanned_at": NOW.isoformat()})
        known[code] = answer.json().get("level") or answer.json()["code"]
    assert known.pop("SAMPLE-NOBODY") == "qr_unknown"
    assert known.pop("SAMPLE-EID-OLD") == "qr_expired"
    assert {*known.values()} == {"L2", "L3", "L4"}


@pytest.mark.parametrize(
    ("state", "near_end", "out"), [("low", True, False), ("out", False, True), ("full", False, False)]
)
def test_paper(docked: Docked, state: str, *, near_end: bool, out: bool) -> None:
    docked.printer.faults.paper_out = docked.printer.faults.near_end = True
    told = docked.post("printer/paper", state=state).json()
    assert told["printer"]["paper"] == state
    assert (docked.printer.faults.near_end, docked.printer.faults.paper_out) == (near_end, out)


def test_cover(docked: Docked) -> None:
    assert docked.post("printer/cover", open=True).json()["printer"]["open"] is True
    assert docked.printer.faults.cover_open
    docked.post("printer/cover", open=False)
    assert not docked.printer.faults.cover_open


@pytest.mark.parametrize("device", ["reader", "printer", "scanner", "platform"])
def test_every_fault_shows_has_words_and_can_be_mended(docked: Docked, device: str) -> None:
    faults = docked.client.get("/api/state").json()[device]["faults"]
    assert faults
    for name in faults:
        assert (device, name) in FAULTS
        assert docked.post(f"{device}/fault", fault=name).json()[device]["fault"] == name
    assert docked.post(f"{device}/fault", fault=None).json()[device]["fault"] is None


def test_a_pulled_cable_takes_the_port_away(docked: Docked) -> None:
    for device, port in (
        ("reader", docked.reader.path),
        ("printer", docked.printer.path),
        ("scanner", docked.scanner.path),
    ):
        assert docked.post(f"{device}/plug", **{"in": False}).json()[device]["in"] is False
        assert not Path(port).exists()
        assert docked.post(f"{device}/plug", **{"in": True}).json()[device]["in"] is True
        assert Path(port).exists()


def test_slips_are_told_and_shown(docked: Docked) -> None:
    assert docked.client.get("/api/printer/slips").json() == {"slips": []}
    docked.print_line("一号")
    docked.print_line("二号")
    slips = docked.client.get("/api/printer/slips").json()["slips"]
    assert [(s["n"], s["lines"], s["cut"]) for s in slips] == [(1, ["一号"], True), (2, ["二号"], True)]
    picture = docked.client.get(slips[1]["png"])
    assert picture.content == docked.printer.slips[1].png
    assert Image.open(BytesIO(picture.content)).format == "PNG"
    assert docked.client.get("/api/printer/slips/3.png").status_code == 404


def test_a_platform_that_is_down_answers_no_terminal_but_still_the_dock(docked: Docked) -> None:
    items = f"{docked.platform.base_url}/items"
    docked.post("platform/fault", fault="down")
    with pytest.raises(httpx.HTTPError):
        httpx.get(items, trust_env=False)
    assert docked.client.get("/api/state").json()["platform"]["running"] is True
    docked.post("platform/fault", fault=None)
    assert httpx.get(items, trust_env=False).status_code == 401


def test_a_platform_that_is_gone_is_said(tmp_path: Path) -> None:
    with ExitStack() as held, RunningPlatform() as gone:
        docked = Docked(held, tmp_path, gone)
        gone.stop()
        assert docked.client.get("/api/state").json()["platform"]["running"] is False
        assert docked.post("platform/fault", fault="down").status_code == 503


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("reader/lay", {"card": "nobody"}),
        ("reader/lay", {}),
        ("reader/fault", {}),
        ("printer/paper", {"state": "plenty"}),
        ("printer/cover", {"open": "yes"}),
        ("scanner/scan", {"code": "SAMPLE-ELSEWHERE"}),
        ("scanner/scan", {}),
        ("platform/fault", {"fault": "on fire"}),
    ],
)
def test_what_is_not_there_is_refused_and_changes_nothing(
    docked: Docked, path: str, asked: dict[str, object]
) -> None:
    before = docked.client.get("/api/state").json()
    refused = docked.post(path, **asked)
    assert refused.status_code == 422
    assert refused.json()["error"]
    assert docked.client.get("/api/state").json() == before


def test_a_body_that_is_no_json_object_is_refused(docked: Docked) -> None:
    for body in ("card", "[]"):
        assert docked.client.post("/api/reader/lay", content=body).status_code == 422


def test_the_page_has_a_button_for_every_card_and_fault(docked: Docked) -> None:
    page = docked.client.get("/")
    assert page.headers["content-type"].startswith("text/html")
    state = docked.client.get("/api/state").json()
    for name in state["reader"]["cards"].values():
        assert f"<b>{name}</b>" in page.text
    for code in state["scanner"]["codes"]:
        assert f"[&quot;scanner.last&quot;, &quot;{code}&quot;]" in page.text
    for device in ("reader", "printer", "scanner", "platform"):
        for fault in state[device]["faults"]:
            assert f"[&quot;{device}.fault&quot;, &quot;{fault}&quot;]" in page.text
    for file in ("dock.css", "dock.js"):
        assert docked.client.get(f"/files/{file}").status_code == 200
