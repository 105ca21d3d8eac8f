"""What goes wrong before, while and after a slip is printed, on a real line."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import DeviceState, Paper
from kiosk.hardware.ticket_printer import Line, Printed, Slip
from kiosk.hardware.ticket_printer.escpos_job import CLEAR
from kiosk.hardware.ticket_printer.escpos_printer import Patience
from kiosk.hardware.ticket_printer.escpos_serial import EscposSerialPrinter
from simulator.escpos import EscposPrinter

SLIP = Slip("old", tuple(Line(f"旧票第{n}行") for n in range(8)))
OLD = [f"旧票第{n}行" for n in range(8)]
NEXT = Slip("next", (Line("下一位"),))
HUGE = Slip("huge", tuple(Line("㛃" * 8, scale=3) for _ in range(30)))
"""Some 50 kB: more than any buffer between the program and the printer holds."""
SLOW = 9600


@pytest.fixture
def slow_printer(make_printer: Callable[..., EscposPrinter]) -> EscposPrinter:
    return make_printer(paced=True)


@pytest.fixture
async def slow(slow_printer: EscposPrinter, hasty: Patience) -> AsyncIterator[EscposSerialPrinter]:
    patience = Patience(hasty.answer, hasty.write, finish=20)
    driver = EscposSerialPrinter(slow_printer.path, 115200, "gbk", 576, patience=patience)
    await driver.open()
    yield driver
    await driver.close()


def all_lines(printer: EscposPrinter) -> list[str]:
    return [line for piece in [*printer.slips, printer.mouth] for line in piece.lines]


@pytest.mark.parametrize(
    ("switch", "code", "action"),
    [
        ("paper_out", "paper_out", Action.CLEAR),
        ("cover_open", "cover_open", Action.CLEAR),
        ("cutter_jam", "cutter_jam", Action.MAINTENANCE),
        ("hot", "head_hot", Action.SUSPEND),
        ("silent", "no_answer", Action.CLEAR),
        ("no_answer", "no_answer", Action.CLEAR),
    ],
)
async def test_what_is_known_before_stops_it_before_a_byte(
    printer: EscposPrinter, hasty: Patience, switch: str, code: str, action: Action
) -> None:
    driver = EscposSerialPrinter(printer.path, 115200, "gbk", 576, patience=hasty)
    await driver.open()
    setattr(printer.faults, switch, True)
    with pytest.raises(DeviceFault) as caught:
        await driver.print(SLIP)
    assert (caught.value.kind, caught.value.code, caught.value.action) == ("ticket_printer", code, action)
    setattr(printer.faults, switch, False)
    assert await driver.print(NEXT) is Printed.DONE
    assert all_lines(printer) == ["下一位"]
    await driver.close()


async def test_a_slip_that_cannot_be_drawn_sends_nothing(
    driver: EscposSerialPrinter, printer: EscposPrinter
) -> None:
    with pytest.raises(DeviceFault, match="no_glyph"):
        await driver.print(Slip("bad", (Line("好"), Line("\U0010fffd"))))
    assert (await driver.status()).usable
    assert b"\x1b@" not in printer.heard


@pytest.mark.parametrize("clears", [True, False])
async def test_paper_runs_out_in_mid_slip(
    driver: EscposSerialPrinter, printer: EscposPrinter, hasty: Patience, *, clears: bool
) -> None:
    driver.patience = hasty
    printer.faults.clears = clears
    printer.faults.out_after = 3
    with pytest.raises(DeviceFault, match="paper_out"):
        await driver.print(SLIP)
    assert printer.mouth.lines == OLD[:3]
    assert (await driver.status()).paper is Paper.OUT

    printer.faults.refill()
    assert (await driver.status()).usable
    assert await driver.print(NEXT) is Printed.DONE
    # A printer that does not obey finishes the old slip; nothing of it is ever printed twice or on the new.
    assert all_lines(printer) == [*(OLD[:3] if clears else OLD), "下一位"]
    assert printer.slips[-1].lines == ["下一位"]
    assert all(piece.cut for piece in printer.slips)


async def test_an_unfinished_slip_is_cut_off_as_soon_as_the_printer_is_well(
    driver: EscposSerialPrinter, printer: EscposPrinter
) -> None:
    printer.faults.out_after = 3
    with pytest.raises(DeviceFault):
        await driver.print(SLIP)
    printer.faults.refill()
    await driver.status()
    (piece,) = await asyncio.to_thread(printer.wait_for_slips, 1)
    assert piece.lines == OLD[:3]
    await driver.status()
    await driver.print(NEXT)
    assert [piece.lines for piece in printer.slips] == [OLD[:3], ["下一位"]]


async def test_cover_opened_in_mid_slip(slow: EscposSerialPrinter, slow_printer: EscposPrinter) -> None:
    printing = asyncio.create_task(slow.print(SLIP))
    await asyncio.to_thread(slow_printer.wait_for_lines, 1)
    slow_printer.faults.cover_open = True
    with pytest.raises(DeviceFault, match="cover_open") as caught:
        await printing
    assert caught.value.action is Action.CLEAR
    assert bytes(slow_printer.heard).endswith(CLEAR)


async def test_no_word_after_the_bytes_went_out_is_unknown(
    slow_printer: EscposPrinter, hasty: Patience
) -> None:
    driver = EscposSerialPrinter(slow_printer.path, 115200, "gbk", 576, patience=hasty)
    await driver.open()
    printing = asyncio.create_task(driver.print(SLIP))
    await asyncio.to_thread(slow_printer.wait_for_lines, 1)
    slow_printer.faults.no_answer = True
    assert await printing is Printed.UNKNOWN
    assert (await driver.status()).device is DeviceState.OFFLINE
    slow_printer.faults.no_answer = False
    assert (await driver.status()).code == "no_answer"  # the line was dropped with what waited in it
    await driver.open()
    assert (await driver.status()).usable
    assert all_lines(slow_printer).count(OLD[0]) == 1
    await driver.close()


async def test_a_printer_without_the_barrier_is_unknown_but_well(
    driver: EscposSerialPrinter, printer: EscposPrinter, hasty: Patience
) -> None:
    printer.faults.no_barrier = True
    driver.patience = hasty
    assert await driver.print(SLIP) is Printed.UNKNOWN
    assert (await driver.status()).usable
    assert await driver.print(NEXT) is Printed.UNKNOWN
    assert [piece.lines for piece in printer.slips] == [OLD, ["下一位"]]


async def test_a_late_word_on_the_last_slip_is_not_taken_for_this_one(
    driver: EscposSerialPrinter, printer: EscposPrinter, hasty: Patience
) -> None:
    driver.patience = hasty
    printer.faults.no_barrier = True
    for late in (b"\x00", b"\x00\x00\x03"):
        printer.line.write(late)
        assert await driver.print(NEXT) is Printed.UNKNOWN


async def test_unplugged_when_all_was_sent_is_unknown(
    slow: EscposSerialPrinter, slow_printer: EscposPrinter
) -> None:
    printing = asyncio.create_task(slow.print(SLIP))
    await asyncio.to_thread(slow_printer.wait_for_lines, 1)
    slow_printer.unplug()
    assert await printing is Printed.UNKNOWN
    status = await slow.status()
    assert (status.device, status.code) == (DeviceState.NO_DEVICE, "unplugged")
    with pytest.raises(DeviceFault, match="port_missing"):
        await slow.open()

    slow_printer.plug()
    await slow.open()
    assert await slow.print(NEXT) is Printed.DONE
    assert all_lines(slow_printer).count("下一位") == 1
    assert slow_printer.slips[-1].lines == ["下一位"]


async def test_unplugged_before_the_end_was_sent_is_a_fault(
    make_printer: Callable[..., EscposPrinter],
) -> None:
    printer = make_printer(paced=True, baud=SLOW)
    driver = EscposSerialPrinter(printer.path, SLOW, "gbk", 576)
    await driver.open()
    printing = asyncio.create_task(driver.print(HUGE))
    await asyncio.to_thread(printer.wait_for_lines, 1)
    printer.unplug()
    with pytest.raises(DeviceFault, match="unplugged"):
        await printing
    assert (await driver.status()).device is DeviceState.NO_DEVICE
    await driver.close()


async def test_a_printer_that_stops_taking_bytes(
    slow: EscposSerialPrinter, slow_printer: EscposPrinter
) -> None:
    printing = asyncio.create_task(slow.print(HUGE))
    await asyncio.to_thread(slow_printer.wait_for_lines, 1)
    slow_printer.line.stall()
    with pytest.raises(DeviceFault, match="stalled"):
        await printing
    assert (await slow.status()).device is DeviceState.OFFLINE

    slow.patience = Patience()
    slow_printer.line.resume()
    await slow.open()
    assert await slow.print(NEXT) is Printed.DONE
    assert slow_printer.slips[-1].lines == ["下一位"]
    assert len(all_lines(slow_printer)) < len(HUGE.parts)


async def test_unplugged_while_idle_and_back(driver: EscposSerialPrinter, printer: EscposPrinter) -> None:
    printer.unplug()
    assert (await driver.status()).device is DeviceState.NO_DEVICE
    with pytest.raises(DeviceFault, match="unplugged"):
        await driver.print(SLIP)
    printer.plug()
    await driver.open()
    assert await driver.print(NEXT) is Printed.DONE


async def test_the_port_is_missing_or_taken(driver: EscposSerialPrinter, printer: EscposPrinter) -> None:
    missing = EscposSerialPrinter("no-such-port", 115200, "gbk", 576)
    with pytest.raises(DeviceFault, match="port_missing") as caught:
        await missing.open()
    assert caught.value.action is Action.MAINTENANCE
    assert (await missing.status()).device is DeviceState.NO_DEVICE

    second = EscposSerialPrinter(printer.path, 115200, "gbk", 576)
    with pytest.raises(DeviceFault, match="port_busy"):
        await second.open()
    assert (await second.status()).device is DeviceState.DEVICE_BUSY
    assert (await driver.status()).usable


async def test_closing_keeps_what_was_wrong(driver: EscposSerialPrinter, printer: EscposPrinter) -> None:
    printer.faults.cover_open = True
    await driver.status()
    await driver.close()
    assert (await driver.status()).code == "cover_open"
