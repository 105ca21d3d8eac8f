"""A guide in rows, its materials, and its flow with and without a case."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from kiosk.domain.case import CaseStep
from kiosk.domain.flow_table import KINDS, FlowRow, Standing, flow_rows
from kiosk.domain.guide_text import Row, guide_rows, material_rows
from kiosk.domain.item import Flow, Guide
from kiosk.domain.item_rules import STEPS, TASK_TYPES
from kiosk.platform import codec, wire
from kiosk.platform.adapters.alike import alike
from tests.fakes import NOW
from tests.platform import samples_items

SAMPLE = {"file_id": "result", "title": "示例证明（样本）", "media_type": "application/pdf"}
FULL = {
    "review_standard": "材料齐全",
    "cross_region_scope": "示例市",
    "result_samples": [SAMPLE],
    "fee_standard": {"charged": True, "text": "每份10元", "status": "unpaid"},
    "fee_basis": "示例收费办法",
    "materials": [samples_items.material(), samples_items.material("申请表", material_id="m2")],
    "booking": True,
    "online_payment": True,
    "logistics": True,
    "place": "一楼3号窗口",
    "hours": "9:00–17:00",
    "consult_phone": "12345",
    "supervision_phone": "12388",
}


def a_guide(**elements: Any) -> Guide:
    told = json.dumps(samples_items.guide(1, **elements)).encode()
    return alike(codec.decode(told, wire.Guide), Guide)


@pytest.mark.req("CT-05")
def test_the_22_elements_are_all_there_in_order() -> None:
    assert [(row.label, row.lines) for row in guide_rows(a_guide(**FULL))] == [
        ("事项名称", ("事项1",)),
        ("事项类型", ("公共服务",)),
        ("设定依据", ("示例条例第一条",)),
        ("实施机构", ("示例市社保局",)),
        ("法定办结时限", ("5个工作日",)),
        ("承诺办结时限", ("5个工作日",)),
        ("结果名称", ("示例证明",)),
        ("结果样本", ("示例证明（样本）",)),
        ("收费标准", ("每份10元",)),
        ("收费依据", ("示例收费办法",)),
        ("申请材料", ("身份证", "申请表")),
        ("办理流程", ("申请",)),
        ("办理形式", ("窗口", "自助机")),
        ("审查标准", ("材料齐全",)),
        ("通办范围", ("示例市",)),
        ("预约办理", ("可以预约",)),
        ("网上支付", ("可以网上支付",)),
        ("物流快递", ("可以寄送",)),
        ("办理地点", ("一楼3号窗口",)),
        ("办理时间", ("9:00–17:00",)),
        ("咨询电话", ("12345",)),
        ("监督电话", ("12388",)),
    ]


@pytest.mark.req("CT-05")
def test_what_is_absent_is_said_and_not_hidden() -> None:
    bare = a_guide(legal_basis=[], result_name=" ", materials=[], handling_form=[])
    full = [row.label for row in guide_rows(a_guide(**FULL))]
    assert [row.label for row in guide_rows(bare)] == full
    said = ("事项名称", "事项类型", "实施机构", "法定办结时限", "承诺办结时限", "收费标准", "办理流程")
    none = [row.label for row in guide_rows(bare) if row.lines == ("无",)]
    assert none == [label for label in full if label not in said]


@pytest.mark.parametrize(
    ("charged", "text", "shown"),
    [
        (False, "本事项不收费", "本事项不收费"),
        (False, "", "本事项不收费"),
        (True, "", "无"),
        (True, "每份10元", "每份10元"),
    ],
)
def test_no_fee_is_said_in_words(*, charged: bool, text: str, shown: str) -> None:
    guide = a_guide(fee_standard={"charged": charged, "text": text, "status": "none"})
    assert Row("收费标准", (shown,)) in guide_rows(guide)


def test_each_type_that_the_rules_let_in_has_its_word() -> None:
    for code in TASK_TYPES:
        [said] = guide_rows(a_guide(task_type=code))[1].lines
        assert not said.isascii()


@pytest.mark.req("CT-07")
def test_the_nine_elements_of_a_material() -> None:
    told = samples_items.material(
        "申请表",
        material_type="form",
        sample=SAMPLE | {"title": "申请表（空表）"},
        e_form_id="f-1",
        paper_copies={"originals": 1, "copies": 2, "spec": "A4"},
        filling_notes="用黑色笔",
        acceptance_standard="字迹清楚",
    )
    [material] = a_guide(materials=[told]).elements.materials
    assert [(row.label, row.lines) for row in material_rows(material)] == [
        ("材料名称", ("申请表",)),
        ("材料类型", ("表单",)),
        ("材料样本或空表", ("申请表（空表）",)),
        ("电子表单", ("可以在线填写",)),
        ("来源渠道", ("申请人自备",)),
        ("纸质材料份数和规格", ("原件1份，复印件2份，A4",)),
        ("填报须知", ("用黑色笔",)),
        ("受理标准", ("字迹清楚",)),
        ("是否需电子材料", ("需要",)),
    ]


@pytest.mark.req("CT-07")
def test_elements_that_a_material_does_not_have_are_said_too() -> None:
    told = samples_items.material(paper_copies={"originals": 0, "copies": 0}, electronic_needed=False)
    [material] = a_guide(materials=[told]).elements.materials
    lines = [row.lines for row in material_rows(material)]
    assert lines == [("身份证",), ("证件",), *[("无",)] * 2, ("申请人自备",), *[("无",)] * 3, ("不需要",)]


def step(kind: str, **told: Any) -> dict[str, Any]:
    blank = dict.fromkeys(("start", "end", "applicant", "window"))
    return {"type": kind, "name": KINDS[kind], "duration": samples_items.LIMIT} | blank | told


def flow(*kinds: str) -> Flow:
    return a_guide(flow={"steps": [step(kind) for kind in kinds]}).elements.flow


def went(kind: str, status: str, day: int = 0) -> CaseStep:
    at = NOW + timedelta(days=day)
    begun = None if status == "pending" else at
    return CaseStep(
        type=kind,
        name=KINDS.get(kind, kind),
        status=status,
        started_at=begun,
        ended_at=at + timedelta(hours=1) if status == "done" else None,
    )


def standings(rows: tuple[FlowRow, ...]) -> dict[str, str]:
    return {row.kind: row.standing.value for row in rows}


@pytest.mark.req("CT-10")
def test_each_of_the_eight_steps_has_start_end_duration_applicant_and_window() -> None:
    assert set(KINDS) == STEPS
    told = {"start": "收到申请", "end": "出具收据", "applicant": "交材料", "window": "核对"}
    steps = a_guide(flow={"steps": [step(kind, **told) for kind in KINDS]}).elements.flow
    rows = flow_rows(steps)
    assert [(row.kind, row.name) for row in rows] == list(KINDS.items())
    said = {(row.start, row.end, row.duration, row.applicant, row.window, row.standing) for row in rows}
    assert said == {("收到申请", "出具收据", "5个工作日", "交材料", "核对", Standing.LATER)}


@pytest.mark.req("CT-10")
def test_what_a_step_does_not_tell_is_said() -> None:
    [row] = flow_rows(flow("apply"))
    assert (row.start, row.end, row.applicant, row.window) == ("无",) * 4


@pytest.mark.req("CT-10")
def test_a_case_shows_done_current_and_next_with_its_times() -> None:
    process = (went("apply", "done"), went("acceptance", "current", 1), went("completion", "pending"))
    rows = flow_rows(flow("apply", "acceptance", "completion", "sign_for"), process)
    assert [(row.kind, row.standing.value, row.started_at, row.ended_at) for row in rows] == [
        ("apply", "done", NOW, NOW + timedelta(hours=1)),
        ("acceptance", "current", NOW + timedelta(days=1), None),
        ("completion", "next", None, None),
        ("sign_for", "later", None, None),
    ]


@pytest.mark.req("CT-10")
def test_a_correction_that_the_guide_does_not_tell_of_stands_where_it_happened() -> None:
    process = (went("apply", "done"), went("correction", "current", 1), went("acceptance", "pending"))
    rows = flow_rows(flow("apply", "acceptance", "completion"), process)
    assert list(standings(rows).items()) == [
        ("apply", "done"),
        ("correction", "current"),
        ("acceptance", "next"),
        ("completion", "later"),
    ]
    assert rows[1].started_at == NOW + timedelta(days=1)


@pytest.mark.parametrize("within", ["review", "special"])
def test_what_the_department_does_inside_belongs_to_the_decision(within: str) -> None:
    process = (
        went("apply", "done"),
        went("acceptance", "done"),
        went(within, "current", 1),
        went("completion", "pending"),
    )
    rows = flow_rows(flow("apply", "acceptance", "completion", "sign_for"), process)
    assert standings(rows) == {
        "apply": "done",
        "acceptance": "done",
        "completion": "current",
        "sign_for": "next",
    }
    assert rows[2].started_at == NOW + timedelta(days=1)


def test_an_ended_review_does_not_make_the_decision_done() -> None:
    process = (went("apply", "done"), went("review", "done", 1), went("completion", "pending"))
    rows = flow_rows(flow("apply", "completion"), process)
    assert standings(rows) == {"apply": "done", "completion": "next"}
    assert rows[1].ended_at is None


def test_a_finished_case_has_no_next_step() -> None:
    process = (went("apply", "done"), went("completion", "done", 2))
    rows = flow_rows(flow("apply", "completion"), process)
    assert standings(rows) == {"apply": "done", "completion": "done"}
    ended: datetime | None = rows[1].ended_at
    assert ended == NOW + timedelta(days=2, hours=1)
