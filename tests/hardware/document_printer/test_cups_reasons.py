"""IPP's words for what ails a printer, in the terminal's."""

from __future__ import annotations

import pytest

from kiosk.hardware.device import DeviceState, Paper, Toner
from kiosk.hardware.document_printer.cups_reasons import Supply, read, supplies


@pytest.mark.parametrize(
    ("reasons", "code", "state"),
    [
        (["media-jam-error", "media-empty-error"], "paper_jam", DeviceState.ONLINE),
        (["media-needed"], "paper_out", DeviceState.ONLINE),
        (["media-empty-report", "toner-low-warning"], "paper_out", DeviceState.ONLINE),
        (["interlock-open"], "cover_open", DeviceState.USER_ERROR),
        (["input-tray-missing-warning"], "tray_missing", DeviceState.USER_ERROR),
        (["output-area-full-warning"], "output_full", DeviceState.USER_ERROR),
        (["offline-report"], "printer_offline", DeviceState.OFFLINE),
        (["toner-empty"], "toner_out", DeviceState.ONLINE),
        (["marker-supply-empty-error"], "toner_out", DeviceState.ONLINE),
        (["marker-waste-full-error"], "waste_full", DeviceState.HARDWARE_ERROR),
        (["opc-life-over"], "worn_out", DeviceState.HARDWARE_ERROR),
        (["fuser-over-temp-error"], "mechanical", DeviceState.HARDWARE_ERROR),
        (["vendor-word-nobody-knows-error"], "mechanical", DeviceState.HARDWARE_ERROR),
        (["other"], "mechanical", DeviceState.HARDWARE_ERROR),
    ],
)
def test_what_stops_it(reasons: list[str], code: str, state: DeviceState) -> None:
    status = read(reasons, (), sure=True)
    assert (status.code, status.device, status.usable) == (code, state, False)
    assert status.action is not None


@pytest.mark.parametrize(
    "reason",
    [
        "none",
        "connecting-to-device",
        "moving-to-paused",
        "other-report",
        "marker-waste-almost-full-warning",
        "opc-near-eol-warning",
        "cups-insecure-filter-warning",
        "vendor-word-nobody-knows",
    ],
)
def test_what_does_not(reason: str) -> None:
    assert read([reason], (), sure=True).code is None
    assert read([reason], (), sure=True).usable


@pytest.mark.parametrize(
    ("reasons", "supplied", "toner"),
    [
        ([], (), Toner.UNKNOWN),
        ([], (Supply(60, 10), Supply(10, 10)), Toner.LOW),
        ([], (Supply(60, 10), Supply(None, 10)), Toner.UNKNOWN),
        ([], (Supply(60, 10), Supply(11, 10)), Toner.FULL),
        (["toner-empty-warning"], (Supply(60, 10),), Toner.LOW),
        (["toner-empty-error"], (Supply(60, 10),), Toner.OUT),
    ],
)
def test_toner(reasons: list[str], supplied: tuple[Supply, ...], toner: Toner) -> None:
    assert read(reasons, supplied, sure=True).toner is toner


def test_paper_is_full_only_when_the_printer_itself_says_nothing() -> None:
    assert read(["none"], (), sure=True).paper is Paper.FULL
    assert read(["none"], (), sure=False).paper is Paper.UNKNOWN
    assert read(["media-low-report"], (), sure=False).paper is Paper.LOW


def test_supplies_of_many_of_one_and_of_none() -> None:
    told = {
        "marker-types": ["toner", "waste-toner", "ink-cartridge", "fuser"],
        "marker-levels": [50, 90, -1, 1],
        "marker-low-levels": [5, 95, 20, 3],
    }
    assert supplies(told) == (Supply(50, 5), Supply(None, 20))
    assert supplies({"marker-types": "toner", "marker-levels": 0}) == (Supply(0, 10),)
    assert supplies({}) == ()
