"""What an ESC/POS printer tells of itself: ``GS I`` 65 to 68, after Epson's reference.

Asked at a self-test only, and after the slip: a printer that does not know the command may take its letter
for text. That waits in its buffer, which the next slip's ``ESC @`` empties.
"""

from __future__ import annotations

from typing import Final

from kiosk.hardware.about import About, tidy
from kiosk.hardware.ticket_printer.escpos_wire import Wire

MODEL, FIRMWARE, MAKER, SERIAL = 67, 65, 66, 68
HEAD: Final = 0x5F
"""The answer: this, the words, NUL."""
NEXT_SECONDS: Final = 0.2
MOST: Final = 80


def ask(wire: Wire, seconds: float) -> About:
    """``seconds``: how long the first answer is waited for. Raises ``DeviceFault`` when the wire is gone."""
    model = _answer(wire, MODEL, seconds)
    if model is None:  # whoever does not know one of them knows none
        return About()
    maker, firmware, serial = (_answer(wire, number, seconds) or "" for number in (MAKER, FIRMWARE, SERIAL))
    return About(maker, model, firmware, serial)


def _answer(wire: Wire, number: int, seconds: float) -> str | None:
    wire.drop_input()
    wire.send(bytes((0x1D, 0x49, number)))
    if wire.receive(seconds) != HEAD:
        wire.drop_input()
        return None
    words = bytearray()
    while (byte := wire.receive(NEXT_SECONDS)) and len(words) < MOST:
        words.append(byte)
    return tidy(bytes(words))
