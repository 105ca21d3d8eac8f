"""What each of the platform's commands does here."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kiosk.documents import slips
from kiosk.domain.personal import Personal
from kiosk.domain.words import Text
from kiosk.errors import KioskError
from kiosk.hardware.ticket_printer import Printed
from kiosk.journeys.hall import Hall
from kiosk.journeys.views import Home, OutOfService
from kiosk.telemetry.closed_sign import ClosedSign
from kiosk.telemetry.commands import Handler, Refusal, Then
from kiosk.telemetry.site_rules import SiteRulesKeeper

WHEN_IDLE: Final = frozenset({"self_test", "restart", "reactivate"})
"""Not while somebody is served."""

CODE: Final = re.compile(r"[0-9A-Z]{8,32}")
"""An activation code, as the contract has it."""

CLOSED: Final = "这台机器暂停使用，请换一台或去窗口"


class NotPrinted(KioskError):
    """The printer did not say that it printed."""


@dataclass(slots=True)
class Handlers:
    """The hall's side of the commands. ``restart`` ends the program, gracefully.

    ``reactivation`` spends an activation code; it raises a ``KioskError`` when that came to nothing.
    """

    hall: Hall
    site_rules: SiteRulesKeeper
    sign: ClosedSign
    restart: Then
    reactivation: Callable[[Personal[str]], Awaitable[None]]
    reload: Callable[[], None] = lambda: None
    """Take up what changed in the terminal's own file, too. Raises ``ConfigError``."""

    def table(self) -> Mapping[str, Handler]:
        """Every command by its kind."""
        return {
            "reload_config": self._reload_config,
            "reload_catalogue": self._reload_catalogue,
            "self_test": self._self_test,
            "restart": self._restart,
            "out_of_service": self._out_of_service,
            "in_service": self._in_service,
            "notice": self._notice,
            "reactivate": self._reactivate,
        }

    def idle(self) -> bool:
        """Whether nobody is served."""
        stage = self.hall.stage
        return isinstance(stage.journey_view, Home | OutOfService) and not stage.now.session.signed_in

    async def _reload_config(self, _: Mapping[str, Any]) -> None:
        await self.site_rules.reload()
        self.reload()

    async def _reload_catalogue(self, _: Mapping[str, Any]) -> None:
        self.hall.catalogue_version = await self.hall.platform.catalogue_version()
        self.hall.changed()

    async def _self_test(self, _: Mapping[str, Any]) -> None:
        """Print the test slip. The rest of the devices are asked every two seconds in any case."""
        if self.hall.ticket_printer is None:
            raise Refusal("no ticket printer")
        slip = slips.test_slip(
            hall_name=self.hall.terms.hall_name.zh,
            kiosk_id=self.hall.terms.kiosk_id,
            printed_at=self.hall.clock(),
        )
        if await self.hall.ticket_printer.print(slip) is not Printed.DONE:
            raise NotPrinted("the printer did not say that it printed")

    async def _restart(self, _: Mapping[str, Any]) -> Then:
        return self.restart

    async def _out_of_service(self, args: Mapping[str, Any]) -> None:
        self.close(Text(_text(args) or CLOSED))

    async def _in_service(self, _: Mapping[str, Any]) -> None:
        self.close(None)

    async def _notice(self, args: Mapping[str, Any]) -> None:
        """Show a notice on the home view; an empty one takes it away."""
        self.hall.notice = _text(args) or None
        self.hall.changed()

    async def _reactivate(self, args: Mapping[str, Any]) -> None:
        code = args.get("activation_code")
        if not isinstance(code, str) or not CODE.fullmatch(code):
            raise Refusal("activation_code is none")
        await self.reactivation(Personal(code))

    def close(self, words: Text | None) -> None:
        """Take the terminal out of service with these words, or back. Raises ``StoreError``."""
        self.sign.hang(words.zh if words else None)
        self.hall.closed = words
        self.hall.changed()


def _text(args: Mapping[str, Any]) -> str:
    text = args.get("text", "")
    if not isinstance(text, str):
        raise Refusal("text is no text")
    return text.strip()
