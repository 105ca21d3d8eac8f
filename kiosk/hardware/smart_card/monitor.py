"""Watching readers for a card. Blocking; lives in a worker thread.

The library's own monitor dies silently when pcscd restarts, so this one asks ``SCardGetStatusChange`` itself
and takes a new context after any error.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

from smartcard import scard

from kiosk.errors import DeviceFault
from kiosk.hardware.smart_card.pcsc_words import fault, fault_of
from kiosk.hardware.smart_card.turn import Turn

PLUGGED: Final = "\\\\?PnP?\\Notification"
"""Not a reader: this name answers when a reader comes or goes."""
WAKE_SECONDS: Final = 0.2
"""How long one look may block: a cancelled read ends after this. Cards and readers wake it at once."""
AGAIN_SECONDS: Final = 0.2
RESTART_SECONDS: Final = 5.0
"""How long a wait outlives pcscd: restarting it, with its readers, takes one to three."""
RESTARTING: Final = frozenset({"no_service", "port_denied"})
"""A pcscd that hangs up while it is greeted looks to the library like one that refuses us."""
SOCKET_VARIABLE: Final = "PCSCLITE_CSOCK_NAME"
SOCKET: Final = "/run/pcscd/pcscd.comm"
"""Where pcscd listens, unless the variable says otherwise (pcscd(8))."""
GOOD: Final = (scard.SCARD_S_SUCCESS, scard.SCARD_E_TIMEOUT)


class Monitor:
    """One thread's view of all readers whose name contains ``wanted``. ``close`` when done."""

    def __init__(self, turn: Turn, wanted: str) -> None:
        self._turn = turn
        self._wanted = wanted
        self._context: Any = None
        self._known: dict[str, int] = {}
        self.atrs: dict[str, bytes] = {}
        """The answer to reset of the card in each reader."""
        self._seen = False

    @property
    def context(self) -> Any:  # noqa: ANN401 the library's handle
        """The connection to pcscd. Raises ``DeviceFault``."""
        if self._context is None:
            with self._turn.within():
                result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
            if result != scard.SCARD_S_SUCCESS:
                problem = fault_of(result)
                raise fault("port_denied") if problem.code == "no_service" and _denied() else problem
            self._context = context
        return self._context

    def close(self) -> None:
        """Give the connection back. Never raises; watching again takes a new one."""
        context, self._context = self._context, None
        self._known = {}
        if context is not None:
            with self._turn.within():
                scard.SCardReleaseContext(context)  # it may have died with pcscd: gone is gone

    def wait_for_card(self, on_none: Callable[[], None]) -> str:
        """Wait for a card and return its reader's name; ``on_none`` after each look in vain.

        Raises ``DeviceFault`` or ``Stopped``. A pcscd that restarts is waited for.
        """
        lost: float | None = None
        while True:
            self._turn.check()
            try:
                present = self.look(WAKE_SECONDS)
            except DeviceFault as problem:
                self.close()
                now = time.monotonic()
                if problem.code in RESTARTING and lost is None:
                    lost = now
                if lost is None or now - lost > RESTART_SECONDS:
                    raise
                self._turn.pause(AGAIN_SECONDS)
                continue
            lost, self._seen = None, True
            if present:
                return present[0]
            on_none()

    def look(self, seconds: float = 0.0) -> list[str]:
        """The readers with a card in them; waits ``seconds`` for a change. Raises ``DeviceFault``."""
        names = self.readers()
        if not names:
            raise fault("reader_gone" if self._seen else "no_reader")
        self._known = {name: self._known.get(name, scard.SCARD_STATE_UNAWARE) for name in names}
        self._ask([*self._known.items(), (PLUGGED, scard.SCARD_STATE_UNAWARE)], seconds)
        return [name for name, state in self._known.items() if state & scard.SCARD_STATE_PRESENT]

    def stays(self, reader: str, seconds: float) -> bool:
        """Whether a card is still in ``reader`` after ``seconds``. Raises ``DeviceFault``."""
        until = time.monotonic() + seconds
        self._ask([(reader, scard.SCARD_STATE_UNAWARE)], 0.0)
        while self._known.get(reader, 0) & scard.SCARD_STATE_PRESENT:
            self._turn.check()
            left = until - time.monotonic()
            if left <= 0:
                return True
            self._ask([(reader, self._known[reader])], min(left, WAKE_SECONDS))
        return False

    def readers(self) -> list[str]:
        """The names of all that are meant. Raises ``DeviceFault``."""
        with self._turn.within():
            result, names = scard.SCardListReaders(self.context, [])
        if result == scard.SCARD_E_NO_READERS_AVAILABLE:
            return []
        if result != scard.SCARD_S_SUCCESS:
            raise fault_of(result)
        return [name for name in names if self._wanted in name]

    def _ask(self, states: Sequence[tuple[str, int]], seconds: float) -> None:
        with self._turn.within(seconds):
            result, found = scard.SCardGetStatusChange(self.context, int(seconds * 1000), list(states))
        if result not in GOOD:
            raise fault_of(result)
        # Without "changed" and the count of events: what is known is given back as it is next time.
        for name, state, atr in found:
            if name != PLUGGED:
                self.atrs[name] = bytes(byte & 0xFF for byte in atr)
                self._known[name] = state & ~scard.SCARD_STATE_CHANGED


def _denied() -> bool:
    """Whether pcscd's socket is there, but not for us: the library says the same of that as of none."""
    path = os.environ.get(SOCKET_VARIABLE, SOCKET)
    try:
        os.stat(path)  # noqa: PTH116 a Path would hide who refused
    except PermissionError:
        return True
    except OSError:
        return False
    return not os.access(path, os.W_OK, effective_ids=True)
