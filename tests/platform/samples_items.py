"""Items and guides of an invented catalogue, in the contract's form."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

AGENCY = "11990100MB9900A09B"
LIMIT: Json = {"value": 5, "unit": "working_day", "text": "5个工作日"}
AT = "2026-11-21T09:30:00+08:00"


def code(number: int) -> str:
    """The implementation code of item ``number``."""
    return f"{AGENCY}3{992012000000 + number * 1000}"


def summary(number: int, **changes: Any) -> Json:
    """An item that keeps every rule."""
    return {
        "task_code": code(number),
        "catalog_code": str(992012000000 + number * 1000),
        "name": f"事项{number}",
        "department": {"uscc": AGENCY, "name": "示例市社保局"},
        "task_type": "20",
        "project_type": "1",
        "server_types": ["1"],
        "use_level": "3",
        "handling_mode": "fully_online",
        "modes": ["query", "apply"],
        "min_auth_level": "L2",
        "bookable": False,
        "trips_max": 0,
        "status": "in_use",
        "guide_version": "g-1",
        "updated_at": AT,
    } | changes


def items(*numbers: int, version: str = "k-12", cursor: str | None = None, **more: Any) -> Json:
    """A page of the catalogue."""
    return {
        "catalogue_version": version,
        "as_of": AT,
        "removed": [],
        "next_cursor": cursor,
        "items": [summary(number) for number in numbers],
    } | more


def material(name: str = "身份证", **changes: Any) -> Json:
    """A material that keeps every rule."""
    return {
        "material_id": "m1",
        "name": name,
        "material_type": "document",
        "sample": None,
        "e_form_id": None,
        "source_channel": "申请人自备",
        "paper_copies": {"originals": 1, "copies": 0},
        "filling_notes": None,
        "acceptance_standard": None,
        "electronic_needed": True,
        "required": True,
        "preferred_means": "card_read",
        "exempt_if_shared": False,
        "trust_levels": ["A"],
    } | changes


def guide(number: int, **elements: Any) -> Json:
    """A guide that keeps every rule; ``elements`` replace some of the 22."""
    step = {"type": "apply", "name": "申请", "duration": LIMIT}
    return {
        "task_code": code(number),
        "catalog_code": str(992012000000 + number * 1000),
        "guide_version": "g-1",
        "updated_at": AT,
        "status": "in_use",
        "elements": {
            "name": f"事项{number}",
            "task_type": "20",
            "legal_basis": ["示例条例第一条"],
            "agency": "示例市社保局",
            "legal_limit": LIMIT,
            "promised_limit": LIMIT,
            "result_name": "示例证明",
            "result_samples": [],
            "fee_standard": {"charged": False, "text": "本事项不收费", "status": "none"},
            "fee_basis": None,
            "materials": [material()],
            "flow": {"steps": [step | dict.fromkeys(("start", "end", "applicant", "window"))]},
            "handling_form": ["window", "kiosk"],
            "review_standard": None,
            "cross_region_scope": None,
            "booking": False,
            "online_payment": False,
            "logistics": False,
            "place": None,
            "hours": None,
            "consult_phone": None,
            "supervision_phone": None,
        }
        | elements,
        "list_elements": {"acceptance_conditions": "材料齐全"},
        "form": None,
        "kiosk": {
            "modes": ["query", "apply"],
            "handling_mode": "fully_online",
            "min_auth_level": "L2",
            "action_levels": {},
            "face": {"needed": False, "alternatives": []},
            "agent_allowed": False,
            "not_on_kiosk_if": [],
            "pickup": [],
            "print": None,
            "trips_max": 0,
            "site_profiles": ["hall"],
        },
        "related": [],
        "bundle": [],
    }
