"""What was applied for and what came of it, as a label and a value each (PR-02, PR-04)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.views import CaseDetail, Told
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Part, Words
from kiosk.screens.widgets.told import fitting

LEAST: Final = {False: 92.0, True: 150.0}
MOST: Final = {False: 108.0, True: 170.0}
PAPER: Final = {False: 140.0, True: 190.0}
PAPER_MOST: Final = {False: 152.0, True: 210.0}
"""A row's height, by elder mode; one to press is higher."""
NOT_YET: Final = Text("还没有", "Not yet")


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what is to be said of it."""

    label: Text
    value: Text


def application(view: CaseDetail, told: Told) -> list[Fact]:
    """统一审核编码, 申请材料, 申请时间, 收件凭证, 受理通知书, and whose it is."""
    at = told.submitted_at
    rows = [
        Fact(
            Text("统一审核编码", "Review code"),
            Text(grouped(told.review_code)) if told.review_code else NOT_YET,
        ),
        Fact(Text("办件编号", "Case number"), Text(grouped(view.case_no))),
        Fact(
            Text("申请时间", "Applied on"),
            Text(f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}", f"{at:%Y-%m-%d %H:%M}"),
        ),
        Fact(Text("收件凭证", "Receipt"), Text(told.receipt) if told.receipt else NOT_YET),
        Fact(
            Text("受理通知书", "Acceptance"),
            Text(told.acceptance_notice) if told.acceptance_notice else NOT_YET,
        ),
        Fact(Text("申请人", "Applicant"), Text(told.applicant)),
    ]
    if told.agent:
        rows.append(Fact(Text("代理人", "Agent"), Text(told.agent)))
    if told.application_no:
        rows.append(Fact(Text("申请编号", "Application no."), Text(grouped(told.application_no))))
    if view.limit:
        rows.append(Fact(Text("承诺时限", "Promised in"), Text(view.limit)))
    if told.fee:
        rows.append(Fact(Text("费用", "Fee"), Text(told.fee)))
    many = len(told.materials) > 1
    for number, one in enumerate(told.materials, 1):
        label = Text(f"材料 {number}" if many else "申请材料", f"Material {number}" if many else "Material")
        rows.append(
            Fact(label, Text(f"{one.name}（{one.means.zh}）", f"{one.name} ({one.means.en or one.means.zh})"))
        )
    for number, asked in enumerate(told.corrections, 1):
        rows.insert(number - 1, Fact(Text(f"要补 {number}", f"To add {number}"), Text(asked)))
    return rows


def result(told: Told) -> list[Fact]:
    """The decision, and where its certificates are."""
    none = Text("还没有结果，办完在这里看。", "No result yet. It will be here.")
    rows = [Fact(Text("审查决定", "Decision"), told.result or none)]
    if told.certificates:
        where = Text(
            f"{told.certificates} 份，在首页“打印证明”里打。",
            f"{told.certificates}, under Print certificates on the first page.",
        )
        rows.append(Fact(Text("证照批文", "Certificates"), where))
    return rows


def fact_row(rect: Rect, fact: Fact, look: Look) -> Iterator[Part]:
    """Label left, value right; under each other where type is large."""
    label, value = look.main(fact.label), look.main(fact.value)
    small = look.size("min") if look.language == "zh" else look.em(26)
    if look.elder:
        yield from fitting(
            rect,
            *(
                [
                    Words(rect, label, max(32, size - 8), "ink_600", leading=1.15, least=24),
                    Words(rect, value, size, "ink_900", bold=True, leading=1.15, lines=lines, least=24),
                ]
                for size, lines in ((look.size("min"), 1), (40, 2), (36, 2), (32, 2), (32, 3))
            ),
        )
        return
    wide = 230.0
    yield from fitting(
        rect.left(wide), [Words(rect, label, small, "ink_600", lines=2, leading=1.15, least=24)]
    )
    yield from fitting(
        rect.after(wide + 20),
        *(
            [Words(rect, value, size, "ink_900", bold=True, leading=1.15, lines=lines, least=24)]
            for size, lines in ((look.size("body"), 1), (look.size("min"), 2), (32, 3))
        ),
    )


def grouped(number: str) -> str:
    """A long number in fours, to be read and to be broken."""
    if "*" in number or len(number) <= 12:
        return number
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))
