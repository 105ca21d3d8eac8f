"""What this terminal can do now. Home greys out the rest, with the reason."""

from __future__ import annotations

from kiosk.domain.words import Text
from kiosk.errors import Action, CatalogueTooOld
from kiosk.hardware import id_card, ticket_printer
from kiosk.hardware.device import DeviceState
from kiosk.journeys.doing import Doing
from kiosk.journeys.hall import Capability, Hall
from kiosk.journeys.view import Attention, Choice

SERVICES: dict[str, tuple[Text, Text]] = {
    "check_in": (Text("取号排队", "Take a number or check in"), Text("有预约的，也在这里签到")),
    "apply": (Text("我要办事", "Apply"), Text("在这里填表申请")),
    "track": (Text("查办理进度", "Track my case"), Text("看看办到哪一步")),
    "certificates": (Text("打印证明", "Print certificates"), Text("社保、不动产等")),
    "correct": (Text("补交材料", "Add documents"), Text("缺什么，扫一下")),
    "guides": (Text("办事指南", "Service guide"), Text("要带什么材料")),
    "my_matters": (Text("我的事项", "My matters"), Text("预约和证照")),
    "feedback": (Text("评价和建议", "Feedback"), Text("办得怎么样，告诉我们")),
}
NEEDS: dict[str, tuple[Doing, ...]] = {
    "apply": (),
    "check_in": (),
    "correct": (),
    "guides": (),
    "certificates": (Doing.PRINT_CERTIFICATE,),
    "my_matters": (),
    "track": (),
}
"""What can be done here, and what it cannot be done without: one line a journey.

A number stands on the screen too (CH-12), and one can sign in by typing: neither needs a device.
"""

NO_LINK = Text("连不上服务平台，请去窗口取号", "Offline. Please take a number at the desk.")
NO_GUIDES = Text("指南还没取来，请问窗口", "Not fetched yet. Please ask at a window.")
OLD_GUIDES = Text("指南太久没更新，请问窗口", "Out of date. Please ask at a window.")
NOT_HERE = Text("这台机器还办不了，请去窗口", "Not on this terminal. Please go to a window.")


def capability(hall: Hall, service: str) -> Capability:
    """Whether ``service`` can be done now."""
    if hall.closed is not None:
        return Capability(available=False, why_not=hall.closed)
    if service not in NEEDS:
        return Capability(available=False, why_not=NOT_HERE)
    if service == "guides":
        return _guides(hall)
    if not hall.platform.link_up:
        return Capability(available=False, why_not=NO_LINK)
    if service in {"apply", "correct"}:
        return _guides(hall) if hall.post is not None else Capability(available=False, why_not=NOT_HERE)
    missing = (can for doing in NEEDS[service] if not (can := hall.can(doing)).available)
    return next(missing, Capability(available=True))


def offered(hall: Hall, service: str) -> Capability:
    """The same; what the hall does not offer is not to be had."""
    if service not in hall.terms.offer:
        return Capability(available=False, why_not=NOT_HERE)
    return capability(hall, service)


def _guides(hall: Hall) -> Capability:
    """They are kept here: without a line they can be read all the same, until they are too old (CT-14)."""
    if hall.catalogue is None:
        return Capability(available=False, why_not=NOT_HERE)
    try:
        there = hall.catalogue.any()
    except CatalogueTooOld:
        why = NO_GUIDES if hall.catalogue.version is None else OLD_GUIDES
        return Capability(available=False, why_not=why)
    return Capability(available=there, why_not=None if there else NO_GUIDES)


def every(hall: Hall) -> dict[str, Capability]:
    """What can be done here now: each service that is offered, and what each device does."""
    offered = {s.id: Capability(s.enabled, s.why_not) for s in services(hall)}
    return offered | {doing.value: hall.can(doing) for doing in Doing}


def services(hall: Hall, *, updates: int = 0) -> tuple[Choice, ...]:
    """Home's choices: what the hall offers, in the design's order. ``updates``: news for who is signed in."""
    rows = []
    for service, (label, hint) in SERVICES.items():
        if service not in hall.terms.offer and service != "my_matters":
            continue
        can = capability(hall, service)
        rows.append(
            Choice(
                service,
                label,
                hint=_news(updates) if updates and service == "track" else hint,
                enabled=can.available,
                why_not=can.why_not,
                primary=service == "check_in",
            )
        )
    return tuple(rows)


def _news(updates: int) -> Text:
    """PR-06."""
    return Text(f"{updates} 条新进展", f"{updates} update{'s' if updates > 1 else ''}")


def attention(hall: Hall) -> Attention | None:
    """The one fault that a citizen should know of now, or ``None``."""
    if not hall.platform.link_up:
        return Attention("platform", Action.SUSPEND, NO_LINK)
    printer = hall.devices.status(ticket_printer.base.KIND)
    if printer is not None and (why := hall.can(Doing.PRINT_TICKET).why_not):
        return Attention(ticket_printer.base.KIND, printer.action, why)
    reader = hall.devices.status(id_card.base.KIND)
    if reader is not None and reader.device not in {DeviceState.ONLINE, DeviceState.STARTING}:
        return Attention(
            id_card.base.KIND,
            reader.action,
            Text("身份证读卡器用不了，可以直接取号", "The card reader is down. You can still take a number."),
        )
    return None
