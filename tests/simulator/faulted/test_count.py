"""The count must see what is amiss: a database in which things are lost, doubled, swapped or cut short."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest

from kiosk.store.letter import Kind
from simulator.faulted.census import Judgement, judge
from simulator.faulted.entry import Entry, Visit
from simulator.platform.store import SCHEMA

AT = datetime.fromisoformat("2026-03-12T10:24:00+08:00")
VISIT = Visit("se-1", "su-1", AT, AT, AT, "")


def entry(number: int, kind: Kind, *sizes: int, about: str = "") -> Entry:
    return Entry(number, 1, kind, UUID(int=number), sizes, VISIT, about)


APPLICATION = entry(1, Kind.SUBMISSION, 50, 60, 10)
RATING = entry(2, Kind.EVALUATION, about="ti-0001")
PRINT = entry(3, Kind.PRINT_RECORDS)
COMPLAINT = entry(4, Kind.COMPLAINT)
ANSWER = entry(5, Kind.CORRECTION, 40, about="c-9")
ALL = [APPLICATION, RATING, PRINT, COMPLAINT, ANSWER]
KEPT = {1, 2, 3, 4, 5}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "platform.db"
    with closing(sqlite3.connect(path)) as db, db:
        db.executescript(SCHEMA.read_text("utf-8"))
        case(db, APPLICATION, "c-1", ["u-1", "u-2"])
        for number, name in enumerate(("u-1", "u-2", "u-3")):
            upload(db, name, APPLICATION.page(number), "c-1")
        said(db, "PJ1", "evaluation", target="queue_ticket ti-0001")
        said(db, "TS1", "complaint", body={"content": COMPLAINT.mark})
        db.execute("INSERT INTO journal VALUES ('print', ?, 'K03', '{}')", (str(PRINT.key),))
        case(db, ANSWER, "c-9", ["u-4"])
        upload(db, "u-4", ANSWER.page(0), "c-9", "correction")
        db.executemany("INSERT INTO case_events VALUES ('c-9', 'SUBMITTED', ?)", [("1",), ("2",)])
    return path


def case(db: sqlite3.Connection, one: Entry, case_no: str, upload_ids: list[str]) -> None:
    facts = one.mark if one.kind is Kind.SUBMISSION else "先前的申请"
    materials = [{"material_id": "m4", "upload_ids": upload_ids}]
    record = json.dumps({"form": {"data": {"facts": facts}}, "materials": materials}, ensure_ascii=False)
    columns = "case_no, application_no, record, task_code, subject_id, handling_mode, guide_version, state"
    more = "state_since, submitted_at, updated_at, unread, fee_status"
    db.execute(
        f"INSERT INTO cases ({columns}, {more}) VALUES (?, ?, ?, '', '', '', '', '', '', '', '', 0, '')",  # noqa: S608
        (case_no, case_no, record),
    )


def upload(
    db: sqlite3.Connection, name: str, content: bytes, used_by: str, purpose: str = "material"
) -> None:
    sha256 = hashlib.sha256(content).hexdigest()
    db.execute(
        "INSERT INTO uploads VALUES (?, '', '', NULL, ?, NULL, NULL, '', ?, ?, 'C', 'used', ?, '', ?)",
        (name, purpose, len(content), sha256, len(content), used_by),
    )
    db.execute("INSERT INTO upload_bytes VALUES (?, 0, ?)", (name, content))


def said(
    db: sqlite3.Connection, number: str, kind: str, target: str = "", body: dict[str, str] | None = None
) -> None:
    db.execute(
        "INSERT INTO interactions VALUES (?, ?, '', '', ?, '', '', '', '', NULL, NULL, ?)",
        (number, kind, target, json.dumps(body or {}, ensure_ascii=False)),
    )


def test_all_there_once(file: Path) -> None:
    judgement, found = judge(file, ALL, KEPT)
    assert judgement == Judgement()
    assert judgement.good
    assert found == {1: ["c-1"], 2: ["PJ1"], 3: [str(PRINT.key)], 4: ["TS1"], 5: ["c-9"]}


@pytest.mark.parametrize(
    ("harm", "amiss"),
    [
        ("DELETE FROM cases WHERE case_no = 'c-1'", Judgement(lost=[1])),
        ("DELETE FROM interactions WHERE kind = 'evaluation'", Judgement(lost=[2])),
        ("DELETE FROM journal", Judgement(lost=[3])),
        ("DELETE FROM case_events WHERE at = '2'", Judgement(lost=[5])),
        ("INSERT INTO case_events VALUES ('c-9', 'SUBMITTED', '3')", Judgement(duplicated=[5])),
        ("UPDATE uploads SET used_by = NULL WHERE upload_id = 'u-3'", Judgement(wrong=[1])),
        ("UPDATE upload_bytes SET bytes = x'ffd8' WHERE upload_id = 'u-2'", Judgement(wrong=[1])),
        ("UPDATE upload_bytes SET bytes = x'ffd8' WHERE upload_id = 'u-4'", Judgement(wrong=[5])),
        (
            'UPDATE cases SET record = replace(record, \'"u-1", "u-2"\', \'"u-2", "u-1"\')',
            Judgement(wrong=[1]),
        ),
    ],
)
def test_what_is_amiss_is_seen(file: Path, harm: str, amiss: Judgement) -> None:
    with closing(sqlite3.connect(file)) as db, db:
        assert db.execute(harm).rowcount
    judgement, _ = judge(file, ALL, KEPT)
    assert judgement == amiss
    assert not judgement.good


def test_twice_is_seen_with_receipt_or_without(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db, db:
        case(db, APPLICATION, "c-2", [])
        said(db, "TS2", "complaint", body={"content": COMPLAINT.mark})
    judgement, found = judge(file, ALL, {1})
    assert judgement.duplicated == [1, 4]
    assert found[1] == ["c-1", "c-2"]


def test_what_had_no_receipt_may_be_there_or_not(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("DELETE FROM interactions")
    assert judge(file, ALL, {1, 3, 5})[0].good
