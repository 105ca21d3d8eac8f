from __future__ import annotations

import asyncio

import pytest

from kiosk.errors import PlatformUnavailable
from kiosk.platform import Help
from tests.platform.samples import HEARTBEAT_REPLY, items
from tests.platform.scripted import Scripted, answer, cut, hang, raw
from tests.platform.terminal import reference

UNCHANGED = raw(304, b"", "application/json", ETag='"k-12"')


async def test_all_pages_and_then_only_what_changed() -> None:
    first = answer(items("1", "2", cursor="next page/2"), ETag='"k-12"')
    changed = answer(items("4", version="k-13"), ETag='"k-13"')
    async with Scripted(first, answer(items("3")), UNCHANGED, changed) as server:
        platform = reference(server.base_url)
        assert platform.catalogue.version is None
        assert await platform.catalogue_version() == "k-12"
        assert platform.catalogue.names == {"1": "事项1", "2": "事项2", "3": "事项3"}
        assert await platform.catalogue_version() == "k-12"
        assert platform.catalogue.names.keys() == {"1", "2", "3"}
        assert await platform.catalogue_version() == "k-13"
        assert platform.catalogue.names == {"4": "事项4"}
        await platform.close()
    assert [(seen.target, seen.headers.get("if-none-match")) for seen in server.seen] == [
        ("/kiosk/v1/items?limit=200", None),
        ("/kiosk/v1/items?limit=200&cursor=next%20page%2F2", None),
        ("/kiosk/v1/items?limit=200", '"k-12"'),
        ("/kiosk/v1/items?limit=200", '"k-12"'),
    ]


async def test_a_failed_refresh_leaves_the_whole_old_one() -> None:
    old = answer(items("1"), ETag='"k-12"')
    async with Scripted(old, answer(items("2", version="k-13", cursor="2"), ETag='"k-13"'), cut) as server:
        platform = reference(server.base_url)
        await platform.catalogue_version()
        with pytest.raises(PlatformUnavailable):
            await platform.catalogue_version()
        assert (platform.catalogue.version, platform.catalogue.names) == ("k-12", {"1": "事项1"})
        await platform.close()


async def test_pages_of_two_versions_are_not_mixed() -> None:
    async with Scripted(answer(items("1", cursor="2")), answer(items("2", version="k-13"))) as server:
        platform = reference(server.base_url)
        with pytest.raises(PlatformUnavailable, match="changed"):
            await platform.catalogue_version()
        assert platform.catalogue.version is None
        await platform.close()


async def test_pages_without_end() -> None:
    async with Scripted(answer(items(cursor="again"))) as server:
        platform = reference(server.base_url)
        with pytest.raises(PlatformUnavailable, match="do not end"):
            await platform.catalogue_version()
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
    async with Scripted(answer(items("1")), answer(HEARTBEAT_REPLY), hang) as server:
        platform = reference(server.base_url)
        await platform.catalogue_version()
        await platform.heartbeat(Help())
        await platform.close()
    assert b'"catalogue_version":"k-12"' in server.seen[1].body
