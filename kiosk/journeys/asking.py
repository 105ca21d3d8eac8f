"""Small words that journeys share: do this or tell why, whichever comes first."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, TypeVar

from kiosk.domain.words import Text
from kiosk.errors import CitizenError, DeviceFault, KioskError, PageError, PlatformError
from kiosk.journeys.faults import fault_view
from kiosk.journeys.view import Answer, View
from kiosk.journeys.visit import AnotherWay, CouldNotBeDone, Visit

T = TypeVar("T")


async def or_tell(visit: Visit, work: Callable[[], Awaitable[T]], *, another_way: Text | None = None) -> T:
    """Do ``work``; when it fails, say so plainly and let the citizen decide. 再试一次 does it again."""
    while True:
        try:
            return await work()
        except (PlatformError, CitizenError, DeviceFault, PageError) as error:
            visit.note(error)
            await tell(visit, error, another_way=another_way)
            visit.hall.platform.knock()


async def tell(visit: Visit, error: KioskError, *, another_way: Text | None = None) -> None:
    """Show ``error`` and return when the citizen wants to try again; else raise what they chose."""
    view = fault_view(error, another_way=another_way)
    while True:
        answer = await visit.stage.ask(view)
        match answer.choice:
            case "retry":
                return
            case "another_way":
                raise AnotherWay
            case "staff":
                await visit.call_staff()
            case _:
                raise CouldNotBeDone(error)


async def asked(visit: Visit, view: View) -> Answer:
    """Ask, with ``staff`` and ``another_way`` done here. Raises ``AnotherWay`` or ``WentBack``."""
    while True:
        answer = await visit.stage.ask(view)
        if answer.choice == "another_way":
            raise AnotherWay
        if answer.choice != "staff":
            return answer
        await visit.call_staff()


async def answered(visit: Visit, view: View) -> Mapping[str, str]:
    """What was filled in on ``view``. Raises as ``asked`` does."""
    return (await asked(visit, view)).values


async def whichever_first(*works: Coroutine[Any, Any, T]) -> T:
    """Return what ends first and cancel the rest, waiting until they have let go of what they held."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return next(task for task in tasks if task in done).result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
