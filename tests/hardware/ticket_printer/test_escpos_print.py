"""Slips that come out, and how they look on paper."""

from __future__ import annotations

from collections.abc import Callable

import zxingcpp

from kiosk.hardware.device import DeviceState
from kiosk.hardware.ticket_printer import Align, Line, Printed, QrCode, Rule, Slip
from kiosk.hardware.ticket_printer.escpos_printer import Patience
from kiosk.hardware.ticket_printer.escpos_serial import EscposSerialPrinter
from simulator.escpos import EscposPrinter

SLIP = Slip(
    "test",
    (
        Line("云溪区政务服务大厅", align=Align.CENTRE),
        Line("A023", scale=8, bold=True, align=Align.CENTRE),
        Rule(),
        Line("第一个字很少见 㛃"),
        Line("去 3、4 号窗口", scale=2),
        QrCode("QTti-0001"),
    ),
)
LINES = ["云溪区政务服务大厅", "A023", "─" * 24, "[image]", "去 3、4 号窗口", "[qr]"]


async def test_a_slip_comes_out_whole_and_cut(driver: EscposSerialPrinter, printer: EscposPrinter) -> None:
    assert await driver.print(SLIP) is Printed.DONE
    (piece,) = printer.slips
    assert piece.cut
    assert piece.lines == LINES
    assert printer.unknown == 0
    assert printer.mouth.blank


async def test_the_code_reads_from_the_paper(driver: EscposSerialPrinter, printer: EscposPrinter) -> None:
    await driver.print(SLIP)
    (piece,) = printer.slips
    assert [code.text for code in zxingcpp.read_barcodes(piece.image)] == ["QTti-0001"]


async def test_done_means_that_it_is_out_not_that_it_was_sent(
    make_printer: Callable[..., EscposPrinter],
) -> None:
    printer = make_printer(paced=True, baud=19200)
    driver = EscposSerialPrinter(printer.path, 19200, "gbk", 576)
    await driver.open()
    assert await driver.print(SLIP) is Printed.DONE
    assert [piece.lines for piece in printer.slips] == [LINES]
    await driver.close()


async def test_an_old_rom_gets_only_what_it_knows(make_printer: Callable[..., EscposPrinter]) -> None:
    printer = make_printer(charset="gb2312")
    driver = EscposSerialPrinter(printer.path, 115200, "gb2312", 384)
    await driver.open()
    await driver.print(Slip("test", (Line("朱镕 • 一"), Line("王小明·二"))))
    (piece,) = printer.slips
    assert piece.lines == ["[image]", "王小明·二"]
    await driver.close()


async def test_near_the_end_of_the_roll_it_still_prints(
    driver: EscposSerialPrinter, printer: EscposPrinter
) -> None:
    printer.faults.near_end = True
    assert await driver.print(SLIP) is Printed.DONE


async def test_self_test_prints_and_tells(
    driver: EscposSerialPrinter, printer: EscposPrinter, hasty: Patience
) -> None:
    assert (await driver.self_test()).device is DeviceState.ONLINE
    assert "打印机自检" in printer.slips[0].lines
    printer.faults.cover_open = True
    assert (await driver.self_test()).code == "cover_open"
    printer.faults.cover_open = False
    printer.faults.no_barrier = True
    driver.patience = hasty
    assert (await driver.self_test()).code == "unconfirmed"


async def test_slips_do_not_mix(driver: EscposSerialPrinter, printer: EscposPrinter) -> None:
    big, plain = Slip("big", (Line("大", scale=3, bold=True),)), Slip("plain", (Line("小"),))
    await driver.print(big)
    await driver.print(plain)
    assert printer.slips[1].image.height < printer.slips[0].image.height
    assert [piece.lines for piece in printer.slips] == [["大"], ["小"]]
