"""Views of cases with invented people, for the gallery and the tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.case_told import NO_PAPERS, NO_SLIPS, NOT_NOW, NOT_TODAY, SIGN_IN
from kiosk.journeys.case_words import STATES, state_name
from kiosk.journeys.doing import DOWN, Doing
from kiosk.journeys.view import View
from kiosk.journeys.views import (
    CaseDetail,
    CaseList,
    CaseRow,
    EnterCaseNumber,
    MaterialRow,
    PaperRow,
    PublishedResults,
    PublishedRow,
    ScanCase,
    SlipPrinting,
    StepRow,
    Told,
    TrackBy,
)

ZONE = timezone(timedelta(hours=8))
MOMENT: Final = datetime(2026, 3, 12, 10, 24, tzinfo=ZONE)
LONG_NAME: Final = "困难残疾人生活补贴和重度残疾人护理补贴申请（含异地居住人员委托代办、补充材料）"
NUMBER: Final = "20260309017800001234"
LONGEST: Final = "11990100MB9900A09B3992012005000202603120001"


def _at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=ZONE)


_STEPS: Final = (
    StepRow("申请", "done", _at(5, 16, 32), _at(5, 16, 32)),
    StepRow("收件", "done", _at(6, 9, 10), _at(6, 9, 40), "钱经办", "S0001"),
    StepRow("受理", "done", _at(6, 9, 40), _at(9, 14, 5), "钱经办", "S0001", "材料齐了"),
    StepRow("审查", "current", _at(10, 9, 0), None, "孙审查", "S0027"),
    StepRow("决定", "pending"),
    StepRow("办结", "pending"),
)
_TOLD: Final = Told(
    applicant="张*例",
    agent=None,
    submitted_at=_at(5, 16, 32),
    application_no="20260305000001",
    review_code="SH20260305000178",
    materials=(
        MaterialRow("身份证", Text("刷证读取", "Read from the card")),
        MaterialRow("营业场所平面图", Text("扫描上传", "Scanned")),
    ),
    receipt="收件凭证",
    acceptance_notice="受理通知书",
    papers=(
        PaperRow("do-1", "receipt", "收件凭证", _at(6, 9, 40), NO_PAPERS),
        PaperRow("do-2", "acceptance_notice", "受理通知书", _at(9, 14, 5)),
    ),
    result=None,
    certificates=0,
    fee=None,
)
DETAIL: Final = CaseDetail(
    case_no=NUMBER,
    item_name="食品经营许可（新办）",
    state="REVIEW",
    state_text=Text("审查中", "In review"),
    clock="running",
    due=date(2026, 3, 16),
    days=3,
    working_days=True,
    limit="5 个工作日",
    limit_days=5,
    todo=(Text("请等待办理结果，不用再来。", "Please wait for the result."),),
    steps=_STEPS,
    full=_TOLD,
)
_MINIMAL: Final = replace(
    DETAIL,
    case_no="2026****1234",
    full=None,
    steps=tuple(StepRow(step.name, step.status) for step in _STEPS),
    remind_why_not=SIGN_IN,
)
_LONG: Final = replace(
    DETAIL,
    case_no=LONGEST,
    item_name=LONG_NAME,
    state="CORRECTION",
    state_text=Text("待补正", "Documents missing"),
    clock="paused",
    days=None,
    todo=(
        Text(
            "请在2026-03-27前补交材料，在这台机器或网上都可以。",
            "Please add what is missing, here or online.",
        ),
        Text(
            "也可以在2026-03-27前到云溪区政务服务大厅一楼综合受理区12号窗口补交。",
            "You can also add it at the window.",
        ),
        Text("也可以在2026-03-27前把材料寄到大厅。", "You can also post it to the hall."),
    ),
    steps=(
        *_STEPS[:3],
        StepRow(
            "材料补正",
            "current",
            _at(11, 9, 0),
            None,
            "欧阳经办",
            "S000000123",
            "租房合同第二页没拍清楚，请重新扫描，四个角都要拍到",
        ),
        *(StepRow(name, "pending") for name in ("审查", "特别程序", "办结", "签收")),
    ),
    full=replace(
        _TOLD,
        agent="李*样",
        materials=tuple(MaterialRow(f"{LONG_NAME}第 {n} 份", Text("扫描上传", "Scanned")) for n in range(9)),
        corrections=("租房合同第二页看不清，请重新扫描，四个角都要拍到。", "证件照片要白底，请换一张。"),
        papers=tuple(
            PaperRow(f"do-{n}", "other", "不予行政审批决定书（含理由和救济途径）", _at(9, 14, 5), NO_PAPERS)
            for n in range(6)
        ),
        fee="每证 10 元，按国家规定收",
    ),
    remind_why_not=NOT_TODAY,
)
_DONE: Final = replace(
    DETAIL,
    state="DONE_GRANTED",
    state_text=Text("准予办结", "Granted"),
    clock="over",
    days=None,
    todo=(Text("请到云溪区政务服务大厅一楼综合受理区12号窗口领取结果。", "Please collect the result."),),
    steps=tuple(
        replace(step, status="done", started_at=_at(11, 9, 0), ended_at=_at(12, 9, 0)) for step in _STEPS
    ),
    full=replace(_TOLD, result=Text("准予", "Granted"), certificates=1),
    sign=True,
    remind_why_not=NOT_NOW,
)
_GROUPS: Final = ("open", "done")


def _row(number: int, name: str, state: str, *, unread: bool = False, due: date | None = None) -> CaseRow:
    states = {one.value: one for one in STATES}
    group = "todo" if state == "CORRECTION" else _GROUPS[state in {"DELIVERED", "DONE_GRANTED"}]
    return CaseRow(
        id=f"20260309{number:012}",
        item_name=name,
        state=state,
        state_text=state_name(states[state], STATES[states[state]][0].zh),
        group=group,  # type: ignore[arg-type]
        submitted_at=MOMENT - timedelta(days=number),
        updated_at=MOMENT,
        unread=unread,
        due=due,
    )


ROWS: Final = (
    _row(1, "租房提取公积金", "CORRECTION", unread=True, due=date(2026, 3, 20)),
    _row(2, "食品经营许可（新办）", "REVIEW", due=date(2026, 3, 16), unread=True),
    _row(3, LONG_NAME, "SPECIAL", due=date(2026, 3, 30)),
    _row(4, "社会保障卡补换领申请", "DELIVERED"),
)
CASES: Final[dict[str, View]] = {
    "track_by": TrackBy(),
    "track_by_known": TrackBy(signed_in=True, scan_why_not=DOWN[Doing.SCAN_CODE]),
    "enter_case_number": EnterCaseNumber(),
    "enter_case_number_wrong": EnterCaseNumber(
        error=Text("没查到，请对着回执再看一遍", "No such case. Please compare.")
    ),
    "scan_case": ScanCase(),
    "scan_case_down": ScanCase(scanner_ready=False),
    "case_list": CaseList(who="张*例", cases=ROWS),
    "case_list_many": CaseList(
        who="张*例",
        acting_for="云溪示例科技有限公司",
        cases=tuple(replace(ROWS[n % 4], id=f"20260309{n:012}", unread=n < 3) for n in range(200)),
        more=True,
    ),
    "case_list_none": CaseList(who="张*例"),
    "case_detail": DETAIL,
    "case_detail_minimal": _MINIMAL,
    "case_detail_not_yours": replace(_MINIMAL, not_yours=True),
    "case_detail_long": _LONG,
    "case_detail_done": _DONE,
    "case_detail_overdue": replace(DETAIL, clock="overdue", due=date(2026, 3, 2), days=8),
    "case_detail_last_day": replace(DETAIL, clock="last_day", due=date(2026, 3, 12), days=0),
    "case_detail_printed": replace(DETAIL, printed=True),
    "case_detail_not_printed": replace(DETAIL, printed=False),
    "case_detail_unknown_print": replace(
        DETAIL, printed="unknown", reminded="in-0001", remind_why_not=NOT_TODAY
    ),
    "case_detail_unknown_state": replace(
        DETAIL,
        state="other",
        state_text=Text("待专家评议", "A state unknown here: 待专家评议"),
        todo=(STATES[next(s for s in STATES if s.value == "other")][1],),
        due=None,
        days=None,
        clock="none",
        print_why_not=NO_SLIPS,
    ),
    "slip_printing": SlipPrinting(what=Text("正在打进度单", "Printing the slip")),
    "published_results": PublishedResults(
        results=tuple(
            PublishedRow(
                f"9901****{n:04}",
                (LONG_NAME if n == 1 else "食品经营许可（新办）"),
                "张*例",
                "准予",
                date(2026, 3, 1),
            )
            for n in range(30)
        ),
        more=True,
    ),
    "published_results_none": PublishedResults(results=()),
}
NOBODY_YET: Final = (
    "track_by",
    "enter_case_number",
    "scan_case",
    "case_detail_minimal",
    "published_results",
)
