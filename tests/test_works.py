"""Work beside the serving: begun anew under its name, and never begun once the end has come."""

from __future__ import annotations

import asyncio

import pytest

from kiosk.surely import surely
from kiosk.works import Works
from tests.fakes import virtually


def test_work_is_begun_anew_and_ended() -> None:
    async def story() -> None:
        seen: list[str] = []

        async def work(name: str) -> None:
            seen.append(f"{name} began")
            try:
                await asyncio.Event().wait()
            finally:
                seen.append(f"{name} ended")

        async with asyncio.TaskGroup() as group:
            works = Works(group)
            works.begin("lights", work("first"))
            await asyncio.sleep(0)
            works.begin("lights", work("second"))
            await asyncio.sleep(1)
            assert sorted(seen) == ["first began", "first ended", "second began"]
            works.begin("lights", None)
            await asyncio.sleep(1)
            assert seen[-1] == "second ended"
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()

    virtually(story())


def test_what_is_begun_while_everything_ends_keeps_nobody_waiting() -> None:
    async def story() -> None:
        async def for_ever() -> None:
            await asyncio.Event().wait()

        async def late(works: Works) -> None:
            async def after_a_while() -> None:
                for _ in range(5):
                    works.begin("lights", for_ever())
                    works.beside(for_ever())
                    await asyncio.sleep(1)

            await surely(after_a_while())

        async def serving() -> None:
            async with asyncio.TaskGroup() as group:
                works = Works(group)
                group.create_task(late(works))

        work = asyncio.ensure_future(serving())
        await asyncio.sleep(2.5)
        work.cancel()
        async with asyncio.timeout(60):
            with pytest.raises(asyncio.CancelledError):
                await work

    virtually(story())
