"""The first contents of the database: terminals, items, people, bookings and cases around *now*."""

from __future__ import annotations

import json
from datetime import timedelta

from simulator.platform import seed_cases, seed_people
from simulator.platform.call import Core
from simulator.platform.clock import text
from simulator.platform.paths import DATA

ITEMS_UPDATED_AT = "2026-01-05T09:00:00+08:00"


def fill(core: Core) -> None:
    """Seed an empty database; leave a filled one as it is."""
    if core.store.meta("seeded_at"):
        return
    with core.store.transaction():
        core.store.set_meta("seeded_at", text(core.clock.now()))
        core.store.set_meta("catalogue_version", "1")
        _devices(core)
        _items(core)
        seed_people.fill(core)
        _full_slots(core)
        seed_cases.fill(core)


def register(core: Core, device_id: str, secret_hex: str) -> None:
    """Give a seeded terminal its credentials without activation."""
    if len(bytes.fromhex(secret_hex)) != 32:
        message = "a device secret is 64 hex characters"
        raise ValueError(message)
    with core.store.transaction():
        core.store.run("UPDATE devices SET secret = ? WHERE device_id = ?", secret_hex.lower(), device_id)


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


def _full_slots(core: Core) -> None:
    """Let others take the first hour of the next working day, so that a full slot can be seen."""
    today = core.clock.now().date()
    week = (today + timedelta(days=n) for n in range(1, 8))
    for day in [day for day in week if core.settings.is_workday(day)][:1]:
        for area in core.settings.areas.values():
            slot_id = f"sl-{day:%Y%m%d}-0900-{area.area_code}"
            core.store.run("INSERT INTO slot_load VALUES (?, ?)", slot_id, area.slot_capacity)
