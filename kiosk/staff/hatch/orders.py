"""What the running terminal does for the console; each deed onto the audit chain with who asked for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from uuid import UUID

from kiosk.domain.journal import Deed, Result
from kiosk.domain.words import Text
from kiosk.errors import StoreError
from kiosk.journeys.views import Home, OutOfService
from kiosk.staff.hatch.words import Hear, Look, Orders, Reply, Retry, Try, refused

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.hardware.device import DeviceStatus
    from kiosk.journeys.hall import Hall
    from kiosk.staff.desk import Cabinet, Finding

TESTING: Final = Text("正在检查设备，请等一会儿", "The devices are being tested. One moment, please.")


@dataclass(slots=True)
class Clerk:
    """Takes the orders. ``at_desk``: whether staff work at the terminal's own screen."""

    hall: Hall
    cabinet: Cabinet
    retry: Callable[[UUID], Awaitable[bool]]
    """Raises ``StoreError``."""
    at_desk: Callable[[], bool]
    keep: Callable[[str, Finding], Awaitable[None]]
    """Writes down what a person found."""
    _testing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def do(self, order: Orders) -> Reply:
        """Carry an order out."""
        match order:
            case Look():
                return Reply(ok=True, devices=self.cabinet.all())
            case Retry():
                return await self._retried(order)
            case Try():
                return await self._tested(order)
            case Hear():
                return await self._heard(order)

    async def _retried(self, order: Retry) -> Reply:
        try:
            done = await self.retry(order.letter)
        except StoreError as error:
            self._note(order.who, "outbox.retry", order.letter.hex, "failed")
            return refused("late", str(error))
        self._note(order.who, "outbox.retry", order.letter.hex, "ok" if done else "failed")
        return Reply(ok=True) if done else refused("not_there", "it is not set aside any more")

    async def _tested(self, order: Try) -> Reply:
        there = self.cabinet.all()
        if strange := [kind for kind in order.kinds if kind not in there]:
            return refused("not_there", f"{strange[0]}: the running terminal has none")
        if (why := self._in_use()) is not None:
            self._note(order.who, "device.test", " ".join(order.kinds) or "all", "refused")
            return refused("in_use", why)
        outcomes: dict[str, DeviceStatus] = {}
        async with self._testing, self.hall.floor:  # no device is replaced at its test either
            with self._closed_for_a_moment():
                for kind in order.kinds or there:  # two printers at work at once tell staff nothing
                    outcomes[kind] = outcome = await self.cabinet.test(kind)
                    result: Result = "ok" if outcome.usable else "failed"
                    self._note(order.who, "device.test", kind, result, outcome.code)
        return Reply(ok=True, devices=outcomes)

    async def _heard(self, order: Hear) -> Reply:
        from kiosk.staff.hearing_test import SPEAKER, found_by_ear  # noqa: PLC0415 few terminals ever ask

        test = self.cabinet.last_test(SPEAKER)
        if test is None:
            return refused("not_there", "the loudspeaker was not tested yet")
        await self.keep(SPEAKER, found_by_ear(test.outcome, order.who, self.hall.clock(), yes=order.heard))
        self._note(order.who, "device.heard", SPEAKER, "ok" if order.heard else "failed")
        return Reply(ok=True)

    def _in_use(self) -> str | None:
        stage = self.hall.stage
        if self._testing.locked():
            return "another command tests devices: try again in a moment"
        if self.at_desk():
            return "staff are at its desk: test there, or try again later"
        if stage.now.session.signed_in or not isinstance(stage.journey_view, Home | OutOfService):
            return "somebody is being served: try again later"
        return None

    @contextmanager
    def _closed_for_a_moment(self) -> Iterator[None]:
        """Nobody begins what a device at its test could not end. Not on the disk: no crash leaves it shut."""
        if self.hall.closed is not None:
            yield
            return
        self.hall.closed = TESTING
        self.hall.changed()
        try:
            yield
        finally:
            if self.hall.closed is TESTING:  # else somebody closed it for good meanwhile
                self.hall.closed = None
                self.hall.changed()

    def _note(self, who: str, action: str, what: str, result: Result, code: str | None = None) -> None:
        deed = Deed(action=action, role="maintenance", result=result, actor=who, object=what[:128], code=code)
        self.hall.audit(deed)


def kept_in(state_dir: Path) -> Callable[[str, Finding], Awaitable[None]]:
    """Where findings go on a terminal without a desk."""

    async def keep(kind: str, finding: Finding) -> None:
        from kiosk.staff.findings import Findings  # noqa: PLC0415 as above

        await Findings(state_dir).keep(kind, finding)

    return keep
