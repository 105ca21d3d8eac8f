from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from kiosk.store.schema import OUTBOX
from kiosk.store.supplies import Used
from tests.store.samples import NOW, letter, opened


async def test_counts_outlive_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        assert await store.supplies.load() == {}
        await store.supplies.add("slip_paper", 120.5)
        await store.supplies.add("slip_paper", 79.5)
        await store.supplies.add("a4_paper", 2)
    async with opened(tmp_path) as store:
        assert await store.supplies.load() == {"slip_paper": Used(200.0), "a4_paper": Used(2.0)}
        await store.supplies.reset("slip_paper", NOW)
        await store.supplies.add("slip_paper", 1)
    async with opened(tmp_path) as store:
        assert await store.supplies.load() == {"slip_paper": Used(1.0, NOW), "a4_paper": Used(2.0)}


async def test_a_supply_may_be_refilled_before_anything_was_used(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.supplies.reset("a4_paper", NOW)
        assert await store.supplies.load() == {"a4_paper": Used(0.0, NOW)}


async def test_a_store_from_before_gets_its_table_and_keeps_its_letters(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.outbox.put(letter())
    before = next(step for step, script in enumerate(OUTBOX) if "TABLE supplies" in script)
    db = sqlite3.connect(tmp_path / "outbox.db")
    later = re.findall(r"CREATE TABLE (\w+)", "".join(OUTBOX[before:]))
    drops = "".join(f"DROP TABLE {name};" for name in later)
    db.executescript(f"{drops} PRAGMA user_version={before}")
    db.close()
    async with opened(tmp_path) as store:
        await store.supplies.add("a4_paper", 1)
        assert await store.supplies.load() == {"a4_paper": Used(1.0)}
        assert store.outbox.depth() == 1
