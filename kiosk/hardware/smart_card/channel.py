"""The way to one card in one reader. Blocking; lives in a worker thread."""

from __future__ import annotations

import time
from typing import Any, Final

from smartcard import scard

from kiosk.errors import CardLifted, CardUnreadable, CitizenError, KioskError
from kiosk.hardware.smart_card.apdu import Answer, Command
from kiosk.hardware.smart_card.monitor import Monitor
from kiosk.hardware.smart_card.pcsc_words import Trouble, fault_of, trouble
from kiosk.hardware.smart_card.turn import Turn

CARD_SECONDS: Final = 40.0
"""For one card: nobody waits longer for one that will not be read. A slow chip with its portrait takes 15."""
SETTLE_SECONDS: Final = 0.6
"""pcscd asks a reader for its card every 0.2-0.4 s: so long a lifted card may still count as present."""
AGAIN_SECONDS: Final = 0.05
MORE: Final = 0x61
"""Status 61xx: xx more bytes wait for GET RESPONSE."""
OTHER_LENGTH: Final = 0x6C
"""Status 6Cxx: ask again for xx bytes."""
MAX_PARTS: Final = 64


class Channel:
    """Holds a card for this program alone from ``open`` to ``close``. Implements ``Talk``."""

    def __init__(self, turn: Turn, monitor: Monitor, reader: str) -> None:
        self._turn = turn
        self._monitor = monitor
        self._reader = reader
        self._card: Any = None
        self._protocol = scard.SCARD_PROTOCOL_T1
        self._until = time.monotonic() + CARD_SECONDS

    def open(self) -> None:
        """Power the card. Raises ``CardLifted``, ``CardUnreadable`` or ``DeviceFault``."""
        until = time.monotonic() + SETTLE_SECONDS
        result = self._connect()
        # A card swapped faster than pcscd looks: it learns of the new one only now.
        while trouble(result) is Trouble.LIFTED and time.monotonic() < until:
            self._turn.pause(AGAIN_SECONDS)
            result = self._connect()
        if result != scard.SCARD_S_SUCCESS:
            raise self._why(result)

    def _connect(self) -> int:
        with self._turn.within():
            result, card, protocol = scard.SCardConnect(
                self._monitor.context,
                self._reader,
                # What comes after the keys are agreed is for nobody else in this machine.
                scard.SCARD_SHARE_EXCLUSIVE,
                scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1,
            )
        if result == scard.SCARD_S_SUCCESS:
            self._card, self._protocol = card, protocol
        return int(result)

    def close(self) -> None:
        """Let the card go, powered off: keys and whatever was selected end here. Never raises."""
        card, self._card = self._card, None
        if card is not None:
            with self._turn.within():
                scard.SCardDisconnect(card, scard.SCARD_UNPOWER_CARD)  # what it says changes nothing any more

    def transmit(self, command: Command) -> Answer:
        """See ``Talk``. The parts of a long answer are put together."""
        if self._protocol == scard.SCARD_PROTOCOL_T0 and command.data:
            command = command.expecting(None)  # T=0 has no command with data both ways: GET RESPONSE follows
        answer = self._once(command)
        if answer.word >> 8 == OTHER_LENGTH:
            answer = self._once(command.expecting(answer.word & 0xFF or 256))
        data = answer.data
        for _ in range(MAX_PARTS):
            if answer.word >> 8 != MORE:
                return Answer(data, answer.word)
            answer = self._once(Command(command.cla & 0x03, 0xC0, 0, 0, b"", answer.word & 0xFF or 256))
            data += answer.data
        raise CardUnreadable("answer without end")

    def _once(self, command: Command) -> Answer:
        self._turn.check()
        if time.monotonic() > self._until:
            raise CardUnreadable("slow")
        with self._turn.within():
            result, said = scard.SCardTransmit(self._card, _PCI[self._protocol], list(command.encode()))
        if result != scard.SCARD_S_SUCCESS:
            raise self._why(result)
        if len(said) < 2:
            raise self._of_card("no status word")  # also what some readers say of a card that is going
        raw = bytes(byte & 0xFF for byte in said)
        return Answer(raw[:-2], int.from_bytes(raw[-2:], "big"))

    def _why(self, result: int) -> KioskError:
        """What a return code means, now that it can be seen whether the card is still there."""
        match trouble(result):
            case Trouble.LIFTED:
                return CardLifted(f"0x{result & 0xFFFFFFFF:08X}")
            case Trouble.DEVICE:
                return fault_of(result)
            case Trouble.CARD:
                return self._of_card(f"0x{result & 0xFFFFFFFF:08X}")

    def _of_card(self, why: str) -> CitizenError:
        gone = not self._monitor.stays(self._reader, SETTLE_SECONDS)
        return (CardLifted if gone else CardUnreadable)(why)


_PCI: Final = {
    scard.SCARD_PROTOCOL_T0: scard.SCARD_PCI_T0,
    scard.SCARD_PROTOCOL_T1: scard.SCARD_PCI_T1,
}
