"""The courier empties the outbox: in order within a lane, some lanes at a time, for as long as it takes.

A letter leaves the outbox when the platform accepted it (the answer is stored first) or when sending it
again is no use (it is set aside for staff). Everything else is tried again: silence, 5xx, ``retry: later``,
and what is wrong with this terminal rather than with the letter.

A letter's key is its trace id too: the same in every try, its pages included, and in every line logged of it
(``letter``), so that the platform's log and this terminal's can be laid side by side (DX-06).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import structlog

from kiosk.domain.personal import Personal
from kiosk.errors import StoreError, Unreadable
from kiosk.platform.courier_carry import Carrier
from kiosk.platform.courier_line import Line
from kiosk.platform.courier_pace import Backoff, Pace
from kiosk.platform.courier_schedule import Schedule
from kiosk.platform.courier_verdict import Accepted, Came, Kept, Later, Outcome, Rejected
from kiosk.platform.courier_watch import Watches, outcome_of
from kiosk.platform.letters import BATCHES
from kiosk.store.house import Store
from kiosk.store.letter import Answer, Receipt, Slip

log = structlog.get_logger()

STRIKES = 20
"""Failures of one letter, each while others got through, after which it is set aside."""

SWEEP_AFTER = 64
"""Deliveries after which the disk is wiped even if more letters wait."""


class Settled(Protocol):
    """Told of each letter that the outbox is rid of: accepted, or set aside for staff."""

    def __call__(self, slip: Slip, answer: Answer, *, accepted: bool) -> None:
        """Hear of it."""


class Courier:
    """One for each outbox. ``run`` until cancelled."""

    def __init__(
        self,
        store: Store,
        line: Line,
        *,
        lanes: int = 4,
        backoff: Backoff | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._outbox = store.outbox
        self._records = store.records
        self._tray = store.tray
        self._lanes = lanes
        self._backoff = backoff or Backoff()
        self._clock = clock
        self._pace = Pace(self._backoff)
        self._schedule = Schedule()
        self._carrier = Carrier(store.tray, line, clock)
        self._watches = Watches()
        self._wake = asyncio.Event()
        self._active = 0
        self._unswept = 1
        self._failed_at: dict[int, int] = {}
        self.on_settled: Settled = lambda _slip, _answer, *, accepted: None  # noqa: ARG005
        for slip in self._tray.ledger.slips.values():
            self._schedule.add(slip)
        self._tray.ledger.on_waiting = self._new
        self._records.on_new = self._wake.set

    async def run(self) -> None:
        """Deliver until cancelled."""
        async with asyncio.TaskGroup() as group:
            while True:
                self._wake.clear()
                await self._keep_house()
                while slip := self._next():
                    self._active += 1
                    group.create_task(self._carry(slip))
                await self._rest()

    def lend(self, lane: str, token: Personal[str], until: datetime) -> None:
        """A session is open: its letters may show this token while it lasts. It is never written down."""
        self._carrier.lend(lane, token, self._clock() + (until - self._tray.ledger.now()).total_seconds())

    def take_back(self, lane: str) -> None:
        """The session is over: what is left of it is delivered late, by its confirmation alone."""
        self._carrier.take_back(lane)

    def link_up(self) -> None:
        """The platform was heard of elsewhere: try everything now."""
        self._pace.insist()
        self._schedule.hasten()
        self._wake.set()

    async def deliver_now(self, receipt: Receipt, within: float) -> Outcome:
        """Wait at most ``within`` seconds for the true answer to a letter that was just put.

        ``Kept`` means kept here and not yet accepted: it will be sent on. A platform known to be silent is
        asked once, not for all of the time. Raises ``StoreError`` when the answer cannot be read.
        """
        slip = self._tray.ledger.slips.get(receipt.id)
        if slip is None:
            found = await self._outbox.look_up(receipt.key)
            return outcome_of(found.answer) if found and found.answer else Kept(receipt.holding_no)
        with self._watches.on(receipt.id) as told:
            self._schedule.hurry(slip.lane)
            self._wake.set()
            try:
                async with asyncio.timeout(within):
                    return await told
            except TimeoutError:
                return Kept(receipt.holding_no)

    def _new(self, slip: Slip) -> None:
        self._schedule.add(slip)
        self._wake.set()

    async def _keep_house(self) -> None:
        try:
            for batch in BATCHES:
                if batch.kind not in self._schedule:
                    await self._records.gather(batch)
            if self._unswept >= SWEEP_AFTER or (self._unswept and not self._active):
                self._unswept = 0 if await self._tray.sweep() else self._unswept
        except StoreError as error:
            # A full disk, mostly: deliveries make room, and each of them comes by here again.
            log.error("courier.store_failed", detail=str(error))  # noqa: TRY400

    def _room(self) -> bool:
        # After a failure one letter is enough to find out whether the line carries again.
        return self._active < (1 if self._pace.doubtful else self._lanes)

    def _next(self) -> Slip | None:
        now = self._clock()
        if slip := self._schedule.pick_urgent(now):
            return slip
        return self._schedule.pick(now) if self._room() and now >= self._pace.resume_at else None

    async def _carry(self, slip: Slip) -> None:
        try:
            if came := await self._try(slip):
                # Storing the answer needs the disk, not the line: the next letter is on its way meanwhile.
                await self._settle(slip, came)
        except StoreError as error:
            # The file cannot be written or read now; the letter is in it, or its last state is.
            log.error("courier.store_failed", letter=slip.key.hex, detail=str(error))  # noqa: TRY400
            self._rest_letter(slip, Later("store failed", all_letters=True))
        finally:
            self._wake.set()

    async def _try(self, slip: Slip) -> Accepted | Rejected | None:
        """One try; what came to nothing is put off before the next letter may go, so that it knows."""
        try:
            came = await self._attempt(slip)
            return await self._later(slip, came) if isinstance(came, Later) else came
        finally:
            self._active -= 1
            self._wake.set()

    async def _attempt(self, slip: Slip) -> Came:
        try:
            return await self._carrier.carry(slip)
        except Unreadable as error:
            return Rejected(Answer(0, code="unreadable", detail=str(error)))

    async def _settle(self, slip: Slip, came: Accepted | Rejected) -> None:
        if isinstance(came, Accepted):
            await self._tray.deliver(slip, came.answer)
            self._unswept += 1
            self._pace.accepted += 1
            log.info("courier.delivered", kind=slip.kind, letter=slip.key.hex, number=came.answer.number)
        else:
            await self._tray.put_aside(slip, came.answer)
            log.error("courier.set_aside", kind=slip.kind, letter=slip.key.hex, code=came.answer.code)
        self._failed_at.pop(slip.id, None)
        self._schedule.settled(slip)
        self.on_settled(slip, came.answer, accepted=isinstance(came, Accepted))
        if came.answer.status and self._pace.carried():
            self._schedule.hasten()
        self._watches.settled(slip, came.answer)

    async def _later(self, slip: Slip, came: Later) -> Rejected | None:
        # To blame is a letter that fails again although others got through meanwhile.
        strike = (
            not came.all_letters and self._failed_at.get(slip.id, self._pace.accepted) < self._pace.accepted
        )
        self._failed_at[slip.id] = self._pace.accepted
        slip = await self._tray.tried(slip, came.why, strike=strike)
        if slip.strikes >= STRIKES:
            return Rejected(Answer(0, code="gave_up", detail=came.why))
        log.info("courier.later", kind=slip.kind, letter=slip.key.hex, attempts=slip.attempts, why=came.why)
        self._rest_letter(slip, came)
        return None

    def _rest_letter(self, slip: Slip, came: Later) -> None:
        now = self._clock()
        known_down = self._pace.down
        if came.line:
            self._pace.failed(now, wait=came.wait, all_letters=came.all_letters)
        quick = self._watches.later(slip, hopeless=known_down or came.all_letters or came.wait > 0)
        pause = max(self._backoff.seconds(slip.attempts or 1), came.wait) if quick is None else quick
        self._schedule.later(slip, now + pause, urgent=quick is not None)

    async def _rest(self) -> None:
        """Until something happens, or the next letter may go."""
        soonest = self._schedule.next_time(room=self._room())
        seconds = None if soonest is None else max(0.0, max(soonest, self._pace.resume_at) - self._clock())
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            return
