from __future__ import annotations

import pytest

from kiosk.errors import Action
from kiosk.hardware.device import DeviceState, Paper
from kiosk.hardware.ticket_printer.escpos_printer import Patience
from kiosk.hardware.ticket_printer.escpos_serial import EscposSerialPrinter
from kiosk.hardware.ticket_printer.escpos_status import read
from simulator.escpos import EscposPrinter


@pytest.mark.parametrize(
    ("answers", "state", "paper", "code", "action"),
    [
        ("12 12 12 12", DeviceState.ONLINE, Paper.FULL, None, None),
        ("12 12 12 1e", DeviceState.ONLINE, Paper.LOW, None, None),
        ("1a 32 12 7e", DeviceState.ONLINE, Paper.OUT, "paper_out", Action.CLEAR),
        ("1a 12 12 72", DeviceState.ONLINE, Paper.OUT, "paper_out", Action.CLEAR),
        ("1a 32 12 12", DeviceState.ONLINE, Paper.OUT, "paper_out", Action.CLEAR),
        ("1a 16 12 12", DeviceState.USER_ERROR, Paper.UNKNOWN, "cover_open", Action.CLEAR),
        ("1a 52 1a 12", DeviceState.HARDWARE_ERROR, Paper.JAMMED, "cutter_jam", Action.MAINTENANCE),
        ("1a 52 32 12", DeviceState.HARDWARE_ERROR, Paper.UNKNOWN, "unrecoverable", Action.MAINTENANCE),
        ("1a 52 16 12", DeviceState.HARDWARE_ERROR, Paper.UNKNOWN, "mechanical", Action.MAINTENANCE),
        ("1a 52 52 12", DeviceState.HARDWARE_ERROR, Paper.UNKNOWN, "head_hot", Action.SUSPEND),
        ("1a 52 12 12", DeviceState.HARDWARE_ERROR, Paper.UNKNOWN, "mechanical", Action.MAINTENANCE),
        ("1a 12 12 12", DeviceState.OFFLINE, Paper.UNKNOWN, "not_ready", Action.SUSPEND),
    ],
)
def test_bits(
    answers: str, state: DeviceState, paper: Paper, code: str | None, action: Action | None
) -> None:
    status = read(*bytes.fromhex(answers))
    assert (status.device, status.paper, status.code, status.action) == (state, paper, code, action)
    assert status.usable == (code is None)


async def test_asks_a_real_line(driver: EscposSerialPrinter, printer: EscposPrinter) -> None:
    assert (await driver.status()).paper is Paper.FULL
    assert printer.heard.startswith(b"\x1da\x00")  # it is told not to speak unasked
    printer.faults.near_end = True
    assert (await driver.status()).paper is Paper.LOW
    printer.faults.cover_open = True
    assert (await driver.status()).code == "cover_open"
    printer.faults.cover_open = False
    printer.faults.paper_out = True
    assert (await driver.status()).paper is Paper.OUT
    printer.faults.refill()
    assert (await driver.status()).usable


async def test_what_came_before_the_question_is_no_answer(
    driver: EscposSerialPrinter, printer: EscposPrinter
) -> None:
    printer.faults.paper_out = True
    printer.line.write(b"\x12" * 4)
    assert (await driver.status()).paper is Paper.OUT


async def test_noise_between_the_answers_is_passed_over(
    driver: EscposSerialPrinter, printer: EscposPrinter
) -> None:
    printer.faults.cover_open = True
    printer.faults.stale = b"\xff\x00"
    assert (await driver.status()).code == "cover_open"


async def test_more_answers_than_questions_are_not_believed(
    driver: EscposSerialPrinter, printer: EscposPrinter
) -> None:
    printer.faults.stale = b"\x12"
    status = await driver.status()
    assert (status.device, status.paper, status.code) == (DeviceState.OFFLINE, Paper.UNKNOWN, "garbled")


async def test_silence_is_offline_and_never_fine(printer: EscposPrinter, hasty: Patience) -> None:
    driver = EscposSerialPrinter(printer.path, 115200, "gbk", 576, patience=hasty)
    await driver.open()
    printer.faults.silent = True
    status = await driver.status()
    assert (status.device, status.paper, status.code) == (DeviceState.OFFLINE, Paper.UNKNOWN, "no_answer")
    assert not status.usable
    printer.faults.silent = False
    assert (await driver.status()).usable
    await driver.close()


async def test_a_printer_that_stops_taking_bytes_is_offline(printer: EscposPrinter, hasty: Patience) -> None:
    driver = EscposSerialPrinter(printer.path, 115200, "gbk", 576, patience=hasty)
    await driver.open()
    printer.line.stall()
    assert (await driver.status()).code == "no_answer"
    await driver.close()
    assert (await driver.status()).device is DeviceState.OFFLINE


async def test_before_opening_nothing_is_fine(printer: EscposPrinter) -> None:
    driver = EscposSerialPrinter(printer.path, 115200, "gbk", 576)
    assert not (await driver.status()).usable
    await driver.close()
    await driver.close()
    assert (await driver.status()).code == "closed"
