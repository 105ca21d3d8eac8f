"""The guide of a sample item in the contract's words: 22 elements and what a terminal needs besides."""

from __future__ import annotations

from simulator.platform import forms, item_files
from simulator.platform.contract import Json
from simulator.platform.items import Item, action_levels, limit
from simulator.platform.settings import Area
from simulator.platform.summaries import MODES, is_bookable

PICKUP = {"现场打印": "print_here", "现场送达": "on_site", "寄递送达": "post", "网上送达": "online"}
PAPERS = {
    "A4": ["a4"],
    "80mm": ["receipt_80mm"],
    "80mm+A4": ["receipt_80mm", "a4"],
    "numbered_A4": ["a4"],
    "numbered_A3/A4": ["a3", "a4"],
    "card": ["card"],
    "permit_card": ["permit_card"],
}


def guide(item: Item, updated_at: str, area: Area, hall: Json) -> Json:
    """Return the contract's Guide."""
    raw = item.raw
    return {
        "task_code": item.task_code,
        "catalog_code": raw["catalog_code_sample"],
        "guide_version": item.guide_version,
        "updated_at": updated_at,
        "status": item.status,
        "elements": _elements(item, area, hall),
        "list_elements": _list_elements(raw),
        "form": forms.form(item),
        "kiosk": _kiosk(raw, area),
        "related": [],
        "bundle": [{"task_code": None, "name": name, "optional": True} for name in raw["bundle"] or ()],
        "takeaway_url": f"https://platform.example/guides/{item.task_code}",
    }


def _elements(whole: Item, area: Area, hall: Json) -> Json:
    item = whole.raw
    fee, windows = item["fee"], f"{area.windows[0]}–{area.windows[-1]}号窗口"
    online = ["pc", "mobile"] if item["handling_mode"] == "全程网办" else []
    return {
        "name": item["name"],
        "task_type": item["task_type"]["code"],
        "legal_basis": [],
        "agency": item["dept_name"],
        "legal_limit": limit(item["legal_limit"]),
        "promised_limit": limit(item["promised_limit"]),
        "result_name": item["result"]["document"],
        "result_samples": [item_files.of_result(whole)],
        "fee_standard": {
            "charged": fee["charged"],
            "text": fee["text"],
            "amount": f"{fee['amount_cny']}.00" if "amount_cny" in fee else None,
            "basis": None,
            "status": "none",
        },
        "fee_basis": None,
        "materials": [{**m, "sample": item_files.of_material(m)} for m in whole.materials],
        "flow": {"steps": _steps(item), "picture": None},
        "handling_form": ["window", *online, "kiosk"],
        "review_standard": None,
        "cross_region_scope": "示例市",
        "booking": is_bookable(item),
        "online_payment": fee["charged"],
        "logistics": "寄递送达" in item["delivery"],
        "place": f"{hall['name']}{area.floor}{area.name}{windows}",
        "hours": hall["hours"],
        "consult_phone": hall["hotline"],
        "supervision_phone": hall["hotline"],
    }


def _list_elements(item: Json) -> Json:
    return {
        "catalog_code": item["catalog_code_sample"],
        "task_code": item["task_code_sample"],
        "use_level": item["use_level"],
        "acceptance_conditions": "材料齐全、符合法定形式。",
        "joint_agencies": [],
        "server_types": [str(kind) for kind in item["server_type"]],
        "project_type": item["project_type"]["code"],
    }


def _kiosk(item: Json, area: Area) -> Json:
    auth, result, modes = item["auth"], item["result"], item["kiosk_modes"]
    printed = {
        "document": result["document"],
        "papers": PAPERS[result["print"]],
        "copies_max": result["copies_max_per_session"],
        "numbered_paper": result["print"].startswith("numbered"),
        "e_seal": result["e_seal"],
        "verify_qr": result["verify_qr"],
    }
    return {
        "modes": modes,
        "handling_mode": MODES[item["handling_mode"]],
        "min_auth_level": auth["min_level"],
        "action_levels": action_levels(item),
        "face": {
            "needed": auth["face_needed"],
            "alternatives": ["otp_and_factor", "qr_identity", "staff_window"],
        },
        "agent_allowed": auth["agent_allowed"],
        "not_on_kiosk_if": [_exclusion(n, words) for n, words in enumerate(item["not_on_kiosk_if"], 1)],
        "pickup": [PICKUP[way] for way in item["delivery"]],
        "print": printed if "print" in modes else None,
        "trips_max": item["trips_max"],
        "area_code": area.area_code,
        "site_profiles": ["hall", "street", "village", "bank"],
    }


def _steps(item: Json) -> list[Json]:
    none = {"value": None, "unit": "none", "text": "不限"}
    now = {"value": 0, "unit": "immediate", "text": "当场"}
    precheck = [("original_precheck", "原件预审", "带原件来核对", "核对原件", now)]
    rows = [
        ("apply", "申请", "填表并提交材料", None, none),
        *(precheck if item["handling_mode"] == "原件预审" else []),
        ("acceptance", "受理", None, "检查材料是否齐全", now),
        ("completion", "办结", None, "审查并作出决定", limit(item["promised_limit"])),
        ("sign_for", "签收", "领取结果", "送达结果", none),
    ]
    return [
        {
            "type": kind,
            "name": title,
            "start": None,
            "end": None,
            "duration": duration,
            "applicant": who,
            "window": window,
        }
        for kind, title, who, window, duration in rows
    ]


def _exclusion(number: int, words: str) -> Json:
    text, _, window = words.partition("→")
    return {"code": f"x{number}", "text": text, "window": window or None}
