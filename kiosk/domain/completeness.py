"""What an application lacks, by its guide: said before anything is sent (DX-01). The platform decides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kiosk.domain.item import Guide
from kiosk.domain.submission import Submission
from kiosk.errors import Remark


def remarks(submission: Submission, guide: Guide) -> tuple[Remark, ...]:
    """Everything that is missing or does not fit, as the platform would say it; empty: it may be sent."""
    return (*_item(submission, guide), *_form(submission, guide), *_materials(submission, guide))


def _item(submission: Submission, guide: Guide) -> Iterator[Remark]:
    if submission.task_code != guide.task_code:
        yield Remark("/task_code", "mismatch", "申请的不是这份指南里的事。")
    if submission.guide_version != guide.guide_version:
        yield Remark("/guide_version", "mismatch", "指南更新了，请看一下新的再提交。")


def _form(submission: Submission, guide: Guide) -> Iterator[Remark]:
    wanted, given = guide.form, submission.form
    if wanted is None:
        if given is not None:
            yield Remark("/form", "not_allowed", "这件事不用填表。")
    elif given is None:
        yield Remark("/form", "required", "还有一张表要填。")
    elif (given.form_id, given.form_version) != (wanted.form_id, wanted.form_version):
        yield Remark("/form", "mismatch", "表单换了新的，请重新填写。")
    else:
        yield from _fields(wanted.schema, given.data.reveal(), "/form/data")


def _fields(schema: dict[str, Any], data: dict[str, Any], pointer: str) -> Iterator[Remark]:
    for name in schema.get("required", []):
        if _blank(data.get(name)):
            yield Remark(f"{pointer}/{name}", "required", "这一项还没填。")
    for name, inner in schema.get("properties", {}).items():
        if isinstance(value := data.get(name), dict):
            yield from _fields(inner, value, f"{pointer}/{name}")


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _materials(submission: Submission, guide: Guide) -> Iterator[Remark]:
    known = {material.material_id: material for material in guide.elements.materials}
    given = {material.material_id for material in submission.materials}
    for number, material in enumerate(submission.materials):
        if material.material_id not in known:
            yield Remark(f"/materials/{number}", "not_in_guide", "指南里没有这份材料。")
        elif material.means == "upload" and not material.upload_ids:
            yield Remark(f"/materials/{number}/upload_ids", "required", "这份材料还没有扫描。")
    for code, wanted in known.items():
        if wanted.required and code not in given:
            yield Remark("/materials", "required", f"还缺{wanted.name}。")
