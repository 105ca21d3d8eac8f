"""Fetching the catalogue: pages, tags, changes, rules, age; and the guides that belong to it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from kiosk.errors import PlatformUnavailable
from kiosk.platform import Help
from kiosk.platform.adapters.reference import ReferencePlatform
from kiosk.platform.catalogue import Catalogue
from tests.platform.samples import HEARTBEAT_REPLY
from tests.platform.samples_items import AT, code, guide, items, material, summary
from tests.platform.scripted import Scripted, answer, cut, hang, problem, raw
from tests.platform.terminal import reference

UNCHANGED = raw(304, b"", "application/json", ETag='"k-12"')
NOW = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)


def names(platform: ReferencePlatform) -> list[str]:
    return [item.name for item in platform.catalogue.items()]


async def test_all_pages_and_then_nothing_until_it_changes() -> None:
    first = answer(items(1, 2, cursor="next page/2"), ETag='"k-12"')
    changed = answer(items(4, version="k-13"), ETag='"k-13"')
    async with Scripted(first, answer(items(3)), UNCHANGED, changed) as server:
        platform = reference(server.base_url)
        assert platform.catalogue.version is None
        assert await platform.catalogue_version() == "k-12"
        assert names(platform) == ["事项1", "事项2", "事项3"]
        assert platform.catalogue.as_of == datetime.fromisoformat(AT)
        assert await platform.catalogue_version() == "k-12"
        assert names(platform) == ["事项1", "事项2", "事项3"]
        assert await platform.catalogue_version() == "k-13"
        assert names(platform) == ["事项4"]
        await platform.close()
    assert [(seen.target, seen.headers.get("if-none-match")) for seen in server.seen] == [
        ("/kiosk/v1/items?limit=200", None),
        ("/kiosk/v1/items?limit=200&cursor=next%20page%2F2", None),
        ("/kiosk/v1/items?limit=200", '"k-12"'),
        ("/kiosk/v1/items?limit=200", '"k-12"'),
    ]


async def test_of_a_long_list_only_the_changes_are_fetched() -> None:
    first = answer(items(1, 2, cursor="n2"), ETag='"k-12"')
    newer = answer(items(1, version="k-13", cursor="n1"), ETag='"k-13"')
    changes = answer(items(3, version="k-13", removed=[code(2)], cursor="c1"))
    more_changes = answer(items(5, version="k-13"))
    async with Scripted(first, answer(items(3, 4)), newer, changes, more_changes) as server:
        platform = reference(server.base_url)
        await platform.catalogue_version()
        assert await platform.catalogue_version() == "k-13"
        assert sorted(names(platform)) == ["事项1", "事项3", "事项4", "事项5"]
        await platform.close()
    since = "changed_since=2026-11-21T09%3A30%3A00%2B08%3A00"
    assert [seen.target.partition("?")[2] for seen in server.seen[3:]] == [
        f"limit=200&{since}",
        f"limit=200&cursor=c1&{since}",
    ]


async def test_changes_that_do_not_add_up_are_not_believed() -> None:
    """The list's first page has an item that the changes did not tell of: all pages are fetched instead."""
    first = answer(items(1, cursor="n1"), ETag='"k-12"')
    newer = answer(items(7, version="k-13", cursor="n1"), ETag='"k-13"')
    steps = (first, answer(items(2)), newer, answer(items(version="k-13")), answer(items(2, version="k-13")))
    async with Scripted(*steps) as server:
        platform = reference(server.base_url)
        await platform.catalogue_version()
        await platform.catalogue_version()
        assert names(platform) == ["事项7", "事项2"]
        await platform.close()


async def test_a_failed_refresh_leaves_the_whole_old_one() -> None:
    old = answer(items(1), ETag='"k-12"')
    async with Scripted(old, answer(items(2, version="k-13", cursor="2"), ETag='"k-13"'), cut) as server:
        platform = reference(server.base_url)
        await platform.catalogue_version()
        with pytest.raises(PlatformUnavailable):
            await platform.catalogue_version()
        assert (platform.catalogue.version, names(platform)) == ("k-12", ["事项1"])
        await platform.close()


async def test_pages_of_two_versions_are_not_mixed() -> None:
    async with Scripted(answer(items(1, cursor="2")), answer(items(2, version="k-13"))) as server:
        platform = reference(server.base_url)
        with pytest.raises(PlatformUnavailable, match="changed"):
            await platform.catalogue_version()
        assert platform.catalogue.version is None
        await platform.close()


async def test_changes_of_a_third_version_are_not_mixed_in() -> None:
    first = answer(items(1, cursor="n1"), ETag='"k-12"')
    newer = answer(items(1, version="k-13", cursor="n1"), ETag='"k-13"')
    async with Scripted(first, answer(items(2)), newer, answer(items(3, version="k-14"))) as server:
        platform = reference(server.base_url)
        await platform.catalogue_version()
        with pytest.raises(PlatformUnavailable, match="changed"):
            await platform.catalogue_version()
        assert names(platform) == ["事项1", "事项2"]
        await platform.close()


async def test_pages_without_end() -> None:
    async with Scripted(answer(items(cursor="again"))) as server:
        platform = reference(server.base_url)
        with pytest.raises(PlatformUnavailable, match="do not end"):
            await platform.catalogue.refresh()
        await platform.close()


async def test_all_pages_share_one_deadline() -> None:
    async def slow(writer: asyncio.StreamWriter) -> bool:
        await asyncio.sleep(0.2)
        return await answer(items(cursor="again"))(writer)

    async with Scripted(slow) as server, asyncio.timeout(20):
        platform = reference(server.base_url, seconds=0.5)
        with pytest.raises(PlatformUnavailable, match="too long"):
            await platform.catalogue_version()
        await platform.close()


async def test_unchanged_although_nothing_was_had() -> None:
    async with Scripted(UNCHANGED) as server:
        platform = reference(server.base_url)
        with pytest.raises(PlatformUnavailable, match="nonsense"):
            await platform.catalogue_version()
        await platform.close()


async def test_the_heartbeat_tells_the_version_held() -> None:
    async with Scripted(answer(items(1)), answer(HEARTBEAT_REPLY), hang) as server:
        platform = reference(server.base_url)
        await platform.catalogue_version()
        await platform.heartbeat(Help())
        await platform.close()
    assert b'"catalogue_version":"k-12"' in server.seen[1].body


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        pytest.param(summary(1, task_type="99"), "CT-01", marks=pytest.mark.req("CT-01")),
        (summary(1, catalog_code="992012999999"), "CT-02"),
        (summary(1, task_code="11990100MB9900A01B"[:18] + code(1)[18:]), "CT-02"),
        (summary(1, modes=["dance"]), "CH-04"),
        (summary(1, trips_max=1), "AP-04"),
        (summary(1, trips_max="none"), "contract"),
        ({"task_code": code(1)}, "contract"),
    ],
)
async def test_an_item_that_breaks_a_rule_is_left_out_alone_and_named(row: Any, rule: str) -> None:
    page = items(2, 3)
    page["items"].insert(1, row)
    async with Scripted(answer(page, ETag='"k-12"'), UNCHANGED, answer(page, ETag='"k-13"')) as server:
        platform = reference(server.base_url)
        with capture_logs() as logs:
            for _ in range(3):
                await platform.catalogue_version()
        assert names(platform) == ["事项2", "事项3"]
        [out] = platform.catalogue.rejected()
        assert (out.task_code, out.breaches[0].rule) == (row["task_code"], rule)
        said = [entry["rule"] for entry in logs if entry["event"] == "catalogue.item_left_out"]
        assert said == [rule], "said once, not at every refresh"
        await platform.close()


async def test_an_item_without_even_a_code_does_not_take_the_others_along() -> None:
    async with Scripted(answer(items(1) | {"items": [7, summary(1)]})) as server:
        platform = reference(server.base_url)
        await platform.catalogue_version()
        assert names(platform) == ["事项1"]
        assert [out.task_code for out in platform.catalogue.rejected()] == ["?"]
        await platform.close()


@pytest.mark.parametrize(
    ("elements", "more", "rule"),
    [
        pytest.param(
            {}, {"list_elements": {"acceptance_conditions": " "}}, "CT-06", marks=pytest.mark.req("CT-06")
        ),
        pytest.param({"flow": {"steps": []}}, {}, "CT-06", marks=pytest.mark.req("CT-06")),
        pytest.param({"materials": []}, {}, "CT-06", marks=pytest.mark.req("CT-06")),
        pytest.param({"materials": [material("其他材料")]}, {}, "CT-08", marks=pytest.mark.req("CT-08")),
        pytest.param(
            {"materials": [material("法律法规规定的其他材料")]}, {}, "CT-08", marks=pytest.mark.req("CT-08")
        ),
        ({"materials": [material(source_channel=" ")]}, {}, "CT-09"),
    ],
)
async def test_an_item_whose_guide_breaks_a_rule_is_left_out_alone(
    elements: dict[str, Any], more: dict[str, Any], rule: str
) -> None:
    steps = (answer(items(1, 2)), answer(guide(1, **elements) | more), answer(guide(2)))
    async with Scripted(*steps) as server:
        platform = reference(server.base_url)
        await platform.catalogue_version()
        await platform.catalogue.fetch_guides()
        assert names(platform) == ["事项2"]
        [out] = platform.catalogue.rejected()
        assert (out.task_code, out.name, [b.rule for b in out.breaches]) == (code(1), "事项1", [rule])
        assert await platform.catalogue.guide(code(1)) is None
        assert await platform.catalogue.guide(code(2)) is not None
        await platform.close()
    assert len(server.seen) == 3, "a guide that was refused is not asked for again and again"


async def test_a_guide_is_fetched_once_a_version_and_again_when_its_item_changed() -> None:
    newer = items(version="k-13") | {"items": [summary(1, guide_version="g-2")]}
    new_guide = guide(1, place="示例路2号") | {"guide_version": "g-2"}
    steps = (answer(items(1)), answer(guide(1), ETag='"g-1"'), answer(newer), answer(new_guide))
    async with Scripted(*steps) as server:
        platform = reference(server.base_url)
        await platform.catalogue_version()
        for _ in range(2):
            had = await platform.catalogue.guide(code(1))
            assert had is not None
            assert (had.guide_version, had.elements.place) == ("g-1", None)
        await platform.catalogue_version()
        had = await platform.catalogue.guide(code(1))
        assert had is not None
        assert (had.guide_version, had.elements.place) == ("g-2", "示例路2号")
        await platform.close()
    assert [seen.headers.get("if-none-match") for seen in server.seen] == [None, None, None, '"g-1"']


async def test_a_guide_that_did_not_change_with_its_item_is_kept() -> None:
    newer = items(version="k-13") | {"items": [summary(1, guide_version="g-2")]}
    steps = (answer(items(1)), answer(guide(1), ETag='"g-1"'), answer(newer), UNCHANGED, hang)
    async with Scripted(*steps) as server:
        platform = reference(server.base_url)
        await platform.catalogue_version()
        await platform.catalogue.fetch_guides()
        await platform.catalogue_version()
        for _ in range(2):
            had = await platform.catalogue.guide(code(1))
            assert had is not None
            assert had.guide_version == "g-1"
        await platform.close()


async def test_an_old_guide_is_not_shown_when_the_new_one_cannot_be_had() -> None:
    newer = items(version="k-13") | {"items": [summary(1, guide_version="g-2")]}
    async with Scripted(answer(items(1)), answer(guide(1)), answer(newer), cut) as server:
        platform = reference(server.base_url)
        await platform.catalogue_version()
        await platform.catalogue.fetch_guides()
        await platform.catalogue_version()
        with pytest.raises(PlatformUnavailable):
            await platform.catalogue.guide(code(1))
        await platform.close()


async def test_one_guide_the_platform_refuses_does_not_keep_the_others_away() -> None:
    steps = (answer(items(1, 2)), problem("item_withdrawn", 410), answer(guide(2)), hang)
    async with Scripted(*steps) as server:
        platform = reference(server.base_url)
        await platform.catalogue_version()
        await platform.catalogue.fetch_guides()
        assert await platform.catalogue.guide(code(2)) is not None
        await platform.close()


async def test_guides_are_fetched_after_each_refresh() -> None:
    async with Scripted(answer(items(1)), answer(guide(1)), hang) as server:
        platform = reference(server.base_url)
        keeping = asyncio.create_task(platform.catalogue.keep_guides())
        await platform.catalogue_version()
        async with asyncio.timeout(20):
            while len(server.seen) < 2:
                await asyncio.sleep(0.01)
        keeping.cancel()
        assert server.seen[1].target == f"/kiosk/v1/items/{code(1)}"
        await platform.close()


async def test_what_is_not_in_the_catalogue_has_no_guide() -> None:
    async with Scripted(answer(items(1)), hang) as server:
        platform = reference(server.base_url)
        await platform.catalogue_version()
        assert await platform.catalogue.guide(code(9)) is None
        await platform.close()


async def test_too_old_is_refused_with_the_reason_until_it_is_confirmed() -> None:
    clock = [NOW]
    async with Scripted(answer(items(1), ETag='"k-12"'), UNCHANGED) as server:
        platform = reference(server.base_url)
        catalogue = Catalogue(platform, max_age=timedelta(hours=72), now=lambda: clock[0])
        with pytest.raises(PlatformUnavailable, match="never fetched"):
            catalogue.items()
        await catalogue.refresh()
        clock[0] += timedelta(hours=72)
        assert len(catalogue.items()) == 1
        clock[0] += timedelta(minutes=1)
        with pytest.raises(PlatformUnavailable, match="72 h ago; the limit is 72 h"):
            catalogue.items()
        with pytest.raises(PlatformUnavailable, match="the limit is 72 h"):
            await catalogue.guide(code(1))
        await catalogue.refresh()
        assert len(catalogue.items()) == 1
        clock[0] -= timedelta(hours=100)
        with pytest.raises(PlatformUnavailable, match="100 h ago"):
            catalogue.items()
        await platform.close()
