"""Every failure in plain words: what happened, what is safe, what to do next."""

from __future__ import annotations

from kiosk.domain.words import Text
from kiosk.errors import (
    BadIdNumber,
    CardExpired,
    CardLifted,
    CardNotYetValid,
    CardUnreadable,
    DeviceFault,
    KioskError,
    NoQueue,
    PlatformRefused,
)
from kiosk.journeys.views import Fault, Picture

SAFE = Text("什么都没丢，也没有多办。", "Nothing was lost and nothing was done twice.")
NOT_YOU = Text("不是您点错了。什么都没丢。", "It is not your mistake. Nothing was lost.")
AGAIN = Text("再放一次", "Place it again")
OTHER_WAY = Text("换个方式", "Use another way")
START_AGAIN = Text("从头再来", "Start again")

_CARD: dict[type[KioskError], tuple[str, Text, Text]] = {
    CardLifted: (
        "card_lifted",
        Text("卡拿早了，还没读完", "The card was lifted too early"),
        Text("再放一次，屏幕说“读好了”再拿走。", "Place it again until the screen says it is read."),
    ),
    CardUnreadable: (
        "card_unreadable",
        Text("这张卡没读出来", "The card could not be read"),
        Text("擦一擦，放平，再试一次。要放身份证原件。", "Wipe it, lay it flat and try again."),
    ),
    BadIdNumber: (
        "id_number_wrong",
        Text("卡上的号码没读对", "The number on the card did not read right"),
        Text("再放一次试试。还不行就请工作人员看一下。", "Try once more, or ask staff to look."),
    ),
}
_CARD_DATES: dict[type[KioskError], tuple[str, Text, Text]] = {
    CardExpired: (
        "card_expired",
        Text("身份证过有效期了", "The ID card has expired"),
        Text("没关系，不用证也能现场取号；换证请问工作人员。", "You can still take a number without it."),
    ),
    CardNotYetValid: (
        "card_not_yet_valid",
        Text("身份证还没到生效日", "The ID card is not valid yet"),
        Text("换一张有效的证，或者不用证现场取号。", "Use a valid one, or take a number without it."),
    ),
}
_DEVICE: dict[tuple[str, str], Text] = {
    ("ticket_printer", "paper_out"): Text("打印机没纸了", "The printer is out of paper"),
    ("ticket_printer", "cover_open"): Text("打印机的盖子没关好", "The printer cover is open"),
    ("ticket_printer", "no_answer"): Text("打印机没有回应", "The printer does not answer"),
    ("id_card", "no_answer"): Text("读卡器没有回应", "The card reader does not answer"),
}
_DEVICE_KIND: dict[str, tuple[Text, Picture]] = {
    "ticket_printer": (Text("小票打印机用不了", "The ticket printer is not working"), "printer"),
    "id_card": (Text("身份证读卡器用不了", "The ID card reader is not working"), "reader"),
}
_REFUSED: dict[str, Text] = {
    "identity_rejected": Text("身份没有核对上", "Your identity could not be confirmed"),
    "account_disabled": Text("这个账号停用了", "This account is disabled"),
    "account_locked": Text("这个账号暂时锁住了", "This account is locked for now"),
    "booking_expired": Text("这个预约过时间了", "This booking has expired"),
    "ticket_exists": Text("这个号已经取过了", "A number has been issued for this already"),
    "tickets_exhausted": Text("今天的号取完了", "No numbers are left today"),
    "item_not_permitted_here": Text("这件事不在这台机器办", "This is not done at this terminal"),
    "request_in_progress": Text("平台还在办，请稍等再试", "Still being done. Please wait, then try again"),
    "rate_limited": Text("现在人多，请稍等", "Very busy. Please wait a moment"),
    "session_expired": Text("时间到了，请重新放卡", "Time is up. Please sign in again"),
    "session_invalid": Text("请重新放一次卡", "Please sign in again"),
    "session_missing": Text("请先放一下卡", "Please sign in first"),
}
SESSION_OVER = frozenset({"session_expired", "session_invalid", "session_missing"})
"""The same call cannot succeed any more: only signing in again leads on."""


def fault_view(error: KioskError, *, another_way: Text | None = None) -> Fault:
    """The view that tells a citizen of ``error``."""
    if found := _CARD.get(type(error)):
        reason, what, safe = found
        return Fault(
            reason=reason,
            what=what,
            safe=safe,
            picture="card",
            retry=AGAIN,
            another_way=another_way or OTHER_WAY,
        )
    if found := _CARD_DATES.get(type(error)):
        reason, what, safe = found
        return Fault(
            reason=reason,
            what=what,
            safe=safe,
            picture="card",
            retry=Text("换一张证", "Another card"),
            another_way=another_way or OTHER_WAY,
        )
    if isinstance(error, DeviceFault):
        what, picture = _DEVICE_KIND.get(
            error.kind, (Text("有个设备用不了", "A device is not working"), "printer")
        )
        return Fault(
            reason=f"{error.kind}_{error.code}",
            what=_DEVICE.get((error.kind, error.code), what),
            safe=NOT_YOU,
            picture=picture,
            another_way=another_way,
        )
    if isinstance(error, PlatformRefused):
        over = error.code in SESSION_OVER
        return Fault(
            reason=error.code,
            what=_REFUSED.get(error.code, Text("平台没有受理", "The platform declined")),
            safe=Text(error.detail, SAFE.en) if error.detail else SAFE,
            picture="person",
            retry=None if over or error.retry == "never" else Text("再试一次", "Try again"),
            another_way=START_AGAIN if over else another_way,
        )
    if isinstance(error, NoQueue):
        return Fault(
            reason="no_queue",
            what=Text("这会儿没有能取号的区", "No area gives out numbers now"),
            safe=Text("不是您点错了。请去服务台问一下。", "It is not your mistake. Please ask at the desk."),
            picture="person",
            another_way=another_way,
        )
    return Fault(
        reason="platform_unavailable",
        what=Text("连不上服务平台", "The platform cannot be reached"),
        safe=NOT_YOU,
        picture="network",
        another_way=another_way,
    )
