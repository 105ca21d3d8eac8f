"""What a terminal does with its devices, and in plain words why it cannot now.

A journey asks ``hall.can(Doing.PRINT_TICKET)``. What needs no broken device goes on (CH-03).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from kiosk.domain.words import Text
from kiosk.hardware.device import DeviceStatus, Paper, Toner


class Doing(StrEnum):
    """Something that one device does. The names are told by ``/v1/status``."""

    READ_ID_CARD = "read_id_card"
    READ_SMART_CARD = "read_smart_card"
    SCAN_CODE = "scan_code"
    CHECK_FACE = "check_face"
    SCAN_PAGE = "scan_page"
    PRINT_TICKET = "print_ticket"
    PRINT_CERTIFICATE = "print_certificate"


DEVICE: Final[Mapping[Doing, str]] = {
    Doing.READ_ID_CARD: "id_card",
    Doing.READ_SMART_CARD: "smart_card",
    Doing.SCAN_CODE: "code_scanner",
    Doing.CHECK_FACE: "camera",
    Doing.SCAN_PAGE: "document_scanner",
    Doing.PRINT_TICKET: "ticket_printer",
    Doing.PRINT_CERTIFICATE: "document_printer",
}
NOT_FITTED: Final = Text("这台机器没有这个设备，请去窗口", "Not on this terminal. Please go to a window.")
DOWN: Final[Mapping[Doing, Text]] = {
    Doing.READ_ID_CARD: Text("读卡器用不了，可以换个方式", "The reader is down. Use another way."),
    Doing.READ_SMART_CARD: Text(
        "插卡的读卡器用不了，可以换个方式", "The card slot is down. Use another way."
    ),
    Doing.SCAN_CODE: Text("扫码器用不了，可以换个方式", "The scanner is down. Use another way."),
    Doing.CHECK_FACE: Text("摄像头用不了，可以换个方式", "The camera is down. Use another way."),
    Doing.SCAN_PAGE: Text("高拍仪用不了，请去窗口交", "The page camera is down. Please go to a window."),
    Doing.PRINT_TICKET: Text(
        "小票打不了，号会显示在屏幕上", "Tickets cannot print. Your number is on the screen."
    ),
    Doing.PRINT_CERTIFICATE: Text("打印机用不了，请去窗口打", "The printer is down. Please go to a window."),
}
EMPTY: Final[Mapping[Doing, Text]] = {
    Doing.PRINT_TICKET: Text(
        "小票打印机没纸了，号会显示在屏幕上", "No ticket paper. Your number will be on the screen."
    ),
    Doing.PRINT_CERTIFICATE: Text("打印机没纸了，请去窗口打", "No paper here. Please go to a window."),
}
NO_TONER: Final = Text("打印机没墨粉了，请去窗口打", "No toner here. Please go to a window.")


def why_not(doing: Doing, status: DeviceStatus | None) -> Text:
    """Why ``doing`` cannot be done with its device in this state, and what to do instead."""
    if status is None:
        return NOT_FITTED
    if status.paper is Paper.OUT and doing in EMPTY:
        return EMPTY[doing]
    return NO_TONER if status.toner is Toner.OUT else DOWN[doing]
