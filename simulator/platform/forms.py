"""The electronic form of an item, and the checks of what was filled in."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

from simulator.platform.contract import Json
from simulator.platform.items import Item
from simulator.platform.settings import data
from simulator.platform.validation import FORMATS, entry, explain

VERSION = "1"
LONGEST = 100
PATTERNS = {"digits": "^[0-9]+$", "phone": "^[0-9+-]{5,18}$", "id_number": "^[0-9]{17}[0-9X]$"}


def form(item: Item) -> Json | None:
    """Return the contract's Form; ``None`` where the item has no form to fill in."""
    if not any(material["e_form_id"] for material in item.materials):
        return None
    page = _page(item)
    return {
        "form_id": f"f-{item.raw['no']}",
        "form_version": VERSION,
        "schema": {
            "type": "object",
            "additionalProperties": False,
            "required": [field["name"] for field in page["fields"] if not field.get("optional")],
            "properties": {field["name"]: _schema(field) for field in page["fields"]},
        },
        "ui": {"pages": [{"title": page["title"], "fields": [_widget(field) for field in page["fields"]]}]},
    }


def known(item: Item) -> dict[str, str]:
    """Return the pointers of fields that the platform can fill, and what with."""
    fields = _page(item)["fields"] if form(item) else []
    return {f"/{field['name']}": field["known"] for field in fields if "known" in field}


def mistakes(item: Item, given: Json | None) -> list[Json]:
    """Return ``errors`` entries for a FormData; none when it is right."""
    wanted = form(item)
    if wanted is None or given is None:
        return (
            [] if wanted is given else [entry("/form", "required" if wanted else "not_allowed", "表单不对。")]
        )
    if (given["form_id"], given["form_version"]) != (wanted["form_id"], wanted["form_version"]):
        return [entry("/form", "mismatch", "表单换了新的，请重新填写。")]
    validator = Draft202012Validator(wanted["schema"], format_checker=FORMATS)
    found = [one for error in validator.iter_errors(given["data"]) for one in explain(error)]
    return [{**one, "pointer": f"/form/data{one['pointer']}"} for one in found]


def sample(item: Item) -> Json | None:
    """Return a FormData filled in with invented values."""
    if form(item) is None:
        return None
    data = {
        field["name"]: [field["choices"][0]] if field["widget"] == "multi_choice" else _invented(field)
        for field in _page(item)["fields"]
    }
    return {"form_id": f"f-{item.raw['no']}", "form_version": VERSION, "data": data}


def _invented(field: Json) -> str | bool:
    if "choices" in field:
        return str(field["choices"][0])
    plain: dict[str, str | bool] = {
        "yes_no": True,
        "date": "2026-01-05",
        "digits": "990001",
        "address": "桃源路",
    }
    return plain.get(field["widget"], "示例")


def _page(item: Item) -> Json:
    pages = data("forms.toml")
    page: Json = pages.get(str(item.raw["no"])) or pages["plain"]
    return page


def _schema(field: Json) -> Json:
    widget = field["widget"]
    if widget == "yes_no":
        return {"type": "boolean"}
    if widget == "choice":
        return {"type": "string", "enum": field["choices"]}
    if widget == "multi_choice":
        one = {"type": "string", "enum": field["choices"]}
        return {"type": "array", "items": one, "minItems": 1, "uniqueItems": True}
    schema: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": field.get("max", LONGEST)}
    if widget == "date":
        schema["format"] = "date"
    if widget in PATTERNS:
        schema["pattern"] = PATTERNS[widget]
    return schema


def _widget(field: Json) -> Json:
    choices = [{"value": choice, "label": choice} for choice in field.get("choices", ())]
    return {
        "pointer": f"/{field['name']}",
        "label": field["label"],
        "label_en": field["label_en"],
        "widget": field["widget"],
        **({"choices": choices} if choices else {}),
        "help": None,
        "read_only": False,
    }
