"""What stands in an application, in lines to read before it is signed. Addresses are told, not repeated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.form import NOTE, FormField
from kiosk.domain.item import Material
from kiosk.domain.masking import mask_phone
from kiosk.domain.words import Text
from kiosk.journeys.apply_draft import Draft
from kiosk.journeys.views.confirm import SummaryRow
from kiosk.journeys.views.delivery import WAYS

MEANS: Final = {
    "card_read": "刷卡读到了",
    "form": "就是刚填的表",
    "exempt": "不用交",
    "certificate": "用电子证照",
    "at_hall": "到窗口交",
}
YES_NO: Final = {"yes": "是", "no": "不是"}


def summary(draft: Draft) -> Iterator[SummaryRow]:
    """Form, materials, contact, delivery."""
    for sheet in draft.sheets:
        for one in sheet.fields:
            if one.widget != NOTE and (value := draft.values.get(one.pointer, "")):
                yield SummaryRow(Text(one.label, one.label_en), said(one, value))
    for material in draft.guide.elements.materials:
        if material.material_id in draft.materials:
            yield SummaryRow(Text(material.name), means_of(draft, material))
    yield SummaryRow(Text("联系电话", "Phone"), mask_phone(draft.phone))
    yield SummaryRow(Text("结果送达", "Result"), WAYS[draft.way][0].zh)
    if draft.way == "post" and draft.address is not None:
        yield SummaryRow(Text("寄到", "To"), draft.address.address.reveal())


def means_of(draft: Draft, material: Material) -> str:
    """How a material is handed in."""
    pages = len(draft.pages.get(material.material_id, ()))
    if pages:
        return f"扫了 {pages} 页"
    ref = draft.materials.get(material.material_id)
    return MEANS.get(ref.means, "") if ref else ""


def said(one: FormField, value: str) -> str:
    """A field's value as it is read."""
    if one.widget == "yes_no":
        return YES_NO.get(value, value)
    labels = dict(one.choices)
    return "、".join(labels.get(part, part) for part in value.split(",")) if labels else value
