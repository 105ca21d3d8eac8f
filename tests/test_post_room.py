"""The slot where things go in: a token goes along while its citizen stands there, and no longer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.domain.citizen import Citizen, Level
from kiosk.domain.personal import Personal
from kiosk.platform.courier import Courier
from kiosk.platform.courier_line import build_line
from kiosk.platform.courier_verdict import Delivered, Kept
from kiosk.post_room import PostRoom
from tests.platform.terminal import settings
from tests.store.post_office import PostOffice
from tests.store.samples import NOW, letter, opened

CITIZEN = Citizen("se-0001", Personal("sample-token"), Level.L2, "张*", NOW + timedelta(minutes=9))
LANE = CITIZEN.session_id


@asynccontextmanager
async def post_room(folder: Path, office: PostOffice) -> AsyncIterator[PostRoom]:
    async with opened(folder) as store, asyncio.timeout(30):
        line = build_line(settings(office.base_url))
        room = PostRoom(store, Courier(store, line), line)
        running = asyncio.create_task(room.courier.run())
        try:
            yield room
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await line.close()


def shown(office: PostOffice) -> list[str | None]:
    return [seen.headers.get("authorization") for seen in office.of("POST /cases")]


async def test_a_citizens_token_goes_along_while_they_wait(tmp_path: Path) -> None:
    async with PostOffice() as office, post_room(tmp_path, office) as room:
        assert isinstance(await room.hand_in(letter(lane=LANE), CITIZEN), Delivered)
        assert isinstance(await room.hand_in(letter(lane=LANE)), Delivered)
        assert shown(office) == ["Bearer sample-token", None]


async def test_a_session_that_is_over_is_not_shown(tmp_path: Path) -> None:
    over = replace(CITIZEN, expires_at=NOW - timedelta(seconds=1))
    async with PostOffice() as office, post_room(tmp_path, office) as room:
        assert isinstance(await room.hand_in(letter(lane=LANE), over), Delivered)
        assert shown(office) == [None]


@pytest.mark.parametrize("leaves", [False, True], ids=["waited long enough", "left"])
async def test_what_is_sent_after_the_wait_goes_without_the_token(tmp_path: Path, *, leaves: bool) -> None:
    async with PostOffice() as office, post_room(tmp_path, office) as room:
        office.fault("POST /cases", "500", times=3)
        if leaves:
            office.open.clear()
            waiting = asyncio.create_task(room.hand_in(letter(lane=LANE), CITIZEN))
            while not office.seen:
                await asyncio.sleep(0.01)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
            office.open.set()
        else:
            assert isinstance(await room.hand_in(letter(lane=LANE), CITIZEN), Kept)
        while room.store.outbox.depth():
            room.courier.link_up()
            await asyncio.sleep(0.01)
        assert shown(office)[0] == "Bearer sample-token"
        assert shown(office)[-1] is None
