"""One item of the catalogue, read from the database, with the rules that hang on it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from simulator.platform.contract import Json
from simulator.platform.materials import material
from simulator.platform.problems import Problem
from simulator.platform.store import Store
from simulator.platform.summaries import MODES

UNITS = {"工作日": "working_day", "日": "calendar_day", "即时": "immediate", "无法定时限": "none"}
INSTANT = "1"


@dataclass(frozen=True, slots=True)
class Item:
    """An item as it stands. ``raw`` is the sample data's own record."""

    task_code: str
    status: str
    version: int
    area_code: str
    raw: Json

    @property
    def name(self) -> str:
        """The item's name."""
        return str(self.raw["name"])

    @property
    def guide_version(self) -> str:
        """The version of the guide in use."""
        return f"g-{self.version}"

    @property
    def modes(self) -> list[str]:
        """What a terminal may do with it."""
        return list(self.raw["kiosk_modes"])

    @property
    def handling_mode(self) -> str:
        """The contract's HandlingMode."""
        return MODES[self.raw["handling_mode"]]

    @property
    def is_instant(self) -> bool:
        """Tell whether it is decided on the spot (即办件)."""
        return bool(self.raw["project_type"]["code"] == INSTANT)

    @property
    def agent_allowed(self) -> bool:
        """Tell whether a delegate may act."""
        return bool(self.raw["auth"]["agent_allowed"])

    @property
    def materials(self) -> list[Json]:
        """The contract's Materials."""
        return [material(n, raw, self.raw["no"]) for n, raw in enumerate(self.raw["materials"], 1)]

    @property
    def promised_limit(self) -> Json:
        """The contract's TimeLimit."""
        return limit(self.raw["promised_limit"])

    def level_for(self, mode: str) -> str:
        """Return the level that ``mode`` needs."""
        return str(action_levels(self.raw).get(mode, self.raw["auth"]["min_level"]))


def load(store: Store, task_code: str) -> Item:
    """Find an item. Raises ``Problem`` not_found."""
    row = store.one("SELECT * FROM items WHERE task_code = ?", task_code)
    if row is None:
        raise Problem("not_found")
    return Item(row["task_code"], row["status"], row["version"], row["area_code"], json.loads(row["raw"]))


def action_levels(raw: Json) -> dict[str, str]:
    """Return the modes whose level is not the item's own."""
    return {"book": "L2"} if "book" in raw["kiosk_modes"] else {}


def limit(raw: Json) -> Json:
    """Return the contract's TimeLimit of a sample one."""
    unit, value = UNITS[raw["unit"]], raw["value"]
    words: dict[str, Any] = {
        "immediate": "即时办结",
        "none": "无法定时限",
        "working_day": f"{value}个工作日",
        "calendar_day": f"{value}日",
    }
    return {"value": value, "unit": unit, "text": words[unit]}
