"""A case comes into a state: the event, the paper that goes with it, the due day, the correction notice."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, timedelta

from simulator.platform import case_documents, case_states, items, workdays
from simulator.platform.call import Core
from simulator.platform.clock import moment
from simulator.platform.contract import Json
from simulator.platform.items import Item
from simulator.platform.problems import Problem
from simulator.platform.store import Store

CORRECTION_DAYS = 15
REVIEW = "SH"
ROUTES = {"fully_online": ["online"]}
ALL_ROUTES = ["online", "hall", "post"]


def review_code(application_no: str) -> str:
    """Return 统一审核编码, another number of the same application."""
    return f"{REVIEW}{application_no}"


def find(store: Store, case_no: str) -> sqlite3.Row | None:
    """Find a case by its number, its application number or its review code."""
    application = case_no.removeprefix(REVIEW)
    return store.one("SELECT * FROM cases WHERE case_no = ? OR application_no = ?", case_no, application)


def get(store: Store, case_no: str) -> sqlite3.Row:
    """Find a case. Raises ``Problem`` case_not_found."""
    row = find(store, case_no)
    if row is None:
        raise Problem("case_not_found")
    return row


def move(core: Core, case_no: str, state: str, at: str, points: list[Json] | None = None) -> None:
    """Bring a case into ``state``. Raises ``Problem`` state_conflict. ``points``: of a correction."""
    row = get(core.store, case_no)
    if not case_states.may_follow(row["handling_mode"], row["state"], state):
        raise Problem("state_conflict")
    enter(core, row, state, at, points)


def enter(core: Core, row: sqlite3.Row, state: str, at: str, points: list[Json] | None = None) -> None:
    """Write what belongs to a state, without asking whether it may follow."""
    item = items.load(core.store, row["task_code"])
    notice = _notice(core, row, item, at, points) if state == "CORRECTION" else None
    core.store.run(
        "UPDATE cases SET state = ?, state_since = ?, updated_at = ?, unread = 1, notice = ?, due_on = ? "
        "WHERE case_no = ?",
        state,
        at,
        at,
        json.dumps(notice, ensure_ascii=False) if notice else None,
        _due_on(core, item, moment(at).date()) if state == "ACCEPTED" else row["due_on"],
        row["case_no"],
    )
    core.store.insert("case_events", case_no=row["case_no"], state=state, at=at)
    case_documents.issue(core, get(core.store, row["case_no"]), item, state, at)


def settle(core: Core, row: sqlite3.Row) -> sqlite3.Row:
    """Return the case as it stands now: a correction that was not answered in time is returned."""
    notice = json.loads(row["notice"]) if row["notice"] else None
    if row["state"] == "CORRECTION" and notice and notice["deadline"] < core.clock.now().date().isoformat():
        next_day = date.fromisoformat(notice["deadline"]) + timedelta(days=1)
        enter(core, row, "RETURNED", f"{next_day}T00:00:00+08:00")
        return get(core.store, row["case_no"])
    return row


def _due_on(core: Core, item: Item, day: date) -> str | None:
    limit = item.promised_limit
    if limit["unit"] == "working_day":
        due = workdays.after(core.settings, day, limit["value"])
        return due.isoformat() if due else None
    return (day + timedelta(days=limit["value"])).isoformat() if limit["value"] is not None else None


def _notice(core: Core, row: sqlite3.Row, item: Item, at: str, points: list[Json] | None) -> Json:
    deadline = moment(at).date() + timedelta(days=CORRECTION_DAYS)
    return {
        "notice_id": f"no-{core.store.mint('notice'):04d}",
        "issued_at": at,
        "deadline": deadline.isoformat(),
        "routes": ROUTES.get(row["handling_mode"], ALL_ROUTES),
        "points": points or [_default_point(item)],
    }


def _default_point(item: Item) -> Json:
    wanted = next((m for m in item.materials if m["preferred_means"] == "upload"), item.materials[0])
    return {
        "point_id": "p1",
        "target": {"material_id": wanted["material_id"]},
        "problem": "illegible",
        "requirement": f"《{wanted['name']}》看不清，请重新扫描，四个角都要拍到。",
        "original_needed": False,
    }
