"""A guide in rows: the 22 elements, labelled and in order. What is not there is said to be 无 (CT-05)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kiosk.domain.item import FileRef, Guide, GuideElements, Material, PaperCopies

NONE: Final = "无"
NO_FEE: Final = "本事项不收费"

TASK_TYPES: Final = {
    "01": "行政许可",
    "04": "行政征收",
    "05": "行政给付",
    "07": "行政确认",
    "08": "行政奖励",
    "09": "行政裁决",
    "10": "其他行政权力",
    "20": "公共服务",
}
"""GB/T 39046—2020, A.1."""
HANDLING_FORMS: Final = {
    "window": "窗口",
    "pc": "网上",
    "mobile": "手机",
    "express": "快递",
    "kiosk": "自助机",
    "other": "其他",
}
MATERIAL_TYPES: Final = {
    "document": "证件",
    "form": "表单",
    "e_certificate": "电子证照",
    "other": "材料",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A label and what is said of it: one line or more, never none."""

    label: str
    lines: tuple[str, ...]


def guide_rows(guide: Guide) -> tuple[Row, ...]:
    """The 22 elements (CT-05). A word of a code that is not known here is shown as the platform sent it."""
    told = guide.elements
    return (
        _row("事项名称", told.name),
        _row("事项类型", TASK_TYPES.get(told.task_type, told.task_type)),
        _row("设定依据", *told.legal_basis),
        _row("实施机构", told.agency),
        _row("法定办结时限", told.legal_limit.text),
        _row("承诺办结时限", told.promised_limit.text),
        _row("结果名称", told.result_name),
        _row("结果样本", *_titles(told.result_samples)),
        _row("收费标准", _fee(told)),
        _row("收费依据", told.fee_basis),
        _row("申请材料", *(material.name for material in told.materials)),
        _row("办理流程", *(step.name for step in told.flow.steps)),
        _row("办理形式", *(HANDLING_FORMS.get(form, form) for form in told.handling_form)),
        _row("审查标准", told.review_standard),
        _row("通办范围", told.cross_region_scope),
        _row("预约办理", "可以预约" if told.booking else None),
        _row("网上支付", "可以网上支付" if told.online_payment else None),
        _row("物流快递", "可以寄送" if told.logistics else None),
        _row("办理地点", told.place),
        _row("办理时间", told.hours),
        _row("咨询电话", told.consult_phone),
        _row("监督电话", told.supervision_phone),
    )


def material_rows(material: Material) -> tuple[Row, ...]:
    """The nine elements of a material (CT-07)."""
    return (
        _row("材料名称", material.name),
        _row("材料类型", MATERIAL_TYPES.get(material.material_type, material.material_type)),
        _row("材料样本或空表", *_titles((material.sample,) if material.sample else ())),
        _row("电子表单", "可以在线填写" if material.e_form_id else None),
        _row("来源渠道", material.source_channel),
        _row("纸质材料份数和规格", _copies(material.paper_copies)),
        _row("填报须知", material.filling_notes),
        _row("受理标准", material.acceptance_standard),
        _row("是否需电子材料", "需要" if material.electronic_needed else "不需要"),
    )


def _row(label: str, *lines: str | None) -> Row:
    return Row(label, tuple(line for line in lines if line and line.strip()) or (NONE,))


def _titles(files: Iterable[FileRef]) -> Iterable[str]:
    return (file.title for file in files)


def _fee(told: GuideElements) -> str:
    text = told.fee_standard.text
    return text if told.fee_standard.charged or text.strip() else NO_FEE


def _copies(paper: PaperCopies) -> str | None:
    counted = (("原件", paper.originals), ("复印件", paper.copies))
    parts = [f"{name}{number}份" for name, number in counted if number]
    return "，".join([*parts, *([paper.spec] if paper.spec else [])]) or None
