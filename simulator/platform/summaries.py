"""A sample item in the contract's words, as lists show it."""

from __future__ import annotations

import json
import sqlite3

from simulator.platform.contract import Json

MODES = {"全程网办": "fully_online", "原件核验": "original_verification", "原件预审": "original_precheck"}
USE_LEVELS = {"国家级": "1", "省级": "2", "市级": "3", "县级": "4", "乡级": "5", "村级": "6"}
HOT = 8
BOOKABLE_MODES = frozenset({"apply", "precheck", "book"})


def summary(row: sqlite3.Row) -> Json:
    """Return the contract's ItemSummary."""
    item = json.loads(row["raw"])
    return {
        "task_code": row["task_code"],
        "catalog_code": item["catalog_code_sample"],
        "parent_catalog_code": None,
        "name": item["name"],
        "name_en": item["name_en"],
        "department": {"uscc": item["dept_uscc_sample"], "name": item["dept_name"]},
        "task_type": item["task_type"]["code"],
        "project_type": item["project_type"]["code"],
        "server_types": [str(kind) for kind in item["server_type"]],
        "themes_natural": [item["theme_natural"]] if item["theme_natural"] else [],
        "themes_legal": [item["theme_legal"]] if item["theme_legal"] else [],
        "use_level": USE_LEVELS[item["use_level"]],
        "handling_mode": MODES[item["handling_mode"]],
        "modes": item["kiosk_modes"],
        "min_auth_level": item["auth"]["min_level"],
        "bookable": is_bookable(item),
        "trips_max": item["trips_max"],
        "keywords": [item["result"]["document"], item["dept_name"].removeprefix("示例市")],
        "hot_rank": item["no"] if item["no"] <= HOT else None,
        "status": row["status"],
        "guide_version": f"g-{row['version']}",
        "updated_at": row["updated_at"],
    }


def is_bookable(item: Json) -> bool:
    """Tell whether people come to a window for it."""
    return bool(BOOKABLE_MODES.intersection(item["kiosk_modes"]))
