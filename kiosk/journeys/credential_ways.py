"""The ways to show who one is. What cannot be used now keeps its place and says why."""

from __future__ import annotations

from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.doing import DEVICE, NOT_FITTED, Doing
from kiosk.journeys.hall import Hall
from kiosk.journeys.view import Choice
from kiosk.journeys.views import STAFF

DOCUMENTS: Final = frozenset({"id_card", "social_security_card", "travel_document"})
"""Ways that prove a person with something in the hand: what a higher level begins with."""
CARDS: Final = frozenset({"social_security_card", "travel_document"})
ANY_WAY: Final = DOCUMENTS | {"qr_code", "type_number"}

NOT_ENOUGH: Final = Text("这一步要用证件原件", "This step needs the document itself")

_WAYS: Final = (
    ("id_card", Text("身份证", "ID card"), None, Doing.READ_ID_CARD),
    (
        "social_security_card",
        Text("社保卡", "Social security card"),
        Text("插卡，芯片朝上"),
        Doing.READ_SMART_CARD,
    ),
    (
        "travel_document",
        Text("护照、通行证", "Passport or permit"),
        Text("翻到照片页"),
        Doing.READ_SMART_CARD,
    ),
    ("qr_code", Text("手机扫码", "Scan a QR code"), Text("出示身份码"), Doing.SCAN_CODE),
    ("type_number", Text("手动输入", "Type it in"), Text("输证件号，收验证码"), None),
)


def ways(hall: Hall, allowed: frozenset[str], *, walk_in: bool) -> tuple[Choice, ...]:
    """Every way; ``allowed`` are those that will do for what is wanted."""
    rows = [_way(hall, *way, allowed=way[0] in allowed) for way in _WAYS]
    if walk_in:
        rows.append(Choice("walk_in", Text("不用证件，直接取号", "Take a number without a card")))
    return (*rows, STAFF)


def _way(  # noqa: PLR0913 a row of the table above
    hall: Hall, way: str, label: Text, hint: Text | None, doing: Doing | None, *, allowed: bool
) -> Choice:
    why = _why_not(hall, doing) if allowed else NOT_ENOUGH
    return Choice(way, label, hint=hint, enabled=why is None, why_not=why, primary=way == "id_card")


def _why_not(hall: Hall, doing: Doing | None) -> Text | None:
    if doing is None:
        return None
    if getattr(hall, DEVICE[doing]) is None:
        return NOT_FITTED
    return hall.can(doing).why_not
