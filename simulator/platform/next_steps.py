"""What the citizen should do next: the table of section 5, narrowed to this case."""

from __future__ import annotations

import json
import sqlite3
from functools import cache

from simulator.platform import case_states
from simulator.platform.call import Core
from simulator.platform.contract import Json
from simulator.platform.items import Item
from simulator.platform.settings import data

ROUTES = {"correct_online": "online", "correct_at_hall": "hall", "correct_by_post": "post"}
WITH_PLACE = frozenset({"bring_originals", "collect", "correct_at_hall"})


def of(core: Core, row: sqlite3.Row, item: Item) -> list[Json]:
    """Return the contract's NextSteps. ``pay`` comes first while a fee is open."""
    notice = json.loads(row["notice"]) if row["notice"] else None
    delivery = json.loads(row["record"])["delivery"]["method"]
    actions = [
        action
        for action in case_states.next_actions(row["state"], row["handling_mode"])
        if _fits(action, delivery, notice)
    ]
    if row["fee_status"] == "unpaid" and row["state"] in case_states.OPEN | {"DONE_GRANTED"}:
        actions.insert(0, "pay")
    area = core.settings.areas[item.area_code]
    place = f"{core.settings.hall['name']}{area.floor}{area.name}{area.windows[0]}号窗口"
    return [_step(core, action, place, notice, item) for action in actions]


def _fits(action: str, delivery: str, notice: Json | None) -> bool:
    if action in ROUTES:
        return notice is not None and ROUTES[action] in notice["routes"]
    if action in {"wait_for_post", "collect"}:
        return (action == "wait_for_post") == (delivery == "post")
    return True


def _step(core: Core, action: str, place: str, notice: Json | None, item: Item) -> Json:
    deadline = notice["deadline"] if notice and action in ROUTES else None
    words = _words()[action].format(deadline=deadline, place=place, phone=core.settings.hall["hotline"])
    originals = [m["name"] for m in item.materials if m["paper_copies"]["originals"]]
    return {
        "action": action,
        "text": words,
        "deadline": deadline,
        "place": place if action in WITH_PLACE else None,
        "bring": originals if action == "bring_originals" else [],
    }


@cache
def _words() -> dict[str, str]:
    return data("next_steps.toml")
