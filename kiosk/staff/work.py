"""The work at the desk: devices and their tests, paper, logs, the sign, restart, report."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from kiosk.domain.words import Text
from kiosk.errors import StoreError
from kiosk.hardware.consumables import Supply
from kiosk.journeys.stage import WentBack
from kiosk.journeys.view import Choice
from kiosk.journeys.views.staff import (
    DeviceCard,
    StaffDevices,
    StaffLogs,
    StaffSupplies,
    StaffTold,
    SupplyRow,
)
from kiosk.staff.accounts import Account
from kiosk.staff.desk import Desk, Finding
from kiosk.staff.report_desk import show_report
from kiosk.staff.roles import Right, may
from kiosk.staff.touch_test import TOUCH
from kiosk.staff.trials import tried, unattended
from kiosk.staff.words import DEVICES, NETWORK, OK, card, moment

NOT_YOURS = Text("您的岗位不能做这一项", "Not for your role")
NOT_HERE = Text("这台机器没有这一项", "Not on this terminal")
CLOSED = Text("这台机器暂停使用，请换一台或去窗口", "Out of use. Please use another terminal or a window.")
LOG_PAGE: Final = 12

ACTIONS: Final[Mapping[str, tuple[Right, Text]]] = {
    "supplies": (Right.REFILL, Text("换纸清零", "Paper reset")),
    "logs": (Right.READ_LOGS, Text("看日志", "Logs")),
    "settings": (Right.SET_DEVICES, Text("参数设置", "Settings")),
    "close": (Right.CLOSE, Text("暂停服务", "Close")),
    "report": (Right.REPORT, Text("检查单", "Report")),
    "restart": (Right.RESTART, Text("重启", "Restart")),
    "test_all": (Right.TEST_DEVICES, Text("全部测试", "Run all tests")),
}
OPEN_AGAIN = Text("恢复服务", "Open again")
Told = Text | None
Do = Callable[[Desk, Account], Awaitable[Told]]


async def work(desk: Desk, account: Account) -> None:
    """Serve one member of staff until they go back out."""
    told: Told = desk.waiting()
    while True:
        try:
            answer = await desk.hall.stage.ask(_view(desk, account, told=told))
        except WentBack:
            return
        what, _, kind = answer.choice.partition(":")
        try:
            told = await (_test(desk, account, kind) if what == "test" else DO[what](desk, account))
        except WentBack:
            told = None


def _view(desk: Desk, account: Account, *, told: Told = None, testing: str | None = None) -> StaffDevices:
    loop = asyncio.get_running_loop()
    return StaffDevices(
        devices=_cards(desk, testing),
        up_minutes=int(loop.time() - desk.opened) // 60,
        visits_today=desk.visits_today(),
        actions=tuple(_action(desk, account, name) for name in ACTIONS),
        testing=testing,
        told=told,
    )


def _cards(desk: Desk, testing: str | None) -> tuple[DeviceCard, ...]:
    known = desk.cabinet.all()
    cards = []
    for kind in (*DEVICES, *(kind for kind in known if kind not in DEVICES)):
        if kind == NETWORK:
            cards.append(_network(desk))
        elif kind == TOUCH and desk.glass is not None:
            cards.append(_touch(desk))
        elif kind in known:
            cards.append(
                card(
                    kind,
                    known[kind],
                    test=desk.cabinet.last_test(kind),
                    finding=desk.findings.get(kind),
                    since=desk.cabinet.since(kind),
                    today=desk.hall.clock().date(),
                )
            )
    return tuple(replace(one, busy=one.kind == testing) for one in cards)


def _network(desk: Desk) -> DeviceCard:
    up, finding = desk.hall.platform.link_up, desk.findings.get(NETWORK)
    word = OK if up else Text("连不上平台", "No link")
    facts = finding.facts[:2] if finding else (Text("还没测过", "Not tested yet"),)
    return DeviceCard(NETWORK, DEVICES[NETWORK], "ok" if up else "fault", word, facts)


def _touch(desk: Desk) -> DeviceCard:
    finding = desk.findings.get(TOUCH)
    if finding is None:
        return DeviceCard(TOUCH, DEVICES[TOUCH], "ok", OK, (Text("还没测过", "Not tested yet"),))
    word = OK if finding.ok else Text("有问题", "Look")
    return DeviceCard(TOUCH, DEVICES[TOUCH], "ok" if finding.ok else "attention", word, _when(desk, finding))


def _when(desk: Desk, finding: Finding) -> tuple[Text, ...]:
    return (Text(moment(finding.at, desk.hall.clock().date())), *finding.facts[:1])


def _action(desk: Desk, account: Account, name: str) -> Choice:
    right, label = ACTIONS[name]
    if name == "close" and desk.hall.closed is not None:
        label = OPEN_AGAIN
    here = {
        "supplies": desk.paper is not None,
        "report": desk.report is not None,
        "logs": desk.log is not None,
        "settings": desk.settings is not None,
    }.get(name, True)
    enabled = may(account.role, right) and here
    why = None if enabled else NOT_HERE if may(account.role, right) else NOT_YOURS
    return Choice(name, label, enabled=enabled, why_not=why, primary=name == "test_all")


async def _test(desk: Desk, account: Account, kind: str) -> Told:
    desk.hall.stage.show(_view(desk, account, testing=kind))
    finding = replace(await tried(desk, kind), who=account.number)
    await desk.note(kind, finding)
    await desk.witness(account, "device.test", "ok" if finding.ok else "failed", kind)
    return _said(kind, finding)


async def _test_all(desk: Desk, account: Account) -> Told:
    """Every test that needs nobody's hand, one after the other."""
    kinds = [one.kind for one in _cards(desk, None) if unattended(one.kind)]
    bad = []
    for kind in kinds:
        desk.hall.stage.show(_view(desk, account, testing=kind))
        finding = replace(await tried(desk, kind, attended=False), who=account.number)
        await desk.note(kind, finding)
        await desk.witness(account, "device.test", "ok" if finding.ok else "failed", kind)
        bad += [] if finding.ok else [DEVICES.get(kind, Text(kind)).zh]
    if bad:
        return Text(
            f"{len(kinds)} 项测完，不正常：{'、'.join(bad)}", f"{len(kinds)} tests, {len(bad)} failed"
        )
    return Text(f"{len(kinds)} 项测完，都正常", f"{len(kinds)} tests, all fine")


def _said(kind: str, finding: Finding) -> Text:
    name, facts = DEVICES.get(kind, Text(kind)), finding.facts[: 1 if kind in {NETWORK, TOUCH} else 2]
    zh, en = "；".join(one.zh for one in facts), "; ".join(one.en or one.zh for one in facts)
    return Text(f"{name.zh}：{zh}", f"{name.en or name.zh}: {en}")


SUPPLIES: Final[Mapping[Supply, Text]] = {
    Supply.SLIP_PAPER: Text("小票纸", "Ticket paper"),
    Supply.A4_PAPER: Text("A4 纸", "A4 paper"),
}


async def _supplies(desk: Desk, account: Account) -> Told:
    assert desk.paper is not None  # noqa: S101 the choice is greyed without
    answer = await desk.hall.stage.ask(StaffSupplies(supplies=tuple(_rows(desk))))
    supply = Supply(answer.choice)
    try:
        await desk.paper.refilled(supply, desk.hall.clock())
    except StoreError:
        await desk.witness(account, "supplies.refill", "failed", supply)
        return Text("没记下来，请再试一次", "Not noted. Please try again.")
    await desk.witness(account, "supplies.refill", "ok", supply)
    return Text(f"{SUPPLIES[supply].zh}已清零", f"{SUPPLIES[supply].en}: counting begins again")


def _rows(desk: Desk) -> list[SupplyRow]:
    assert desk.paper is not None  # noqa: S101
    rows = []
    for supply, name in SUPPLIES.items():
        left = desk.paper.stock(supply).left
        unit = ("米", "m", 1000) if supply is Supply.SLIP_PAPER else ("张", "pages", 1)
        said = Text("没设总量", "No total set")
        if left is not None:
            said = Text(f"约剩 {left / unit[2]:.0f} {unit[0]}", f"About {left / unit[2]:.0f} {unit[1]} left")
        rows.append(SupplyRow(supply, name, said))
    return rows


async def _logs(desk: Desk, account: Account) -> Told:
    await desk.witness(account, "log.read", "ok", None)
    able = may(account.role, Right.EXPORT_LOGS) and desk.export is not None
    why = None if able else NOT_YOURS if not may(account.role, Right.EXPORT_LOGS) else NOT_HERE
    export = Choice("export", Text("导出", "Export"), enabled=able, why_not=why)
    page = 1
    while True:
        lines = await desk.log() if desk.log is not None else ()
        pages = max(1, -(-len(lines) // LOG_PAGE))
        part = tuple(lines[(page - 1) * LOG_PAGE : page * LOG_PAGE])
        answer = await desk.hall.stage.ask(StaffLogs(entries=part, page=page, pages=pages, can_export=export))
        if answer.choice == "export" and desk.export is not None:
            said = await desk.export(account)
            await desk.hall.stage.ask(StaffTold(what=Text("导出好了", "Exported"), detail=said))
        else:
            page += 1 if answer.choice == "older" else -1


async def _close(desk: Desk, account: Account) -> Told:
    opening = desk.hall.closed is not None
    try:
        desk.close(None if opening else CLOSED)
    except StoreError:
        await desk.witness(account, "terminal.open" if opening else "terminal.close", "failed", None)
        return Text("没写成，还和刚才一样", "It could not be written. Nothing changed.")
    await desk.witness(account, "terminal.open" if opening else "terminal.close", "ok", None)
    return Text("恢复服务了", "Open again") if opening else Text("已暂停服务", "Closed to the public")


async def _restart(desk: Desk, account: Account) -> Told:
    await desk.witness(account, "terminal.restart", "ok", None)
    desk.restart()
    return Text("正在重启……", "Restarting")


async def _settings(desk: Desk, account: Account) -> Told:
    assert desk.settings is not None  # noqa: S101 the choice is greyed without
    return await desk.settings.work(desk.hall.stage, account)


DO: Final[dict[str, Do]] = {
    "settings": _settings,
    "supplies": _supplies,
    "logs": _logs,
    "close": _close,
    "restart": _restart,
    "report": show_report,
    "test_all": _test_all,
}
