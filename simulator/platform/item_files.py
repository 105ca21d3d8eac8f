"""Samples and blank forms of an item, as small PDFs marked 样本."""

from __future__ import annotations

from simulator.platform import forms, items, pdf
from simulator.platform.call import Answer, Call, Handler, file
from simulator.platform.contract import Json
from simulator.platform.items import Item
from simulator.platform.problems import Problem

RESULT = "result"
SAMPLED = frozenset({"form", "upload"})


def get_item_file(call: Call) -> Answer:
    """Give one file of an item's guide."""
    item = items.load(call.store, call.parameters["task_code"])
    wanted = call.parameters["file_id"]
    if wanted == RESULT:
        sheet = pdf.Sheet(item.raw["result"]["document"], ["示例内容，不作证明使用。"], "样本")
    else:
        sheet = _of_material(item, wanted)
    return file(call, pdf.write(sheet), "application/pdf")


def of_result(item: Item) -> Json:
    """Return the FileRef of the result's sample."""
    return _ref(RESULT, f"{item.raw['result']['document']}（样本）")


def of_material(material: Json) -> Json | None:
    """Return the FileRef of a material's sample or blank form, if it has one."""
    if material["preferred_means"] not in SAMPLED:
        return None
    kind = "空表" if material["preferred_means"] == "form" else "样本"
    return _ref(material["material_id"], f"{material['name']}（{kind}）")


def _of_material(item: Item, material_id: str) -> pdf.Sheet:
    for material in item.materials:
        if material["material_id"] == material_id and of_material(material):
            form = forms.form(item) if material["preferred_means"] == "form" else None
            fields = form["ui"]["pages"][0]["fields"] if form else []
            lines = [f"{field['label']}：____________________" for field in fields]
            return pdf.Sheet(material["name"], lines or ["示例内容，请按实际情况准备。"], "样本")
    raise Problem("not_found")


def _ref(file_id: str, title: str) -> Json:
    return {"file_id": file_id, "title": title, "media_type": "application/pdf"}


OPERATIONS: dict[str, Handler] = {"getItemFile": get_item_file}
