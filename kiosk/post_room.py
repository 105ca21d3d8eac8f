"""The post room: the store on disk, the courier that empties it, and the slot where things go in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

import structlog

from kiosk.clock import now
from kiosk.config import Config
from kiosk.domain.citizen import Citizen
from kiosk.domain.journal import Audit, Deed, PrintRecord, Result
from kiosk.errors import StoreError
from kiosk.kept import store_settings
from kiosk.platform import letters
from kiosk.platform.client import PlatformSettings
from kiosk.platform.courier import Courier
from kiosk.platform.courier_line import Line, build_line
from kiosk.platform.courier_verdict import BATCHED, Outcome
from kiosk.store.house import Store, open_store
from kiosk.store.letter import Answer, Kind, Letter, Slip

log = structlog.get_logger()

ANSWER_SECONDS = 8.0
"""How long a person waits for the platform's own number before they get a holding number."""


@dataclass(slots=True)
class PostRoom:
    """Opened once at the start; closed last."""

    store: Store
    courier: Courier
    line: Line
    audit: Audit = field(default=lambda _deed: None)

    @classmethod
    async def open(cls, config: Config, platform: PlatformSettings) -> PostRoom:
        """Open the store. Raises ``ConfigError`` (key, cipher) and ``StoreError`` (in use, unreadable)."""
        store = await open_store(store_settings(config, platform.file), now)
        if store.set_aside is not None:
            log.error("store.corrupt_file_set_aside", folder=str(store.set_aside))
        if left := await store.prints.recover():
            log.warning("prints.not_known", count=left)
        for letter in await store.last_words.of_last_run():
            log.warning("letter.last_words", kind=letter.kind, letter=letter.key.hex)
            await cls._written(store.outbox.put(letter))
        line = build_line(platform)
        post = cls(store, Courier(store, line, lanes=config.outbox.lanes), line)
        post.courier.on_settled = post.settled
        return post

    async def hand_in(self, letter: Letter, citizen: Citizen | None = None) -> Outcome:
        """Keep it, wait a moment for the answer, say what became of it. Raises ``StoreError``.

        While ``citizen`` stands here their token goes along, in memory only. What is sent later goes by its
        confirmation alone.
        """
        if citizen is None:
            return await self._handed_in(letter, None)
        self.courier.lend(letter.lane, citizen.token, citizen.expires_at)
        try:
            return await self._handed_in(letter, citizen.session_id)
        finally:
            self.courier.take_back(letter.lane)

    async def _handed_in(self, letter: Letter, session: str | None) -> Outcome:
        deed = Deed(action=f"{letter.kind}.handed_in", role="citizen", actor=session, object=letter.key.hex)
        try:
            receipt = await self.store.outbox.put(letter)
        except StoreError as error:
            self.audit(replace(deed, result="failed", code=type(error).__name__))
            raise
        log.info("letter.handed_in", kind=letter.kind, letter=letter.key.hex)
        self.audit(deed)
        return await self.courier.deliver_now(receipt, within=ANSWER_SECONDS)

    async def begin(self, record: PrintRecord) -> None:
        """See ``kiosk.journeys.hall.Journal``."""
        await self._written(self.store.prints.begin(*letters.print_record(record)))

    async def end(self, record: PrintRecord) -> None:
        """See ``kiosk.journeys.hall.Journal``."""
        await self._written(self.store.prints.end(*letters.print_record(record)))
        self.audit(_of_print(record))

    async def foretell(self, letter: Letter) -> None:
        """See ``kiosk.journeys.hall.Journal``."""
        await self._written(self.store.last_words.leave(letter))

    def settled(self, slip: Slip, answer: Answer, *, accepted: bool) -> None:
        """What the courier came back with; the audit events' own delivery is none of theirs."""
        if slip.kind in BATCHED and accepted:
            return
        if slip.kind is not Kind.AUDIT_EVENTS:
            end = "delivered" if accepted else "set_aside"
            code = answer.code[:64] or None
            result: Result = "ok" if accepted else "refused"
            self.audit(Deed(action=f"{slip.kind}.{end}", result=result, object=slip.key.hex, code=code))

    @staticmethod
    async def _written(writing: Awaitable[object]) -> None:
        try:
            await writing
        except StoreError as error:
            log.warning("print.not_recorded", detail=str(error))

    def watch(self, link_up: Callable[[], bool]) -> Callable[[], None]:
        """What to call at every change of the hall: when the link comes back, everything is tried at once."""
        was_up = True

        def look() -> None:
            nonlocal was_up
            is_up = link_up()
            if is_up and not was_up:
                self.courier.link_up()
            was_up = is_up

        return look

    def lead(self, line: Line) -> Line:
        """Deliver on another line from now on; returns the old one, to be closed."""
        old = self.line.lead(line)
        self.courier.link_up()
        return old

    async def close(self) -> None:
        """Give the connections and the file back."""
        await self.line.close()
        self.store.close()


def _of_print(record: PrintRecord) -> Deed:
    results: dict[str, Result] = {"printed": "ok", "cancelled": "refused"}
    return Deed(
        action=f"print.{record.kind}",
        role="citizen" if record.session_id else "system",
        result=results.get(record.outcome, "failed"),
        actor=record.session_id,
        object=record.reference,
        code=record.failure or record.outcome,
    )
