"""The item catalogue: whole with an ETag, or what changed since a moment, in pages."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime

from simulator.platform import guides, items, paging, summaries
from simulator.platform.call import Answer, Call, Handler, tagged
from simulator.platform.clock import SHANGHAI, text
from simulator.platform.contract import Json
from simulator.platform.problems import Problem
from simulator.platform.store import Store

FILTERS = ("changed_since", "department", "q")


def list_items(call: Call) -> Answer:
    """List items; ``removed`` only with ``changed_since``."""
    wanted = call.parameters
    since = _since(wanted.get("changed_since"))
    rows = [
        row for row in call.store.all("SELECT * FROM items ORDER BY position") if row["updated_at"] >= since
    ]
    entries = [
        summary
        for row in rows
        if row["status"] != "removed"
        for summary in [summaries.summary(row)]
        if _fits(summary, wanted.get("department"), wanted.get("q"))
    ]
    some, cursor = paging.page(call, entries)
    page: Json = {
        "catalogue_version": version(call.store),
        "as_of": text(call.now),
        "items": some,
        "removed": [row["task_code"] for row in rows if row["status"] == "removed"] if since else [],
        "next_cursor": cursor,
    }
    if any(name in wanted for name in FILTERS):
        return Answer(200, page)
    return tagged(call, page, version(call.store))


def get_item_guide(call: Call) -> Answer:
    """Give the guide of one item; a suspended one still has its guide."""
    row = find(call.store, call.parameters["task_code"])
    if row["status"] == "removed":
        raise Problem("item_withdrawn")
    item, area = items.load(call.store, row["task_code"]), call.settings.areas[row["area_code"]]
    return tagged(call, guides.guide(item, row["updated_at"], area, call.settings.hall), item.guide_version)


def find(store: Store, task_code: str) -> sqlite3.Row:
    """Find an item. Raises ``Problem`` not_found."""
    row = store.one("SELECT * FROM items WHERE task_code = ?", task_code)
    if row is None:
        raise Problem("not_found")
    return row


def name(store: Store, task_code: str) -> str:
    """Return an item's name."""
    return str(json.loads(find(store, task_code)["raw"])["name"])


def version(store: Store) -> str:
    """Return the catalogue's version."""
    return f"k-{store.meta('catalogue_version')}"


def set_status(store: Store, task_code: str, status: str, now: datetime) -> None:
    """Suspend, remove or reopen an item: the catalogue then has a new version."""
    find(store, task_code)
    store.run(
        "UPDATE items SET status = ?, version = version + 1, updated_at = ? WHERE task_code = ?",
        status,
        text(now),
        task_code,
    )
    store.set_meta("catalogue_version", str(int(store.meta("catalogue_version") or 0) + 1))


def _since(given: str | None) -> str:
    return text(datetime.fromisoformat(given).astimezone(SHANGHAI)) if given else ""


def _fits(summary: Json, department: str | None, words: str | None) -> bool:
    if department and summary["department"]["uscc"] != department:
        return False
    found = " ".join((summary["name"], *summary["keywords"]))
    return all(word in found for word in (words or "").split())


OPERATIONS: dict[str, Handler] = {"listItems": list_items, "getItemGuide": get_item_guide}
