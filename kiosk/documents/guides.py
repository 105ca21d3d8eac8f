"""What is printed of a guide: itself, the list of what to bring, forms to fill in by hand, samples."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from typing import Any, Final

from kiosk.documents.sheet import (
    Blanks,
    Code,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Part,
    Picture,
    Points,
    Sheet,
    Table,
)
from kiosk.domain.flow_table import flow_rows
from kiosk.domain.guide_text import guide_rows, material_rows
from kiosk.domain.item import FileRef, Form, Guide, Material
from kiosk.domain.page import File
from kiosk.domain.takeaway import takeaway
from kiosk.errors import NotSaid

SAMPLE: Final = "样本"
YES_NO: Final = "□ 是    □ 否"


def guide_sheet(guide: Guide) -> Sheet:
    """办事指南: the 22 elements in order, materials and steps as tables, the code of this very version."""
    tables = {"申请材料": _materials(guide), "办理流程": _flow(guide)}
    rows = [
        Fact(row.label, "见下表" if tables.get(row.label) else "\n".join(row.lines))
        for row in guide_rows(guide)
    ]
    return _of_guide(
        guide,
        "guide",
        f"{guide.elements.name}办事指南",
        Facts(tuple(rows)),
        Heading("受理条件"),
        Paragraph(guide.list_elements.acceptance_conditions),
        *(part for table in tables.values() for part in table),
    )


def checklist(guide: Guide) -> Sheet:
    """材料清单 (CT-15): what to bring, each with a box to tick."""
    materials = guide.elements.materials
    ticks = tuple(_to_bring(material) for material in materials)
    return _of_guide(
        guide,
        "checklist",
        f"{guide.elements.name}材料清单",
        Points(ticks, tick=True) if ticks else Paragraph("这件事不用带材料。"),
        Facts(
            tuple(
                Fact(row.label, "\n".join(row.lines))
                for row in guide_rows(guide)
                if row.label in {"办理地点", "办理时间", "咨询电话"}
            )
        ),
    )


def blank_form(guide: Guide, material: Material) -> Sheet:
    """A form to fill in by hand, where the material has an electronic one. Raises ``NotSaid`` without."""
    form = guide.form
    if form is None or material.e_form_id is None:
        raise NotSaid("表单")
    return _of_guide(guide, "blank_form", material.name, *_pages(form), *_notes(material), _signed())


def sample_sheet(guide: Guide, material: Material, ref: FileRef, file: File) -> Sheet:
    """A sample that came as a picture, marked 样本 (CT-12). One that came as PDF is printed as it is."""
    picture = Picture(file.media_type, b64encode(file.content).decode(), SAMPLE)
    return _of_guide(guide, "sample", ref.title, *_notes(material), picture)


def result_sheet(guide: Guide, ref: FileRef, file: File) -> Sheet:
    """A sample of the result that came as a picture, marked 样本 (CT-12)."""
    picture = Picture(file.media_type, b64encode(file.content).decode(), SAMPLE)
    return _of_guide(guide, "sample", ref.title, picture)


def _of_guide(guide: Guide, name: str, title: str, *parts: Part) -> Sheet:
    url = takeaway(guide)
    code = [Code(url, "用手机扫码，看这一版办事指南。")] if url and name in {"guide", "checklist"} else []
    version = f"指南版本 {guide.guide_version}，更新于 {guide.updated_at:%Y-%m-%d}。以平台最新版本为准。"
    return Sheet(
        name=name,
        kind="guide" if name in {"guide", "checklist"} else "form",
        title=title,
        parts=(*parts, *code, Paragraph(version, indent=False, small=True)),
        dense=name in {"guide", "blank_form"},
    )


def _materials(guide: Guide) -> list[Part]:
    materials = guide.elements.materials
    if not materials:
        return []
    rows = tuple(
        (
            str(n),
            material.name + ("" if material.required else "（视情况）"),
            told["来源渠道"],
            told["纸质材料份数和规格"],
            "；".join(note for note in (told["填报须知"], told["受理标准"]) if note != "无") or "无",
        )
        for n, material in enumerate(materials, 1)
        for told in [{row.label: "\n".join(row.lines) for row in material_rows(material)}]
    )
    return [
        Heading("申请材料"),
        Table(("序号", "材料名称", "来源渠道", "份数和规格", "须知和标准"), rows, (2, 6, 5, 5, 8)),
    ]


def _flow(guide: Guide) -> list[Part]:
    rows = tuple(
        (row.name, row.duration, row.applicant, row.window) for row in flow_rows(guide.elements.flow)
    )
    if not rows:
        return []
    return [Heading("办理流程"), Table(("环节", "时限", "申请人做什么", "窗口做什么"), rows, (4, 4, 8, 8))]


def _to_bring(material: Material) -> str:
    told = {row.label: "\n".join(row.lines) for row in material_rows(material)}
    how = [
        *([told["纸质材料份数和规格"]] if told["纸质材料份数和规格"] != "无" else []),
        *([] if material.required else ["视情况"]),
        *(["能共享的不用带"] if material.exempt_if_shared else []),
    ]
    return material.name + (f"（{'；'.join(how)}）" if how else "")


def _pages(form: Form) -> Iterable[Part]:
    for page in form.ui.get("pages", []):
        yield Heading(page["title"])
        yield Blanks(
            tuple((field["label"], _hint(field)) for field in page["fields"] if field["widget"] != "note")
        )


def _hint(field: dict[str, Any]) -> str:
    match field["widget"]:
        case "yes_no":
            return YES_NO
        case "choice" | "multi_choice":
            return "    ".join(f"□ {choice['label']}" for choice in field.get("choices", []))
        case "date":
            return "        年      月      日"
    return ""


def _notes(material: Material) -> list[Part]:
    return [Paragraph(f"填写说明：{material.filling_notes}", indent=False)] if material.filling_notes else []


def _signed() -> Part:
    return Blanks((("申请人签名", ""), ("日期", "        年      月      日")))
