"""The papers of a case: what must stand on each, and that none says what is not so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.documents import case_papers, decisions
from kiosk.documents.sheet import Sheet
from kiosk.domain.case import Promise, Query, Result
from kiosk.domain.case_state import CaseState
from kiosk.domain.personal import Personal
from kiosk.domain.seal import Seal, SealStatus
from kiosk.errors import NotSaid
from tests.documents.papers import (
    AGENCY,
    CASE_NO,
    CASES,
    NOW,
    REASON,
    a_case,
    a_document,
    a_guide,
    case_sheet,
    codes_on,
    pages_of,
    pdf_of,
    text_of,
    told,
)

TITLES = {
    "receipt": "收件凭证",
    "acceptance_notice": "受理通知书",
    "correction_notice": "补正告知书",
    "non_acceptance_decision": "不予受理决定书",
    "special_procedure_notice": "特别程序告知书",
    "grant_decision": "准予行政审批决定书",
    "refusal_decision": "不予行政审批决定书",
    "return_notice": "退件通知书",
}
REMEDIES = decisions.REMEDIES


def page(kind: str, **changes: Any) -> str:
    return text_of(pdf_of(case_sheet(kind, **changes)))


def lacks(text: str, *words: str) -> list[str]:
    return [word for word in words if word not in text]


@pytest.mark.parametrize("kind", CASES)
def test_every_paper_says_whose_what_who_when_and_how_it_is_found(kind: str, tmp_path: Path) -> None:
    pdf = pdf_of(case_sheet(kind))
    number = "示例人社受〔2026〕第0012号"
    common = (TITLES[kind], "张示例", "社会保障卡补换领申请", CASE_NO, AGENCY, "2026年3月12日", number)
    assert lacks(text_of(pdf), *common) == []
    assert codes_on(pages_of(pdf, tmp_path)[0]) == [f"CS{CASE_NO}"]


@pytest.mark.req("AC-02", "AC-06")
def test_an_acceptance_notice_has_number_item_department_date_limit_materials_and_code(
    tmp_path: Path,
) -> None:
    pdf = pdf_of(case_sheet("acceptance_notice"))
    assert (
        lacks(
            text_of(pdf),
            "示例人社受〔2026〕第0012号",
            "社会保障卡补换领申请",
            AGENCY,
            "受理日期2026年3月12日",
            "承诺办结时限5个工作日",
            "应当办结日期2026年3月19日",
            "居民身份证读取证件",
            "补换领申请表在线填写",
            "窗口领取",
            "咨询电话0000-12345",
            "监督电话0000-12346",
        )
        == []
    )
    (only,) = pages_of(pdf, tmp_path)
    assert codes_on(only) == [f"CS{CASE_NO}"]


def test_a_receipt_says_that_nothing_was_accepted_yet() -> None:
    text = page("receipt")
    assert lacks(text, "不代表已经受理", "2026-03-1210:24", "自助终端K03", "请等短信通知", "可信级A") == []


def test_a_correction_notice_tells_every_point_until_when_and_how() -> None:
    text = page("correction_notice")
    assert lacks(
        text,
        "居民身份证看不清身份证反面拍得看不清，请重新扫描。",
        "丢失日期缺少请填写丢失日期。",
        "近期免冠照片缺少",
        "须交原件",
        "最晚在2026年3月27日",
        "网上补正",
        "到大厅补正",
        "邮寄补正",
    ) == []  # fmt: skip


@pytest.mark.req("AC-07")
def test_a_non_acceptance_decision_has_reason_ground_and_remedies() -> None:
    text = page("non_acceptance_decision")
    assert (
        lacks(text, REASON, "《示例市社会保障卡管理办法》第十二条", REMEDIES, "示例市另一区政务服务中心")
        == []
    )


@pytest.mark.req("AC-08")
def test_a_special_procedure_notice_says_that_the_clock_stands() -> None:
    text = page("special_procedure_notice")
    assert lacks(text, "专家评审", "预计需要15日", "办理时限暂停计算", "所需时间不计入办理时限") == []


def test_while_the_clock_runs_no_notice_says_that_it_stands() -> None:
    (step,) = CASES["special_procedure_notice"].process
    assert step.special is not None
    running = replace(step, special=replace(step.special, clock_stopped=False, expected_days=None))
    text = page("special_procedure_notice", process=(running,))
    assert "办理时限继续计算" in text
    assert [word for word in ("暂停", "不计入") if word in text] == []


@pytest.mark.req("AC-09")
def test_decisions_have_what_was_decided_and_a_refusal_the_right_to_review_and_litigation() -> None:
    assert lacks(page("grant_decision"), "准予补发社会保障卡。", "CERT-0001") == []
    assert lacks(page("refusal_decision"), "决定不予行政审批", REASON, "行政复议", "行政诉讼", REMEDIES) == []


def test_a_return_says_why_and_how_to_go_on() -> None:
    assert lacks(page("return_notice"), REASON, "材料备齐后可以重新申请。") == []


@pytest.mark.parametrize("kind", ["non_acceptance_decision", "refusal_decision", "return_notice"])
def test_no_refusal_is_made_without_its_reason(kind: str) -> None:
    silent = tuple(replace(step, opinion=None) for step in CASES[kind].process)
    changes: dict[str, Any] = {"process": silent}
    if CASES[kind].result:
        changes["result"] = Result(decision="refused", text=" ")
    with pytest.raises(NotSaid):
        case_sheet(kind, **changes)


def test_no_refusal_is_made_without_a_ground() -> None:
    guide = a_guide()
    bare = replace(guide, elements=replace(guide.elements, legal_basis=()))
    with pytest.raises(NotSaid):
        case_papers.paper(told(CASES["refusal_decision"], guide=bare), "refusal_decision")


@pytest.mark.parametrize("kind", TITLES)
@pytest.mark.parametrize("state", CaseState)
def test_no_paper_is_made_that_the_case_does_not_have(kind: str, state: CaseState) -> None:
    case = replace(CASES[kind], state=state)
    case = replace(case, process=tuple(replace(step, status="current") for step in case.process))
    has = case_papers.kinds(case)
    accepted = state in {CaseState.ACCEPTED, CaseState.REVIEW, CaseState.SPECIAL}
    if kind in has or (kind == "acceptance_notice" and accepted):
        return
    with pytest.raises(NotSaid):
        case_papers.paper(told(case), kind)


def test_an_approved_case_still_has_its_acceptance_notice_but_no_refusal() -> None:
    case = CASES["grant_decision"]
    assert case_papers.paper(told(case), "acceptance_notice").title == "受理通知书"
    delivered = replace(CASES["refusal_decision"], state=CaseState.DELIVERED)
    assert case_papers.kinds(delivered) == ("refusal_decision", "receipt")
    with pytest.raises(NotSaid):
        case_papers.paper(told(delivered), "grant_decision")


@pytest.mark.req("AC-14")
@pytest.mark.parametrize(
    "payload",
    ["990101198503120010", "CS990101198503120010", "https://x.example/?no=99010119850312001X&n=1", ""],
)
def test_a_code_never_carries_a_persons_number(payload: str, tmp_path: Path) -> None:
    for kind in ("receipt", "acceptance_notice"):
        folder = tmp_path / kind
        folder.mkdir()
        sheet = case_sheet(kind, query=Query(payload))
        assert codes_on(pages_of(pdf_of(sheet), folder)[0]) == [CASE_NO]


@pytest.mark.req("AC-14")
@pytest.mark.parametrize("name", ["张示例", "张㛃𬎆", "SAMPLE ANNA"])
def test_a_receipts_code_is_the_cases_and_names_nobody(name: str, tmp_path: Path) -> None:
    (code,) = codes_on(pages_of(pdf_of(case_sheet("receipt", name=name)), tmp_path)[0])
    assert code == f"CS{CASE_NO}"


def sealed_as(status: SealStatus) -> Sheet:
    document = a_document(seal=Seal(status, AGENCY, NOW))
    return case_papers.paper(told(a_case(documents=(document,))), "acceptance_notice")


@pytest.mark.parametrize("status", SealStatus)
def test_a_seal_has_its_place_only_where_the_platform_says_that_it_is_valid(status: SealStatus) -> None:
    sheet = sealed_as(status)
    text = text_of(pdf_of(sheet))
    valid = status is SealStatus.VALID
    assert ("电子印章在平台版本上" in text) is valid
    assert ("未加盖电子印章，以平台版本为准" in text) is not valid
    assert (sheet.head == AGENCY) is valid


def test_without_the_platforms_number_there_is_neither_a_red_head_nor_a_number() -> None:
    sheet = case_sheet("acceptance_notice", sealed=False)
    assert (sheet.head, sheet.number) == (None, None)


def test_the_newest_paper_of_the_platform_is_taken_and_only_one_that_can_be_printed() -> None:
    old = a_document(document_id="do-1", printable=True)
    new = a_document(document_id="do-2", printable=True, issued_at=NOW + timedelta(hours=1))
    case = a_case(documents=(new, old, a_document(document_id="do-3", issued_at=NOW + timedelta(hours=2))))
    assert case_papers.issued(case, "acceptance_notice") == new
    assert case_papers.issued(case, "receipt") is None
    ofd = a_document(printable=True, media_type="application/ofd")
    assert case_papers.issued(a_case(documents=(ofd,)), "acceptance_notice") is None


def test_a_return_is_found_though_the_contract_has_no_kind_for_it() -> None:
    paper = a_document("other", title="退件通知书", printable=True)
    other = a_document("other", title="缴费单", printable=True, issued_at=NOW + timedelta(hours=1))
    case = replace(CASES["return_notice"], documents=(paper, other))
    assert case_papers.issued(case, "return_notice") == paper


def test_the_platforms_masked_name_is_printed_unless_the_holder_stands_here() -> None:
    masked = case_papers.paper(told(a_case()), "acceptance_notice")
    assert "张*例" in text_of(pdf_of(masked))
    whole = case_papers.paper(told(a_case(), applicant=Personal("张示例")), "acceptance_notice")
    assert "张示例" in text_of(pdf_of(whole))


def test_a_limit_without_a_day_prints_no_day() -> None:
    case = a_case(promised=Promise(due_on=None, clock_paused=False, overdue=False))
    text = text_of(pdf_of(case_papers.paper(told(case), "acceptance_notice")))
    assert "5个工作日" in text
    assert "应当办结日期" not in text
    assert "None" not in text


def test_a_paper_bears_the_day_of_the_platforms_paper() -> None:
    document = a_document(issued_at=NOW - timedelta(days=3))
    text = text_of(pdf_of(case_papers.paper(told(a_case(documents=(document,))), "acceptance_notice")))
    day = date(2026, 3, 9)
    assert f"{AGENCY}" in text
    assert f"{day.year}年{day.month}月{day.day}日" in text
