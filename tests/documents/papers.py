"""Invented cases and guides, every paper made of them, and a press kept for the whole test run."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any, Final

import zxingcpp
from PIL import Image

from kiosk.documents import case_papers, guides
from kiosk.documents.case_sheets import Told
from kiosk.documents.sheet import Sheet, order
from kiosk.documents.typeset import Typesetter
from kiosk.domain.case import (
    Aliases,
    Application,
    Can,
    CaseDocument,
    CaseFull,
    CaseStep,
    CorrectionNotice,
    CorrectionPoint,
    MaterialTold,
    NextStep,
    Promise,
    Query,
    Result,
    Special,
    Target,
)
from kiosk.domain.case_state import Action, CaseState
from kiosk.domain.item import (
    FeeTold,
    FileRef,
    Flow,
    FlowStep,
    Form,
    Guide,
    GuideElements,
    KioskSettings,
    ListElements,
    Material,
    PaperCopies,
    TimeLimit,
)
from kiosk.domain.personal import Personal
from kiosk.domain.seal import Seal, SealStatus
from kiosk.domain.submission import Delivery

CHINA: Final = timezone(timedelta(hours=8))
NOW: Final = datetime(2026, 3, 12, 10, 24, tzinfo=CHINA)
MADE_AT: Final = int(NOW.timestamp())
CASE_NO: Final = "KX20260312000123"
AGENCY: Final = "示例市人力资源和社会保障局"
LIMIT: Final = TimeLimit(unit="working_day", value=5, text="5个工作日")
MARKUP: Final = ["#panic()", "*a*", "_a_", "`a`", "$x$", "#{1+1}", "= t", "- t", "<l>", "@l", "//c", "/*c*/",
          "\\u{41}", '#read("sheet.typ")', "#import", "---", "...", "~", "'a'", '"a"']  # fmt: skip
REASON: Final = "所提交的居住证明上的地址不在本机关管辖范围内。"
BASIS: Final = ("《示例市社会保障卡管理办法》第十二条",)


def a_material(material_id: str = "m-1", name: str = "居民身份证", **changes: Any) -> Material:
    material = Material(
        material_id=material_id,
        name=name,
        material_type="document",
        source_channel="申请人自备",
        paper_copies=PaperCopies(originals=1, copies=2, spec="A4"),
        electronic_needed=True,
        required=True,
        preferred_means="upload",
        exempt_if_shared=False,
        trust_levels=("C",),
        sample=FileRef(file_id="f-1", title=f"{name}（样本）", media_type="application/pdf"),
        filling_notes="复印件写明用途",
        acceptance_standard="在有效期内，字迹清楚",
    )
    return replace(material, **changes)


FORM: Final = Form(
    form_id="f-9",
    form_version="1",
    schema={"type": "object"},
    ui={
        "pages": [
            {
                "title": "补换领信息",
                "fields": [
                    {"pointer": "/reason", "label": "补换领原因", "widget": "choice",
                     "choices": [{"value": "1", "label": "丢失"}, {"value": "2", "label": "损坏"}]},
                    {"pointer": "/lost_on", "label": "丢失日期", "widget": "date"},
                    {"pointer": "/address", "label": "邮寄地址", "widget": "address"},
                    {"pointer": "/agree", "label": "同意开通金融功能", "widget": "yes_no"},
                ],
            }
        ]
    },
)  # fmt: skip


def a_guide(*materials: Material, name: str = "社会保障卡补换领申请", **changes: Any) -> Guide:
    told = materials or (
        a_material(),
        a_material("m-2", "补换领申请表", sample=None, e_form_id="f-9", material_type="form"),
        a_material("m-3", "近期免冠照片", sample=None, required=False),
    )
    elements = GuideElements(
        name=name,
        task_type="20",
        legal_basis=BASIS,
        agency=AGENCY,
        legal_limit=TimeLimit(unit="working_day", value=20, text="20个工作日"),
        promised_limit=LIMIT,
        result_name="社会保障卡",
        result_samples=(FileRef(file_id="result", title="社会保障卡（样本）", media_type="application/pdf"),),
        fee_standard=FeeTold(charged=False, text="", status="none"),
        fee_basis=None,
        materials=told,
        flow=Flow(
            steps=(
                FlowStep(type="apply", name="申请", duration=TimeLimit(unit="immediate", text="当场"),
                         applicant="在自助终端或窗口提交", window="收件"),
                FlowStep(type="acceptance", name="受理",
                         duration=TimeLimit(unit="working_day", text="1个工作日"), window="核对材料"),
                FlowStep(type="completion", name="办结", duration=LIMIT, window="制卡"),
            )
        ),
        handling_form=("window", "kiosk"),
        review_standard="材料齐全，符合法定形式",
        cross_region_scope="全市",
        booking=True,
        online_payment=False,
        logistics=True,
        place="云溪区政务服务大厅一层",
        hours="09:00-17:00",
        consult_phone="0000-12345",
        supervision_phone="0000-12346",
    )  # fmt: skip
    guide = Guide(
        task_code="11990100MB9900A09B3992012005000",
        catalog_code="992012005000",
        guide_version="g-7",
        updated_at=NOW,
        status="in_use",
        elements=elements,
        list_elements=ListElements(acceptance_conditions="社会保障卡丢失或者损坏的参保人。"),
        kiosk=KioskSettings(
            modes=("apply",),
            handling_mode="fully_online",
            min_auth_level="L2",
            action_levels={},
            agent_allowed=True,
            trips_max=0,
            site_profiles=(),
        ),
        form=FORM,
        takeaway_url="https://platform.example/g/992012005000",
    )
    return replace(guide, **changes)


def a_case(state: CaseState = CaseState.ACCEPTED, **changes: Any) -> CaseFull:
    case = CaseFull(
        case_no=CASE_NO,
        aliases=Aliases(),
        task_code="11990100MB9900A09B3992012005000",
        item_name="社会保障卡补换领申请",
        handling_mode="fully_online",
        state=state,
        state_text="已受理",
        state_since=NOW,
        next_steps=(NextStep(action=Action.WAIT, text="请等短信通知，可以随时扫码查进度。"),),
        visits_left=0,
        promised=Promise(due_on=date(2026, 3, 19), clock_paused=False, overdue=False, limit=LIMIT),
        application=Application(
            submitted_at=NOW,
            applicant_masked="张*例",
            agent_masked=None,
            materials=(
                MaterialTold(material_id="m-1", name="居民身份证", means="card_read", trust_level="A"),
                MaterialTold(material_id="m-2", name="补换领申请表", means="form", trust_level=None),
            ),
            receipt_document_id=None,
            acceptance_document_id=None,
            delivery=Delivery(method="on_site"),
        ),
        process=(
            CaseStep(type="apply", name="申请", status="done", started_at=NOW, ended_at=NOW),
            CaseStep(type="acceptance", name="受理", status="done", started_at=NOW, ended_at=NOW,
                     opinion=REASON),
            CaseStep(type="review", name="审查", status="done", started_at=NOW, ended_at=NOW,
                     opinion=REASON),
        ),
        result=None,
        documents=(),
        fee=FeeTold(charged=False, text="", status="none"),
        children=(),
        can=Can(correct=False, withdraw=True, remind=False, evaluate=False, sign=False),
        query=Query(f"CS{CASE_NO}"),
    )  # fmt: skip
    return replace(case, **changes)


def a_document(kind: str = "acceptance_notice", **changes: Any) -> CaseDocument:
    document = CaseDocument(
        document_id="do-1",
        kind=kind,
        title="受理通知书",
        issued_at=NOW,
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
        sm3="0" * 64,
        seal=Seal(SealStatus.VALID, AGENCY, NOW),
        verify=None,
        printable=False,
        document_no="示例人社受〔2026〕第0012号",
    )
    return replace(document, **changes)


def a_notice(points: int = 3) -> CorrectionNotice:
    told = (
        CorrectionPoint(
            point_id="p-1",
            target=Target(material_id="m-1"),
            problem="illegible",
            requirement="身份证反面拍得看不清，请重新扫描。",
        ),
        CorrectionPoint(
            point_id="p-2",
            target=Target(pointer="/lost_on"),
            problem="missing",
            requirement="请填写丢失日期。",
        ),
        CorrectionPoint(
            point_id="p-3",
            target=Target(material_id="m-3"),
            problem="missing",
            requirement="请补交一张近期免冠照片。",
            original_needed=True,
        ),
    )
    more = tuple(
        CorrectionPoint(
            point_id=f"p-{n}",
            target=Target(material_id="m-1"),
            problem="incorrect",
            requirement=f"第{n}处与登记信息不一致，请按登记信息改正后重新提交，并附说明。",
        )
        for n in range(4, points + 1)
    )
    return CorrectionNotice(
        notice_id="n-1",
        issued_at=NOW,
        deadline=date(2026, 3, 27),
        points=(*told, *more)[:points],
        routes=("online", "hall", "post"),
    )


CASES: Final = {
    "receipt": a_case(CaseState.SUBMITTED),
    "acceptance_notice": a_case(),
    "correction_notice": a_case(CaseState.CORRECTION, correction=a_notice()),
    "non_acceptance_decision": a_case(
        CaseState.NOT_ACCEPTED,
        next_steps=(NextStep(action=Action.CONSULT, text="请到示例市另一区政务服务中心申请。"),),
    ),
    "special_procedure_notice": a_case(
        CaseState.SPECIAL,
        process=(
            CaseStep(type="special", name="特别程序", status="current", started_at=NOW, ended_at=None,
                     special=Special(kind="专家评审", clock_stopped=True, expected_days=15)),
        ),
    ),
    "grant_decision": a_case(
        CaseState.DONE_GRANTED,
        result=Result(decision="granted", text="准予补发社会保障卡。", certificate_ids=("CERT-0001",)),
    ),
    "refusal_decision": a_case(CaseState.DONE_REFUSED, result=Result(decision="refused", text="不予准许")),
    "return_notice": a_case(
        CaseState.RETURNED,
        next_steps=(NextStep(action=Action.APPLY_AGAIN, text="材料备齐后可以重新申请。"),),
    ),
}  # fmt: skip
"""By kind of paper, a case that has it."""


def told(case: CaseFull, **changes: Any) -> Told:
    return replace(Told(case, a_guide(), NOW, "K03"), **changes)


def case_sheet(kind: str, *, name: str = "张示例", sealed: bool = True, **changes: Any) -> Sheet:
    """A paper of a case; the applicant's name whole."""
    # The contract has no kind for a return.
    issued = a_document("other", title="退件通知书") if kind == "return_notice" else a_document(kind)
    documents = (issued,) if sealed else ()
    case = replace(CASES[kind], documents=documents, **changes)
    return case_papers.paper(told(case, applicant=Personal(name)), kind)


def guide_sheets(guide: Guide | None = None) -> dict[str, Sheet]:
    guide = guide or a_guide()
    return {
        "guide": guides.guide_sheet(guide),
        "checklist": guides.checklist(guide),
        "blank_form": guides.blank_form(guide, guide.elements.materials[1]),
    }


@cache
def press() -> Typesetter:
    return Typesetter()


def pdf_of(sheet: Sheet) -> bytes:
    return press().pdf(order(sheet), MADE_AT)


def text_of(pdf: bytes) -> str:
    """What a reader of the file finds, without the spaces that only lay it out."""
    return re.sub(r"\s+", "", raw_text_of(pdf))


def raw_text_of(pdf: bytes) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, check=True, capture_output=True
    ).stdout.decode()


def pages_of(pdf: bytes, folder: Path, *, dpi: int = 300) -> list[Image.Image]:
    """The pages as a printer of this resolution would put them on paper."""
    (folder / "pages.pdf").write_bytes(pdf)
    target = folder / "page"
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", "-png", folder / "pages.pdf", target], check=True,
                   capture_output=True)  # fmt: skip
    return [Image.open(file) for file in sorted(folder.glob("page-*.png"))]


def codes_on(image: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(image)]
