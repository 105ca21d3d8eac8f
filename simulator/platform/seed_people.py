"""The invented people and organisations, who acts for whom, and the people's bookings around *now*."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from simulator.platform.call import Core
from simulator.platform.clock import text
from simulator.platform.contract import Json
from simulator.platform.settings import citizens, organisations

SLOT = timedelta(hours=1)


def fill(core: Core) -> None:
    """Write them all."""
    for person in citizens():
        subject_id = _subject(
            core,
            person,
            subject_type="1",
            id_no=person["id_no"],
            valid_to=person["valid_to"],
            factors=json.dumps(person.get("factors", {})),
        )
        _codes(core, subject_id, "identity", person.get("codes", ()))
        for booking in person.get("bookings", ()):
            _booking(core, subject_id, booking)
    told = organisations()
    for one in told["organisations"]:
        subject_id = _subject(
            core,
            one,
            subject_type=one["subject_type"],
            id_no=one["uscc"],
            valid_to="long_term",
            factors=json.dumps({"certificate": one["certificate"]}),
        )
        _codes(core, subject_id, "e_licence", one["codes"])
    for one in told["delegations"]:
        _delegation(core, one)


def subject_of(core: Core, key: str) -> str:
    """Return the number of the subject that the data files call ``key``."""
    row = core.store.one("SELECT subject_id FROM subjects WHERE key = ?", key)
    if row is None:
        message = f"the data files name the unknown person {key}"
        raise ValueError(message)
    return str(row["subject_id"])


def task_of(core: Core, number: int) -> str:
    """Return the task code of an item by its number in items.json."""
    row = core.store.one("SELECT task_code FROM items WHERE position = ?", number)
    if row is None:
        message = f"the data files name the unknown item {number}"
        raise ValueError(message)
    return str(row["task_code"])


def slot_around(now: datetime, when: str) -> tuple[datetime, datetime]:
    """Place a slot: ``now`` has half an hour left at least (midnight apart), ``later`` is today."""
    half_hour = now.replace(minute=now.minute // 30 * 30, second=0, microsecond=0)
    last_moment = now.replace(hour=23, minute=59, second=59, microsecond=0)
    start = {
        "now": half_hour,
        "later": min(half_hour + timedelta(hours=3), last_moment.replace(hour=23, minute=0, second=0)),
        "missed": half_hour - timedelta(hours=2),
    }[when]
    return start, min(start + SLOT, last_moment)


def _subject(core: Core, one: Json, **own: object) -> str:
    now, subject_id = core.clock.now(), f"su-{core.store.mint('subject'):04d}"
    suspended, locked = one.get("suspended_days"), one.get("locked_minutes")
    core.store.insert(
        "subjects",
        subject_id=subject_id,
        key=one["key"],
        name=one["name"],
        address=one["address"],
        phone=one.get("phone"),
        disabled=one.get("disabled", False),
        locked_until=text(now + timedelta(minutes=locked)) if locked else None,
        silent=json.dumps(one.get("silent", [])),
        no_shows=one.get("no_shows", 0),
        suspended_until=text(now + timedelta(days=suspended)) if suspended else None,
        updates=one.get("updates", 0),
        **own,
    )
    return subject_id


def _codes(core: Core, subject_id: str, kind: str, codes: list[Json]) -> None:
    for code in codes:
        core.store.insert(
            "codes",
            payload=code["payload"],
            kind=kind,
            subject_id=subject_id,
            level=code["level"],
            expires_at=text(core.clock.now()) if code.get("expired") else None,
        )


def _booking(core: Core, subject_id: str, booking: Json) -> None:
    item = core.store.one("SELECT area_code FROM items WHERE task_code = ?", booking["task_code"])
    if item is None:
        message = f"citizens.toml books the unknown item {booking['task_code']}"
        raise ValueError(message)
    start, end = slot_around(core.clock.now(), booking["when"])
    number = core.store.mint("booking")
    core.store.insert(
        "bookings",
        booking_id=f"bk-{number:04d}",
        booking_code=f"{880000 + number}",
        subject_id=subject_id,
        task_code=booking["task_code"],
        area_code=item["area_code"],
        slot_start=text(start),
        slot_end=text(end),
        status="booked",
    )


def _delegation(core: Core, one: Json) -> None:
    today = core.clock.now().date()
    valid_to = today + timedelta(days=one["valid_days"]) if "valid_days" in one else None
    codes = [task_of(core, number) for number in one["items"]] if "items" in one else None
    core.store.insert(
        "delegations",
        delegation_id=f"de-{core.store.mint('delegation'):04d}",
        principal_id=subject_of(core, one["principal"]),
        agent_id=subject_of(core, one["agent"]),
        relation=one["relation"],
        status=one["status"],
        depth=one.get("depth", 1),
        valid_from=(today - timedelta(days=30)).isoformat(),
        valid_to=valid_to.isoformat() if valid_to else None,
        task_codes=json.dumps(codes) if codes else None,
    )
