"""Views of an invented application, for the gallery and the tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, Field, View
from kiosk.journeys.views import SubmissionResult
from kiosk.journeys.views.apply import (
    AtWindow,
    ExclusionRow,
    GuideChanged,
    NotHereIf,
    OpenCase,
    ShareData,
    UseCertificate,
)
from kiosk.journeys.views.confirm import ConfirmSubmission, SummaryRow
from kiosk.journeys.views.correct import ORIGINAL, CorrectBy, NothingToCorrect
from kiosk.journeys.views.delivery import ChooseDelivery
from kiosk.journeys.views.form import FormPage

ITEM: Final = "社会保障卡补换领申请"
CASE_NO: Final = "11990100MB9911A15Y4990513001000202611280001"
EXCLUSIONS: Final = (
    ExclusionRow("x1", "姓名或身份证号码变更过", "2楼社保区3号窗口"),
    ExclusionRow("x2", "卡在银行办了挂失，还没有解挂", "银行网点"),
)
NOT_HERE: Final = NotHereIf(item=ITEM, rows=EXCLUSIONS)
SHARE: Final = ShareData(item=ITEM, notice="经您同意，平台向有关部门查询您已有的材料，查到的就不用您再交。")
REASONS: Final = tuple(Choice(word, Text(word)) for word in ("丢失", "损坏", "信息变更"))
FORM: Final = FormPage(
    item=ITEM,
    sheet=Text("社会保障卡补换领"),
    asked=(
        Field(
            "/address",
            Text("现住址", "Address"),
            "text",
            value="示例市云溪区桃源路8号",
            max_length=100,
            chinese=True,
            note=Text("平台填的：公安人口信息，不对可以改", "Filled in by the platform"),
        ),
        Field("/reason", Text("原因", "Reason"), "choice", choices=REASONS),
    ),
    step=1,
    steps=5,
)
ADDRESS: Final = FormPage(
    item=ITEM,
    sheet=Text("寄到哪里？", "Where to?"),
    asked=(
        Field("recipient", Text("收件人", "Recipient"), "text", value="张示例", max_length=100, chinese=True),
        Field("phone", Text("收件电话", "Phone"), "phone", value="13800000000", max_length=18),
        Field("region_code", Text("区划代码（6 位）", "Region code (6 digits)"), "digits", max_length=6),
        Field(
            "address",
            Text("详细地址", "Address"),
            "text",
            error=Text("地址写到门牌号。", "Down to the house number."),
            max_length=100,
            chinese=True,
        ),
        Field("postcode", Text("邮政编码", "Postcode"), "digits", required=False, max_length=6),
    ),
    step=4,
    steps=5,
)
DELIVERY: Final = ChooseDelivery(
    item=ITEM, ways=("on_site", "post", "online"), chosen="on_site", step=4, steps=5
)
CONFIRM: Final = ConfirmSubmission(
    item=ITEM,
    rows=(
        SummaryRow(Text("现住址", "Address"), "示例市云溪区桃源路8号幸福里小区12号楼3单元"),
        SummaryRow(Text("原因", "Reason"), "丢失"),
        SummaryRow(Text("本人居民身份证（现场刷卡）"), "不用交"),
        SummaryRow(Text("社会保障卡补换领申请表"), "就是刚填的表"),
        SummaryRow(Text("单位出具的情况说明"), "扫了 2 页"),
        SummaryRow(Text("联系电话", "Phone"), "138****0000"),
        SummaryRow(Text("结果送达", "Result"), "寄给我"),
    ),
    commitment="我填写的内容和提交的材料都是真实的。",
    original_needed=True,
    step=5,
    steps=5,
)
CORRECT: Final = CorrectBy(
    item=ITEM,
    points=("现住址写到门牌号", "情况说明要盖单位公章，重新扫描一份"),
    deadline=date(2026, 12, 9),
    routes=("online", "hall", "post"),
)
ACCEPTED: Final = SubmissionResult(kind="application", accepted=True, case_no=CASE_NO, item=ITEM)
KEPT: Final = SubmissionResult(kind="application", accepted=False, holding_no="暂K03-261128-0001", item=ITEM)
VIEWS: Final[dict[str, View]] = {
    "apply_not_here_if": NOT_HERE,
    "apply_at_window": AtWindow(item=ITEM, why="姓名或身份证号码变更过", window="2楼社保区3号窗口"),
    "apply_share": SHARE,
    "apply_open_case": OpenCase(item=ITEM),
    "apply_certificate": UseCertificate(
        item=ITEM, material="居住证", notice="经您同意，用您的电子证照代替这份材料，只用在这一件事上。"
    ),
    "apply_guide_changed": GuideChanged(item=ITEM),
    "apply_form": FORM,
    "apply_address": ADDRESS,
    "apply_delivery": DELIVERY,
    "apply_confirm": CONFIRM,
    "apply_confirm_unsigned": replace(CONFIRM, error=Text("没看到签名，请再签一次。", "Please sign again.")),
    "correct_by": CORRECT,
    "correct_by_original": replace(CORRECT, online_why_not=ORIGINAL),
    "correct_nothing": NothingToCorrect(),
    "correct_done": replace(ACCEPTED, kind="correction"),
    "correct_elsewhere": replace(ACCEPTED, kind="correction_elsewhere"),
    "apply_accepted": ACCEPTED,
    "apply_kept": KEPT,
    "apply_refused": replace(KEPT, holding_no=None),
}
