"""Counting paper: what is left, who is warned, and what a count may never say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from kiosk.errors import DeviceFault, StoreError
from kiosk.hardware.consumables import Consumables, Stock, Supply, slip_mm
from kiosk.hardware.device import Paper
from kiosk.hardware.ticket_printer import Line, QrCode, Rule, Slip
from kiosk.hardware.ticket_printer.escpos_slip import FEED_TO_KNIFE
from kiosk.store.supplies import Used
from tests.fakes import NOW

SLIP, A4 = Supply.SLIP_PAPER, Supply.A4_PAPER
KNOWN = {SLIP: Stock(80_000, 5_000), A4: Stock(250, 50)}
UNKNOWN = {SLIP: Stock(None, 5_000), A4: Stock(None, 50)}


class Notebook:
    """Counts in memory; ``broken`` for a disk that does not keep anything."""

    def __init__(self) -> None:
        self.kept: dict[str, Used] = {}
        self.broken = False

    async def load(self) -> Mapping[str, Used]:
        return self.kept

    async def add(self, name: str, amount: float) -> None:
        self._check()
        before = self.kept.get(name, Used())
        self.kept[name] = replace(before, amount=before.amount + amount)

    async def reset(self, name: str, at: object) -> None:
        self._check()
        self.kept[name] = Used(refilled_at=NOW)

    def _check(self) -> None:
        if self.broken:
            raise StoreError("no disk")


class Warned(list[Supply]):
    """Who was warned of what."""


@pytest.fixture
def notebook() -> Notebook:
    return Notebook()


@pytest.fixture
def warned() -> Warned:
    return Warned()


@pytest.fixture
async def paper(notebook: Notebook, warned: Warned) -> Consumables:
    made = Consumables(notebook, KNOWN, warned.append)
    await made.load()
    return made


async def test_what_is_used_is_gone(paper: Consumables) -> None:
    assert paper.stock(SLIP).left == 80_000
    await paper.use(SLIP, 120.5)
    await paper.use(SLIP, 79.5)
    await paper.use(A4, 3)
    assert (paper.stock(SLIP).left, paper.stock(A4).left) == (79_800, 247)
    assert (paper.stock(SLIP).paper, paper.stock(A4).paper) == (Paper.FULL, Paper.FULL)


async def test_little_is_told_once_and_before_it_is_out(paper: Consumables, warned: Warned) -> None:
    await paper.use(A4, 200)
    assert paper.stock(A4).paper is Paper.FULL
    assert warned == []
    with capture_logs() as logged:
        for _ in range(5):
            await paper.use(A4, 1)
    assert paper.stock(A4).paper is Paper.LOW
    assert warned == [A4]
    assert [(entry["event"], entry["left"]) for entry in logged] == [("consumable.low", 49)]


async def test_a_count_never_says_out(paper: Consumables) -> None:
    await paper.use(SLIP, 1_000_000)
    assert (paper.stock(SLIP).left, paper.stock(SLIP).paper) == (0, Paper.LOW)


async def test_a_refill_begins_anew(paper: Consumables, notebook: Notebook, warned: Warned) -> None:
    await paper.use(A4, 240)
    await paper.refilled(A4, NOW)
    assert (paper.stock(A4).left, paper.stock(A4).paper) == (250, Paper.FULL)
    assert paper.stock(A4).used == Used(0, NOW) == notebook.kept[A4]
    await paper.use(A4, 240)
    assert warned == [A4, A4], "and little is told again"


async def test_it_goes_on_from_where_it_stood(notebook: Notebook, warned: Warned) -> None:
    notebook.kept = {A4: Used(240, NOW - timedelta(days=3)), "ink": Used(7)}
    paper = Consumables(notebook, KNOWN, warned.append)
    await paper.load()
    assert paper.stock(A4).left == 10
    assert paper.stock(SLIP).left == 80_000
    assert warned == [A4], "whoever starts the terminal is told as well"


async def test_without_a_capacity_nothing_is_said_but_all_is_counted(
    notebook: Notebook, warned: Warned
) -> None:
    paper = Consumables(notebook, UNKNOWN, warned.append)
    await paper.load()
    await paper.use(SLIP, 90_000)
    stock = paper.stock(SLIP)
    assert (stock.left, stock.paper, stock.used.amount) == (None, Paper.UNKNOWN, 90_000)
    assert warned == []
    assert notebook.kept[SLIP].amount == 90_000


@pytest.mark.parametrize(
    ("told", "used", "said"),
    [
        (Paper.FULL, 0, Paper.FULL),
        (Paper.FULL, 240, Paper.LOW),
        (Paper.UNKNOWN, 0, Paper.FULL),
        (Paper.UNKNOWN, 240, Paper.LOW),
        (None, 240, Paper.LOW),
        (Paper.LOW, 0, Paper.LOW),
        (Paper.OUT, 0, Paper.OUT),
        (Paper.OUT, 240, Paper.OUT),
        (Paper.JAMMED, 240, Paper.JAMMED),
    ],
)
async def test_the_printers_own_word_counts_for_more(
    paper: Consumables, told: Paper | None, used: int, said: Paper
) -> None:
    await paper.use(A4, used)
    assert paper.paper(A4, told) is said


@pytest.mark.parametrize("told", [*Paper, None])
async def test_an_unknown_count_changes_no_word(notebook: Notebook, told: Paper | None) -> None:
    assert Consumables(notebook, UNKNOWN, lambda _: None).paper(SLIP, told) is told


async def test_a_disk_that_keeps_nothing_stops_no_printing(paper: Consumables, notebook: Notebook) -> None:
    notebook.broken = True
    with capture_logs() as logged:
        await paper.use(A4, 1)
    assert paper.stock(A4).left == 249
    assert [entry["event"] for entry in logged] == ["consumable.not_kept"]
    with pytest.raises(StoreError):
        await paper.refilled(A4, NOW)
    assert paper.stock(A4).left == 249


@pytest.mark.parametrize("amount", [-1.0, float("nan")])
async def test_nothing_is_printed_backwards(paper: Consumables, amount: float) -> None:
    with pytest.raises(ValueError, match="a4_paper"):
        await paper.use(A4, amount)
    assert paper.stock(A4).left == 250


def test_the_length_of_a_slip() -> None:
    """Lines of 24 dots and 10 between them, twice as high at scale 2; 8 dots a mm; then to the knife."""
    feed = FEED_TO_KNIFE / 8
    assert slip_mm(Slip("s", (Line("请到3号窗口"), Rule())), "gbk", 576) == 2 * 34 / 8 + feed
    assert slip_mm(Slip("s", (Line("A023", scale=2),)), "gbk", 576) == 58 / 8 + feed
    wraps = slip_mm(Slip("s", (Line("字" * 30),)), "gbk", 576)
    assert wraps == slip_mm(Slip("s", (Line("字"), Line("字"))), "gbk", 576)
    code = slip_mm(Slip("s", (QrCode("K03"),)), "gbk", 576)
    assert code > 21 * 4 / 8 + feed
    with pytest.raises(DeviceFault):
        slip_mm(Slip("s", (QrCode("x" * 3000),)), "gbk", 576)
