"""What is said to a SAM_V module, and what its answers mean. Blocking; lives in a worker thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

from kiosk.errors import CardLifted, CardUnreadable
from kiosk.hardware.id_card.samv_frame import Command, Reply
from kiosk.hardware.id_card.samv_module import Damaged, Module, Silent
from kiosk.hardware.id_card.samv_payload import sam_number, split
from kiosk.hardware.id_card.samv_words import FOUND, OK, Meaning, device_fault, fault, meaning
from kiosk.hardware.worker import Stopped

POLL_SECONDS: Final = 0.06
"""From one search to the next: a card is felt at once."""
ATTEMPTS: Final = 3
"""The first time and two more."""
CARD_SECONDS: Final = 5.0
"""For one card, besides the wire: nobody waits longer for a card that will not be read."""


class Dialogue:
    """One thread's talk with a module until ``stop`` is set, which raises ``Stopped`` within 100 ms."""

    def __init__(self, module: Module, stop: threading.Event) -> None:
        self._module = module
        self._stop = stop
        self._card_seconds = CARD_SECONDS + ATTEMPTS * module.wire_seconds

    def greet(self) -> str:
        """Check the module after opening and return its SAM number, ``""`` where it has none to give."""
        if self._ask(Command.STATUS).word != OK:
            self._ask(Command.RESET)
            self.check()
        reply = self._ask(Command.SAM_ID)
        return sam_number(reply.data) if reply.word == OK else ""

    def check(self) -> None:
        """Return when the module says that it is well. Raises ``DeviceFault``."""
        word = self._ask(Command.STATUS).word
        if word != OK:
            raise device_fault(word)

    def look(self) -> bool:
        """Search for a card once."""
        word = self._ask(Command.FIND).word
        if word != FOUND and meaning(word) is Meaning.DEVICE:
            raise device_fault(word)
        return word == FOUND

    def wait_for_card(self, on_none: Callable[[], None]) -> None:
        """Search until there is a card that was not read before; ``on_none`` after each search in vain."""
        while True:
            due = time.monotonic() + POLL_SECONDS
            if self.look():
                return
            on_none()
            self._pause(due - time.monotonic())

    def read_found(self) -> tuple[bytes, bytes]:
        """Read the card just found: its text (256 bytes) and photo block.

        Raises ``CardLifted``, ``CardUnreadable`` or ``DeviceFault``.
        """
        until = time.monotonic() + self._card_seconds
        why = "slow"
        for _ in range(ATTEMPTS):
            if time.monotonic() > until:
                break
            reply = self._read_once(until)
            if reply is not None and reply.word == OK:
                return split(reply.data)
            why = f"SW3 {reply.word:02X}" if reply is not None else "silent"
            # Lifted, or only badly laid? A module that has read the card does not find it again; then the
            # citizen lays it anew, which is what helps in either case.
            if not self.look():
                raise CardLifted(why)
            self._pause(POLL_SECONDS)
        raise CardUnreadable(why)

    def _pause(self, seconds: float) -> None:
        if self._stop.wait(max(0.0, seconds)):
            raise Stopped

    def _read_once(self, until: float) -> Reply | None:
        """Select and read. ``None``: the module said nothing; otherwise success, or a ``CARD_AWAY`` word."""
        reply = self._of_card(Command.SELECT, until)
        if reply is not None and reply.word == OK:
            reply = self._of_card(Command.READ_BASE, until)
        return reply

    def _of_card(self, command: Command, until: float) -> Reply | None:
        for _ in range(ATTEMPTS):
            try:
                reply = self._module.ask(command, self._stop)
            except Silent:
                return None
            except Damaged:
                if time.monotonic() > until:
                    break
                continue
            if reply.word == OK:
                return reply
            match meaning(reply.word):
                case Meaning.CARD_AWAY:
                    return reply
                case Meaning.CARD_BAD:
                    raise CardUnreadable(f"SW3 {reply.word:02X}")
                case Meaning.DEVICE:
                    raise device_fault(reply.word)
                case Meaning.ASK_AGAIN:
                    continue
        raise CardUnreadable("damaged reply")

    def _ask(self, command: Command) -> Reply:
        """Ask until a whole reply comes. Raises ``DeviceFault`` after two silences or three damaged ones."""
        silences = 0
        for _ in range(ATTEMPTS):
            try:
                reply = self._module.ask(command, self._stop)
            except Silent:
                silences += 1
                if silences > 1:
                    raise fault("no_answer") from None
                continue
            except Damaged:
                continue
            if meaning(reply.word) is not Meaning.ASK_AGAIN:
                return reply
        raise fault("garbled")
