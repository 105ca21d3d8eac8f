"""The catalogue on disk, filled from the reference platform: there after a restart, without a line."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from kiosk.domain.item import Guide, GuideElements, ListElements
from kiosk.platform.adapters.reference import ReferencePlatform
from kiosk.platform.catalogue import Catalogue
from kiosk.platform.catalogue_shelf import Kept
from kiosk.store.catalogue import CatalogueStore
from simulator.platform.running import RunningPlatform
from tests.platform.contract_samples import contract, sample
from tests.platform.samples_items import code, guide, items, material, summary
from tests.platform.scripted import Scripted, answer, cut
from tests.platform.terminal import reference, transport

NOW = datetime(2026, 3, 12, 10, 24, tzinfo=UTC)
NOWHERE = "http://127.0.0.1:9/kiosk/v1"


@pytest.fixture
def hall() -> Iterator[RunningPlatform]:
    with RunningPlatform(now=NOW) as running:
        yield running


@asynccontextmanager
async def terminal(folder: Path, base_url: str, **more: Any) -> AsyncIterator[ReferencePlatform]:
    """A terminal from its start to its end."""
    shelf = CatalogueStore(folder / "catalogue.db")
    platform = ReferencePlatform(transport(base_url, **more), "0.1.0", shelf)
    await platform.catalogue.load()
    try:
        yield platform
    finally:
        await platform.close()
        shelf.close()


def told_by(hall: RunningPlatform) -> dict[str, Any]:
    return {"secret": hall.secret, "now": lambda: hall.now().timestamp()}


async def test_everything_is_there_after_a_restart_without_a_line(
    hall: RunningPlatform, tmp_path: Path
) -> None:
    async with terminal(tmp_path, hall.base_url, **told_by(hall)) as platform:
        await platform.catalogue_version()
        await platform.catalogue.fetch_guides()
        before = platform.catalogue.items()
        version, as_of = platform.catalogue.version, platform.catalogue.as_of
        guides = [await platform.catalogue.guide(item.task_code) for item in before]
        assert platform.catalogue.rejected() == (), "the rules keep no good item away"
    assert len(before) > 20
    assert None not in guides
    async with terminal(tmp_path, NOWHERE) as platform:
        assert (platform.catalogue.version, platform.catalogue.as_of) == (version, as_of)
        assert platform.catalogue.items() == before
        assert [await platform.catalogue.guide(item.task_code) for item in before] == guides


@pytest.mark.req("CT-02", "CT-09")
async def test_what_is_kept_is_what_the_platform_says(hall: RunningPlatform, tmp_path: Path) -> None:
    """Name, code, type and basis verbatim; every mandatory material says where it comes from."""
    async with terminal(tmp_path, hall.base_url, **told_by(hall)) as platform:
        await platform.catalogue_version()
        page = await platform.items()
        assert page is not None
        for item in platform.catalogue.items():
            here = await platform.catalogue.guide(item.task_code)
            there = await platform.guide(item.task_code)
            assert here is not None
            assert there is not None
            assert here == there.value
            assert (item.name, item.task_type) == (here.elements.name, here.elements.task_type)
            assert all(m.source_channel.strip() for m in here.elements.materials if m.required)
        assert {item.task_code for item in platform.catalogue.items()} <= {
            item.task_code for item in page.items
        }


@pytest.mark.req("CT-03")
async def test_all_36_elements_come_back_from_the_disk_as_the_platform_gave_them(tmp_path: Path) -> None:
    told = sample(contract()["components"]["schemas"]["Guide"]) | {"task_code": code(1), "catalog_code": "1"}
    step = told["elements"]["flow"]["steps"][0]
    told["elements"] |= {
        "materials": [told["elements"]["materials"][0] | {"name": "身份证"}],
        "flow": {"steps": [step]},
    }
    async with (
        Scripted(answer(items(1)), answer(told)) as server,
        terminal(tmp_path, server.base_url) as platform,
    ):
        await platform.catalogue_version()
        await platform.catalogue.fetch_guides()
        assert platform.catalogue.rejected() == ()
    async with terminal(tmp_path, NOWHERE) as platform:
        kept = await platform.catalogue.guide(code(1))
    assert kept is not None
    assert [f.name for f in fields(GuideElements)] == list(told["elements"])
    assert len(fields(GuideElements)) == 22
    assert {f.name for f in fields(ListElements)} == told["list_elements"].keys()
    assert len(fields(GuideElements)) + len(fields(ListElements)) == 36
    elements_come_back(told, kept)


def elements_come_back(told: dict[str, Any], kept: Guide) -> None:
    for part in ("elements", "list_elements"):
        for name, value in told[part].items():
            assert_same(value, getattr(getattr(kept, part), name))


def assert_same(told: Any, kept: Any) -> None:
    if isinstance(told, list):
        assert len(told) == len(kept)
        for one, other in zip(told, kept, strict=True):
            assert_same(one, other)
    elif isinstance(told, dict):
        for name in told.keys() & {f.name for f in fields(kept)}:
            assert_same(told[name], getattr(kept, name))
    else:
        assert told == kept


async def test_a_suspended_item_is_shown_and_not_applied_for_and_a_removed_one_is_gone(
    hall: RunningPlatform, tmp_path: Path
) -> None:
    async with terminal(tmp_path, hall.base_url, **told_by(hall)) as platform:
        await platform.catalogue_version()
        await platform.catalogue.fetch_guides()
        applied = [item for item in platform.catalogue.items() if item.can_be_applied_for]
        hall.control.put(f"items/{applied[0].task_code}", json={"status": "suspended"})
        hall.control.put(f"items/{applied[1].task_code}", json={"status": "removed"})
        await platform.catalogue_version()
        left = {item.task_code: item for item in platform.catalogue.items()}
        assert not left[applied[0].task_code].can_be_applied_for
        assert await platform.catalogue.guide(applied[0].task_code) is not None
        assert applied[1].task_code not in left
    with closing(sqlite3.connect(tmp_path / "catalogue.db")) as db:
        [(guides,)] = db.execute("SELECT count(*) FROM guides WHERE task_code = ?", (applied[1].task_code,))
    assert guides == 0


async def test_what_was_left_out_is_still_named_after_a_restart(tmp_path: Path) -> None:
    page = items(1) | {"items": [summary(1), summary(2, task_type="99")]}
    bad = guide(1, materials=[material("其他材料")])
    async with (
        Scripted(answer(page), answer(bad)) as server,
        terminal(tmp_path, server.base_url) as platform,
    ):
        await platform.catalogue_version()
        await platform.catalogue.fetch_guides()
        before = platform.catalogue.rejected()
    async with terminal(tmp_path, NOWHERE) as platform:
        assert platform.catalogue.rejected() == before
        assert platform.catalogue.items() == ()
    assert [out.breaches[0].rule for out in before] == ["CT-01", "CT-08"]


async def test_a_refresh_that_fails_half_way_leaves_the_old_one_on_disk(tmp_path: Path) -> None:
    first, half = answer(items(1), ETag='"k-12"'), answer(items(2, version="k-13", cursor="n1"))
    async with Scripted(first, half, cut) as server, terminal(tmp_path, server.base_url) as platform:
        await platform.catalogue_version()
        with pytest.raises(Exception, match="GET /items"):
            await platform.catalogue_version()
    async with terminal(tmp_path, NOWHERE) as platform:
        assert [item.name for item in platform.catalogue.items()] == ["事项1"]


async def test_the_age_counts_from_the_last_confirmation_over_restarts(tmp_path: Path) -> None:
    clock = [NOW]
    page = answer(items(1), ETag='"k-12"')
    async with Scripted(page) as server:
        for hours, offered in ((0, 1), (71, 1), (2, 0)):
            clock[0] += timedelta(hours=hours)
            shelf = CatalogueStore(tmp_path / "catalogue.db")
            platform = reference(server.base_url if hours == 0 else NOWHERE)
            catalogue = Catalogue(platform, shelf, now=lambda: clock[0])
            await catalogue.load()
            if hours == 0:
                await catalogue.refresh()
            if offered:
                assert len(catalogue.items()) == offered
            else:
                with pytest.raises(Exception, match="73 h ago; the limit is 72 h"):
                    catalogue.items()
            await platform.close()
            shelf.close()


async def test_what_another_version_of_the_program_kept_is_fetched_anew(tmp_path: Path) -> None:
    async with Scripted(answer(items(1), ETag='"k-12"')) as server:
        async with terminal(tmp_path, server.base_url) as platform:
            await platform.catalogue_version()
        with closing(sqlite3.connect(tmp_path / "catalogue.db")) as db, db:
            db.execute("UPDATE items SET item = '{\"task_code\": 7}'")
        async with terminal(tmp_path, server.base_url) as platform:
            assert platform.catalogue.version is None
            await platform.catalogue_version()
            assert len(platform.catalogue.items()) == 1
    assert "if-none-match" not in server.seen[-1].headers


async def test_a_catalogue_whose_disk_failed_still_serves(tmp_path: Path) -> None:
    async with (
        Scripted(answer(items(1))) as server,
        terminal(tmp_path, server.base_url) as platform,
    ):
        with closing(sqlite3.connect(tmp_path / "catalogue.db")) as db:
            db.execute("DROP TABLE items")
        with capture_logs() as logs:
            assert await platform.catalogue_version() == "k-12"
        assert len(platform.catalogue.items()) == 1
    assert [entry["event"] for entry in logs] == ["catalogue.not_kept"]


async def test_a_catalogue_without_a_disk_has_its_guides_all_the_same(tmp_path: Path) -> None:
    async with (
        Scripted(answer(items(1)), answer(guide(1))) as server,
        terminal(tmp_path, NOWHERE),
        terminal(tmp_path, server.base_url) as second,
    ):
        assert await second.catalogue_version() == "k-12"
        assert await second.catalogue.guide(code(1)) is not None


async def test_nothing_is_kept_but_what_the_platform_publishes(tmp_path: Path) -> None:
    shelf = CatalogueStore(tmp_path / "catalogue.db")
    assert await shelf.load() is None
    await shelf.keep(Kept(version="k-1", as_of=NOW, checked_at=NOW, etag=None, items=()))
    assert (tmp_path / "catalogue.db").stat().st_mode & 0o777 == 0o600
    assert await shelf.load() == Kept(version="k-1", as_of=NOW, checked_at=NOW, etag=None, items=())
    shelf.close()
