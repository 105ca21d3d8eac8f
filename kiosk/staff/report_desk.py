"""The readiness report on the screen: made, read, printed."""

from __future__ import annotations

from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice
from kiosk.journeys.views.staff import ReportRow, StaffReport, State
from kiosk.staff.accounts import Account
from kiosk.staff.checks.base import Check
from kiosk.staff.desk import Desk
from kiosk.staff.readiness import TITLES, Report, worst
from kiosk.staff.readying import Made
from kiosk.staff.report_paper import STATES, name_of, says
from kiosk.staff.report_print import NO_PRINTER, can_print, print_report

STATE: Final[dict[str, State]] = {"ok": "ok", "warn": "attention", "bad": "fault"}
SHOWN: Final = 8
"""Checks that fit on the screen; all stand on paper and in the file."""


async def show_report(desk: Desk, account: Account) -> None:
    """Make one, and stay until they have read it. Raises ``WentBack``."""
    assert desk.report is not None  # noqa: S101 the choice is greyed without
    stage = desk.hall.stage
    stage.show(StaffReport(told=Text("正在一项一项检查……", "Checking one thing after another"), busy=True))
    made = await desk.report()
    name = made.kept.file.name if made.kept is not None else None
    await desk.witness(account, "report.made", "ok" if made.report.ready else "failed", name)
    told = made.trouble
    while (await stage.ask(_view(desk, made, told))).choice == "print":
        stage.show(_view(desk, made, Text("正在打印……", "Printing"), busy=True))
        done, told = await print_report(desk.hall, made)
        await desk.witness(account, "report.printed", "ok" if done else "failed", name)


def _view(desk: Desk, made: Made, told: Text | None, *, busy: bool = False) -> StaffReport:
    printing = can_print(desk.hall, made)
    return StaffReport(
        verdict=made.report.verdict,
        rows=rows(made.report),
        told=told,
        kept=str(made.kept.file) if made.kept is not None else "",
        can_print=Choice("print", Text("打印", "Print"), enabled=printing, why_not=NO_PRINTER),
        busy=busy,
    )


def rows(report: Report) -> tuple[ReportRow, ...]:
    """A row a section, what failed first; under it what is not as it should be."""
    found, room = [], SHOWN
    for name, checks in report.worst_first():
        state, title = worst(checks), TITLES[name]
        word, count = STATES[state], len(checks)
        head = Text(f"{title.zh}：{word.zh}（{count} 项）", f"{title.en}: {word.en} ({count})")
        found.append(ReportRow(STATE[state], head))
        wrong = [check for check in checks if check.state != "ok"][:room]
        room -= len(wrong)
        found += [ReportRow(STATE[check.state], _of(check), within=True) for check in wrong]
    return tuple(found)


def _of(check: Check) -> Text:
    name = name_of(check)
    return Text(f"{name.zh}：{says(check)}", f"{name.en or name.zh}: {check.says}")
