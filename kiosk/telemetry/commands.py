"""What the platform wants done here: each command once, and its result told until the platform has it.

A command is repeated by the platform until its result was reported, so one that must wait for the citizen to
leave is simply not taken up yet. What a command does only once the platform knows of it (a restart) is its
``Then``: a terminal that restarted first would be told to restart again.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog

from kiosk.domain.journal import Audit, Deed, Result
from kiosk.errors import KioskError
from kiosk.platform import Command, Done, Orders

log = structlog.get_logger()

Then = Callable[[], None]
Handler = Callable[[Mapping[str, Any]], Awaitable[Then | None]]
"""Does it. Raises ``Refusal``, or another ``KioskError`` when it was tried and failed."""

AT_ONCE = 32
"""Results a heartbeat carries at most."""

REMEMBERED = 256
"""Results kept in case the platform asks for one again."""

KIND = re.compile(r"[a-z][a-z0-9_]{0,40}")
"""A command's name as the audit chain takes it."""
RESULTS: Mapping[str, Result] = {"done": "ok", "refused": "refused", "failed": "failed"}

DETAIL = 200
"""Characters."""


class Refusal(KioskError):
    """The terminal does not do this; the argument says why, for staff."""


class Commands:
    """The table of what can be ordered, and what became of each order."""

    def __init__(
        self,
        handlers: Mapping[str, Handler],
        *,
        idle: Callable[[], bool] = lambda: True,
        when_idle: frozenset[str] = frozenset(),
        audit: Audit = lambda _deed: None,
    ) -> None:
        self._handlers = dict(handlers)
        self._idle = idle
        self._when_idle = when_idle
        self._audit = audit
        self._told: OrderedDict[str, Done] = OrderedDict()
        self._to_tell: dict[str, Done] = {}
        self._then: dict[str, Then] = {}

    @property
    def results(self) -> tuple[Done, ...]:
        """What the next heartbeat must tell."""
        return tuple(self._to_tell.values())[:AT_ONCE]

    async def carry_out(self, orders: Orders) -> bool:
        """Do what is new; true where there is a result to tell."""
        for command in orders.commands:
            name = command.command_id
            if name in self._told:
                self._to_tell[name] = self._told[name]  # asked again: it was done, and is told again
            elif name not in self._to_tell and not self._must_wait(command, orders):
                self._to_tell[name] = await self._result(command, orders)
        return bool(self._to_tell)

    def acknowledge(self, results: tuple[Done, ...]) -> None:
        """The platform has these: forget them, and do what waited for that."""
        for done in results:
            self._to_tell.pop(done.command_id, None)
            self._told[done.command_id] = done
            if then := self._then.pop(done.command_id, None):
                then()
        while len(self._told) > REMEMBERED:
            self._told.popitem(last=False)

    def _must_wait(self, command: Command, orders: Orders) -> bool:
        return command.kind in self._when_idle and not self._idle() and not _is_over(command, orders)

    async def _result(self, command: Command, orders: Orders) -> Done:
        name = command.command_id
        if _is_over(command, orders):
            return self._settle(Done(name, "refused", "expired"), command)
        handler = self._handlers.get(command.kind)
        if handler is None:
            return self._settle(Done(name, "refused", "unknown command"), command)
        try:
            then = await handler(command.args)
        except Refusal as refusal:
            return self._settle(Done(name, "refused", str(refusal)[:DETAIL]), command)
        except KioskError as error:
            return self._settle(Done(name, "failed", str(error)[:DETAIL]), command)
        except Exception:
            log.exception("command.broke", command=command.kind)
            return self._settle(Done(name, "failed", "internal error, see the log"), command)
        if then is not None:
            self._then[name] = then
        return self._settle(Done(name, "done"), command)

    def _settle(self, done: Done, command: Command) -> Done:
        log.info("command.settled", command=command.kind, result=done.result, detail=done.detail)
        kind = command.kind if KIND.fullmatch(command.kind) else "unknown"
        result = RESULTS[done.result]
        self._audit(Deed(action=f"command.{kind}", result=result, object=done.command_id))
        return done


def _is_over(command: Command, orders: Orders) -> bool:
    return command.expires_at.timestamp() <= orders.server_time
