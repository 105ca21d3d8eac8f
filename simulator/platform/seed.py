"""The first contents of the database: terminals, items, invented people and their bookings around *now*."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from simulator.platform.call import Core
from simulator.platform.clock import text
from simulator.platform.contract import Json
from simulator.platform.paths import DATA
from simulator.platform.settings import citizens

ITEMS_UPDATED_AT = "2026-01-05T09:00:00+08:00"
SLOT = timedelta(hours=1)


def fill(core: Core) -> None:
    """Seed an empty database; leave a filled one as it is."""
    if core.store.meta("seeded_at"):
        return
    with core.store.transaction():
        core.store.set_meta("seeded_at", text(core.clock.now()))
        core.store.set_meta("catalogue_version", "1")
        _devices(core)
        _items(core)
        for person in citizens():
            _citizen(core, person)
        _full_slots(core)


def register(core: Core, device_id: str, secret_hex: str) -> None:
    """Give a seeded terminal its credentials without activation."""
    if len(bytes.fromhex(secret_hex)) != 32:
        message = "a device secret is 64 hex characters"
        raise ValueError(message)
    with core.store.transaction():
        core.store.run("UPDATE devices SET secret = ? WHERE device_id = ?", secret_hex.lower(), device_id)


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


def _devices(core: Core) -> None:
    hall = core.settings.hall
    for device in hall["devices"]:
        core.store.run(
            "INSERT INTO devices (device_id, app_id, name, profile) VALUES (?, ?, ?, ?)",
            device["device_id"],
            device["app_id"],
            device["name"],
            hall["profile"],
        )
        core.store.run(
            "INSERT INTO activation_codes (code, device_id) VALUES (?, ?)",
            device["activation_code"],
            device["device_id"],
        )


def _items(core: Core) -> None:
    for item in json.loads((DATA / "items.json").read_text("utf-8"))["items"]:
        area = core.settings.area_of(item["dept_uscc_sample"])
        core.store.run(
            "INSERT INTO items VALUES (?, ?, ?, 'in_use', 1, ?, ?)",
            item["task_code_sample"],
            item["no"],
            area.area_code,
            ITEMS_UPDATED_AT,
            json.dumps(item, ensure_ascii=False),
        )


def _citizen(core: Core, person: Json) -> None:
    store, now = core.store, core.clock.now()
    subject_id = f"su-{store.mint('subject'):04d}"
    suspended = text(now + timedelta(days=person["suspended_days"])) if "suspended_days" in person else None
    store.run(
        "INSERT INTO citizens VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        subject_id,
        person["id_no"],
        person["name"],
        person["valid_to"],
        person.get("disabled", False),
        person.get("no_shows", 0),
        suspended,
        person.get("updates", 0),
    )
    for booking in person.get("bookings", ()):
        item = store.one("SELECT area_code FROM items WHERE task_code = ?", booking["task_code"])
        if item is None:
            message = f"citizens.toml books the unknown item {booking['task_code']}"
            raise ValueError(message)
        start, end = slot_around(now, booking["when"])
        number = store.mint("booking")
        store.run(
            "INSERT INTO bookings VALUES (?, ?, ?, ?, ?, ?, ?, 'booked', NULL)",
            f"bk-{number:04d}",
            f"{880000 + number}",
            subject_id,
            booking["task_code"],
            item["area_code"],
            text(start),
            text(end),
        )


def _full_slots(core: Core) -> None:
    """Let others take the first hour of the next working day, so that a full slot can be seen."""
    today = core.clock.now().date()
    week = (today + timedelta(days=n) for n in range(1, 8))
    for day in [day for day in week if core.settings.is_workday(day)][:1]:
        for area in core.settings.areas.values():
            slot_id = f"sl-{day:%Y%m%d}-0900-{area.area_code}"
            core.store.run("INSERT INTO slot_load VALUES (?, ?)", slot_id, area.slot_capacity)
