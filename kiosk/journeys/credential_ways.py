"""The ways to show who one is. What cannot be used now keeps its place and says why."""

from __future__ import annotations

from typing import Final

from kiosk.domain.words import Text
from kiosk.hardware.code_scanner.base import KIND as SCANNER
from kiosk.hardware.id_card.base import KIND as ID_CARD
from kiosk.hardware.smart_card.base import KIND as SMART_CARD
from kiosk.journeys.hall import Hall
from kiosk.journeys.view import Choice
from kiosk.journeys.views import STAFF

DOCUMENTS: Final = frozenset({"id_card", "social_security_card", "travel_document"})
"""Ways that prove a person with something in the hand: what a higher level begins with."""
CARDS: Final = frozenset({"social_security_card", "travel_document"})
ANY_WAY: Final = DOCUMENTS | {"qr_code", "type_number"}

NO_DEVICE: Final = Text("这台机器没有这个设备，请去窗口", "Not on this terminal. Please go to a window.")
DOWN: Final = Text("这个设备现在用不了", "This device is not working now")
NOT_ENOUGH: Final = Text("这一步要用证件原件", "This step needs the document itself")

_WAYS: Final = (
    ("id_card", Text("身份证", "ID card"), None, ID_CARD),
    ("social_security_card", Text("社保卡", "Social security card"), Text("插卡，芯片朝上"), SMART_CARD),
    ("travel_document", Text("护照、通行证", "Passport or permit"), Text("翻到照片页"), SMART_CARD),
    ("qr_code", Text("手机扫码", "Scan a QR code"), Text("出示身份码"), SCANNER),
    ("type_number", Text("手动输入", "Type it in"), Text("输证件号，收验证码"), None),
)


def ways(hall: Hall, allowed: frozenset[str], *, walk_in: bool) -> tuple[Choice, ...]:
    """Every way; ``allowed`` are those that will do for what is wanted."""
    rows = [_way(hall, *way, allowed=way[0] in allowed) for way in _WAYS]
    if walk_in:
        rows.append(Choice("walk_in", Text("不用证件，直接取号", "Take a number without a card")))
    return (*rows, STAFF)


def _way(  # noqa: PLR0913 a row of the table above
    hall: Hall, way: str, label: Text, hint: Text | None, kind: str | None, *, allowed: bool
) -> Choice:
    why = _why_not(hall, kind) if allowed else NOT_ENOUGH
    return Choice(way, label, hint=hint, enabled=why is None, why_not=why, primary=way == "id_card")


def _why_not(hall: Hall, kind: str | None) -> Text | None:
    if kind is None:
        return None
    if getattr(hall, kind) is None:
        return NO_DEVICE
    if hall.usable(kind):
        return None
    return Text("读卡器用不了", "The reader is not working") if kind == ID_CARD else DOWN
