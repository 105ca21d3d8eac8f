"""Every failure in plain words: what happened, what is safe, what to do next."""

from __future__ import annotations

from datetime import datetime
from functools import singledispatch
from math import ceil
from typing import Final

from kiosk.domain.words import Text
from kiosk.errors import (
    CatalogueTooOld,
    CertificateRefused,
    CitizenError,
    DeviceFault,
    FaceFailed,
    ItemGone,
    KioskError,
    NoQueue,
    PageError,
    PlatformRefused,
    PressFailed,
    ProofFailed,
    TooManyMisses,
)
from kiosk.journeys.fault_words import (
    CARD,
    CARD_DATES,
    CERTIFICATE,
    CERTIFICATE_ANEW,
    DEVICE,
    DEVICE_KIND,
    FACE,
    NOT_YOU,
    PAPER,
    PROOF,
    REFUSED,
    SAFE,
)
from kiosk.journeys.views import Fault

PLACE_AGAIN: Final = Text("再放一次", "Place it again")
AGAIN: Final = Text("再试一次", "Try again")
OTHER_WAY: Final = Text("换个方式", "Use another way")
BACK_WAY: Final = Text("先不办这个", "Not now")
HOME_WAY: Final = Text("回首页", "Back to the start")
START_AGAIN: Final = Text("从头再来", "Start again")
TRIED_OUT: Final = Text("试满 3 次了。换个方式一样能办。", "Three tries. Another way does as well.")
SESSION_OVER: Final = frozenset({"session_expired", "session_invalid", "session_missing"})
"""The same call cannot succeed any more: only signing in again leads on."""


def fault_view(error: KioskError, *, another_way: Text | None = None) -> Fault:
    """The view that tells a citizen of ``error``."""
    return _view(error, another_way)


@singledispatch
def _view(_error: KioskError, another_way: Text | None) -> Fault:
    return Fault(
        reason="platform_unavailable",
        what=Text("连不上服务平台", "The platform cannot be reached"),
        safe=NOT_YOU,
        picture="network",
        another_way=another_way,
    )


@_view.register
def _(error: CitizenError, another_way: Text | None) -> Fault:
    """A card or a code: another one, or the same once more."""
    dated = type(error) in CARD_DATES
    reason, what, safe = (CARD_DATES if dated else CARD)[type(error)]
    return Fault(
        reason=reason,
        what=what,
        safe=safe,
        picture="card",
        retry=Text("换一张证", "Another card") if dated else PLACE_AGAIN,
        another_way=another_way or OTHER_WAY,
    )


@_view.register
def _(error: CertificateRefused, another_way: Text | None) -> Fault:
    """Nothing was printed of it; some may be asked for anew."""
    what, safe = CERTIFICATE.get(error.reason, CERTIFICATE["altered"])
    return Fault(
        reason=error.reason,
        what=what,
        safe=safe,
        picture="person",
        retry=AGAIN if error.reason in CERTIFICATE_ANEW else None,
        another_way=another_way,
    )


@_view.register
def _(error: DeviceFault, another_way: Text | None) -> Fault:
    what, picture = DEVICE_KIND.get(
        error.kind, (Text("有个设备用不了", "A device is not working"), "printer")
    )
    return Fault(
        reason=f"{error.kind}_{error.code}",
        what=DEVICE.get((error.kind, error.code), what),
        safe=NOT_YOU,
        picture=picture,
        another_way=another_way,
    )


@_view.register
def _(error: PlatformRefused, another_way: Text | None) -> Fault:
    over = error.code in SESSION_OVER
    safe = Text(error.detail, SAFE.en) if error.detail else SAFE
    if error.code == "print_quota_exhausted" and error.until:
        safe = _from(error.until)
    return Fault(
        reason=error.code,
        what=REFUSED.get(error.code, Text("平台没有受理", "The platform declined")),
        safe=safe,
        picture="person",
        retry=None if over or error.retry == "never" else AGAIN,
        another_way=START_AGAIN if over else another_way,
    )


@_view.register
def _(error: FaceFailed, another_way: Text | None) -> Fault:
    what, safe = FACE[error.reason]
    again = error.left > 0 and error.reason != "poor_portrait"
    return Fault(
        reason=f"face_{error.reason}",
        what=what,
        safe=safe if error.left else TRIED_OUT,
        picture="person",
        retry=AGAIN if again else None,
        another_way=another_way,
    )


@_view.register
def _(error: ProofFailed, another_way: Text | None) -> Fault:
    what, safe = PROOF[error.reason]
    return Fault(
        reason=error.reason, what=what, safe=safe, picture="person", retry=None, another_way=another_way
    )


@_view.register
def _(_error: CatalogueTooOld, another_way: Text | None) -> Fault:
    return Fault(
        reason="guides_too_old",
        what=Text("指南太久没更新，怕不准", "The guides are out of date"),
        safe=Text("不是您点错了。请问窗口，或打 12345。", "Please ask at a window, or call 12345."),
        picture="network",
        another_way=another_way,
    )


@_view.register
def _(_error: ItemGone, another_way: Text | None) -> Fault:
    return Fault(
        reason="item_gone",
        what=Text("这件事刚刚停办了", "This service was just withdrawn"),
        safe=Text("不是您点错了。可以找别的事，或问窗口。", "Look for another one, or ask at a window."),
        picture="person",
        retry=None,
        another_way=another_way,
    )


@_view.register
def _(_error: NoQueue, another_way: Text | None) -> Fault:
    return Fault(
        reason="no_queue",
        what=Text("这会儿没有能取号的区", "No area gives out numbers now"),
        safe=Text("不是您点错了。请去服务台问一下。", "It is not your mistake. Please ask at the desk."),
        picture="person",
        another_way=another_way,
    )


@_view.register
def _(error: PageError, another_way: Text | None) -> Fault:
    reason, what, safe = PAPER[type(error)]
    again = isinstance(error, PressFailed)
    return Fault(
        reason=reason,
        what=what,
        safe=safe,
        picture="printer",
        retry=AGAIN if again else None,
        another_way=another_way,
    )


def _from(until: str) -> Text:
    """When copies can be printed again."""
    try:
        at = datetime.fromisoformat(until)
    except ValueError:
        return SAFE
    return Text(
        f"{at:%m 月 %d 日 %H:%M} 以后可以再打，急用请去窗口。",
        f"Again from {at:%Y-%m-%d %H:%M}. A window can help at once.",
    )


@_view.register
def _(error: TooManyMisses, another_way: Text | None) -> Fault:
    minutes = max(1, ceil(error.wait.total_seconds() / 60))
    return Fault(
        reason="lookup_cooldown",
        what=Text("没查到的太多了，先等一会儿", "Too many unknown numbers. Please wait."),
        safe=Text(
            f"大约 {minutes} 分钟后再试。用身份证查，现在就行。",
            f"Try again in about {minutes} min. With your ID card you can look now.",
        ),
        picture="person",
        another_way=another_way,
    )
