from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import zxingcpp

from kiosk.documents import slips
from kiosk.domain.booking import QueueTicket, Slot, Source
from kiosk.domain.hall import Area
from kiosk.hardware.ticket_printer import Line, Printed, QrCode, Slip
from kiosk.hardware.ticket_printer.escpos_serial import EscposSerialPrinter
from kiosk.hardware.ticket_printer.escpos_slip import encode_slip
from kiosk.hardware.ticket_printer.escpos_text import Charset
from simulator.escpos import EscposPrinter

BEIJING = timezone(timedelta(hours=8))


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 21, hour, minute, tzinfo=BEIJING)


WALK_IN = QueueTicket(
    id="ti-0002",
    number="B007",
    source=Source.WALK_IN,
    area=Area("B", "综合区", "一楼"),
    windows=("8",),
    ahead=6,
    wait_minutes=None,
    priority="normal",
    slot=None,
    issued_at=at(8, 51),
    valid_until=at(17),
)
BOOKED = replace(
    WALK_IN,
    number="A023",
    source=Source.BOOKING,
    area=Area("A", "社保医保区", "一层"),
    windows=("3", "4", "5"),
    ahead=2,
    wait_minutes=12,
    priority="booked",
    slot=Slot(at(9), at(10)),
    item_name="社会保障卡补换领申请",
    notice="请在一层等候叫号",
    qr_payload="QTti-0001",
)


def slip_of(ticket: QueueTicket) -> Slip:
    return slips.queue_ticket(ticket, hall_name="云溪区政务服务大厅", kiosk_id="K03", printed_at=at(8, 52))


def lines_of(slip: Slip) -> list[str]:
    return [part.text for part in slip.parts if isinstance(part, Line)]


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[EscposPrinter]:
    printer = EscposPrinter(tmp_path / "printer", paced=False)
    yield printer
    printer.close()


@pytest.fixture
async def driver(printer: EscposPrinter) -> AsyncIterator[EscposSerialPrinter]:
    driver = EscposSerialPrinter(printer.path, 115200, "gbk", 576)
    await driver.open()
    yield driver
    await driver.close()


@pytest.mark.req("BK-06", "BK-07")
async def test_a_booked_number_shows_slot_priority_and_how_to_cancel_on_paper(
    driver: EscposSerialPrinter, printer: EscposPrinter
) -> None:
    assert await driver.print(slip_of(BOOKED)) is Printed.DONE
    (piece,) = printer.slips
    assert piece.cut
    assert "预约优先" in piece.lines
    assert "预约时间 11月21日 09:00-10:00" in piece.lines
    assert "不办了？在手机上取消，或告诉工作人员" in piece.lines
    assert [code.text for code in zxingcpp.read_barcodes(piece.image)] == ["QTti-0001"]


async def test_the_whole_ticket_on_paper(driver: EscposSerialPrinter, printer: EscposPrinter) -> None:
    await driver.print(slip_of(BOOKED))
    assert printer.slips[0].lines == [
        "云溪区政务服务大厅",
        "您的号",
        "A023",
        "社会保障卡补换领申请",
        "─" * 24,
        "去 一层社保医保区",
        "3、4、5 号窗口",
        "前面还有 2 人",
        "大约等 12 分钟",
        "预约优先",
        "预约时间 11月21日 09:00-10:00",
        "不办了？在手机上取消，或告诉工作人员",
        "─" * 24,
        "请在一层等候叫号",
        "过号了？拿这张票找窗口工作人员",
        "[qr]",
        "2026-11-21 08:52  K03",
    ]
    assert printer.unknown == 0


def test_a_walk_in_number_promises_nothing_it_does_not_know() -> None:
    slip = slip_of(WALK_IN)
    text = "".join(lines_of(slip))
    assert "前面还有 6 人" in text
    assert not [word for word in ("预约", "大约等", "补打", "None") if word in text]
    assert not [part for part in slip.parts if isinstance(part, QrCode)]


def test_a_ticket_without_windows_names_the_area_only() -> None:
    text = "".join(lines_of(slip_of(replace(WALK_IN, windows=()))))
    assert "去 一楼综合区" in text
    assert "号窗口" not in text


@pytest.mark.parametrize("reprints", [1, 2])
def test_a_reprint_says_so(reprints: int) -> None:
    assert f"补打 第 {reprints} 次" in lines_of(slip_of(replace(BOOKED, reprints=reprints)))


@pytest.mark.parametrize("width", [384, 576])
@pytest.mark.parametrize(
    ("number", "scale"), [("A023", 8), ("7", 8), ("A0023", 6), ("社A023", 5), ("ABCDEFGH1234", 2)]
)
def test_the_number_is_as_large_as_the_paper(number: str, scale: int, width: int) -> None:
    slip = slip_of(replace(BOOKED, number=number))
    (line,) = [part for part in slip.parts if isinstance(part, Line) and part.text == number]
    assert line.scale == scale
    assert (number.encode("gbk") + b"\n") in encode_slip(slip, Charset.GBK, width).data


@pytest.mark.parametrize("charset", Charset)
@pytest.mark.parametrize("width", [384, 576])
def test_a_ticket_is_small_enough_for_a_slow_line(charset: Charset, width: int) -> None:
    job = encode_slip(slip_of(replace(BOOKED, reprints=1)), charset, width)
    assert len(job.data) <= 900
    assert b"\x1dv0" not in job.data


async def test_the_test_slip_shows_all_the_printer_must_do(
    driver: EscposSerialPrinter, printer: EscposPrinter
) -> None:
    slip = slips.test_slip(hall_name="云溪区政务服务大厅", kiosk_id="K03", printed_at=at(8))
    assert await driver.print(slip) is Printed.DONE
    assert {"[image]", "[qr]", "A000", slips.TEST_TEXT} <= set(printer.slips[0].lines)


def test_a_pictogram_in_a_notice_does_not_keep_the_number_from_printing() -> None:
    slip = slip_of(replace(WALK_IN, notice="请戴口罩😷"))
    encode_slip(slip, Charset("gbk"), 576)
    assert Line("请戴口罩") in slip.parts
