"""The long poll: wait until the view changes, the time is up, the client leaves or the API closes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from http import HTTPStatus

from starlette.datastructures import QueryParams
from starlette.requests import Request

from kiosk.domain.words import Text
from kiosk.journeys.stage import Snapshot, Stage
from kiosk.terminal_api.problems import Refused

LONGEST_WAIT = 30.0


@dataclass(frozen=True, slots=True)
class Poll:
    """``after``: the last ``seq`` the client saw. ``wait``: seconds."""

    after: int = 0
    wait: float = 0.0

    @classmethod
    def of(cls, query: QueryParams) -> Poll:
        """Read it from a query. Raises ``Refused``: 400 for what is no number, 422 out of range."""
        try:
            poll = cls(int(query.get("after", "0")), float(query.get("wait", "0")))
        except ValueError:
            raise Refused(
                HTTPStatus.BAD_REQUEST,
                "bad_parameter",
                Text("after 和 wait 要写成数字", "after and wait are numbers"),
            ) from None
        if poll.after < 0 or not 0 <= poll.wait <= LONGEST_WAIT:
            raise Refused(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                "out_of_range",
                Text("after 或 wait 超出范围", "after is 0 or more; wait is 0 to 30"),
            )
        return poll


async def changed(stage: Stage, poll: Poll, request: Request, closing: asyncio.Event) -> bool:
    """Whether there is something newer than ``poll.after``, waiting for it as long as asked."""
    seen = stage.now.seq
    if seen > poll.after:
        return True
    if not poll.wait:
        return False
    news = asyncio.Event()

    def heard(now: Snapshot) -> None:
        if now.seq != seen:
            news.set()

    stop = stage.listen(heard)
    watched = [asyncio.ensure_future(w) for w in (news.wait(), closing.wait(), _gone(request))]
    try:
        await asyncio.wait(watched, timeout=poll.wait, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stop()
        for task in watched:
            task.cancel()
        await asyncio.gather(*watched, return_exceptions=True)
    return news.is_set()


async def _gone(request: Request) -> bool:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    return True
