"""The readiness report on the screen: made, read, printed."""

from __future__ import annotations

from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice
from kiosk.journeys.views.staff import StaffReport
from kiosk.staff.accounts import Account
from kiosk.staff.desk import Desk
from kiosk.staff.readiness import TITLES, Report, worst
from kiosk.staff.readying import Made
from kiosk.staff.report_paper import STATES, name_of, says
from kiosk.staff.report_print import NO_PRINTER, can_print, print_report

MARKS: Final = {"ok": "✓", "warn": "!", "bad": "×"}
SHOWN: Final = 8
"""Checks that fit on the screen; all stand on paper and in the file."""


async def show_report(desk: Desk, account: Account) -> None:
    """Make one, and stay until they have read it. Raises ``WentBack``."""
    assert desk.report is not None  # noqa: S101 the choice is greyed without
    stage = desk.hall.stage
    stage.show(StaffReport(said=(Text("正在一项一项检查……", "Checking one thing after another"),), busy=True))
    made = await desk.report()
    name = made.kept.file.name if made.kept is not None else None
    await desk.witness(account, "report.made", "ok" if made.report.ready else "failed", name)
    told = made.trouble
    while (await stage.ask(_view(desk, made, told))).choice == "print":
        stage.show(_view(desk, made, Text("正在打印……", "Printing"), busy=True))
        done, told = await print_report(desk.hall, made)
        await desk.witness(account, "report.printed", "ok" if done else "failed", name)


def _view(desk: Desk, made: Made, told: Text | None, *, busy: bool = False) -> StaffReport:
    where = (Text(str(made.kept.file)),) if made.kept is not None else ()
    return StaffReport(
        verdict=made.report.verdict,
        said=(*lines(made.report), *where),
        told=told,
        can_print=Choice(
            "print", Text("打印", "Print"), enabled=can_print(desk.hall, made), why_not=NO_PRINTER
        ),
        busy=busy,
    )


def lines(report: Report) -> tuple[Text, ...]:
    """A line a section, what failed first; under it what is not as it should be."""
    said, shown = [], 0
    for name, checks in report.worst_first():
        state, title = worst(checks), TITLES[name]
        word = STATES[state]
        said.append(
            Text(
                f"{MARKS[state]} {title.zh}：{word.zh}（{len(checks)} 项）",
                f"{MARKS[state]} {title.en}: {word.en} ({len(checks)})",
            )
        )
        for check in checks:
            if check.state != "ok" and shown < SHOWN:
                shown += 1
                called = name_of(check)
                said.append(
                    Text(
                        f"{MARKS[check.state]} {called.zh}：{says(check)}",
                        f"{MARKS[check.state]} {called.en or called.zh}: {check.says}",
                    )
                )
    return tuple(said)
