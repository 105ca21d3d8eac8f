"""The hand at the slip printer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from simulator.dock.asked import Json, NotThere, flag, word, word_or_none
from simulator.escpos import EscposPrinter, Piece

FAULTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "silent": {"silent": True},
    "no_answer": {"no_answer": True},
    "ends_mid_slip": {"out_after": 5},
    "cutter_jam": {"cutter_jam": True},
    "hot": {"hot": True},
    "slow": {"slow": 8.0},
}
SOUND: Final[Mapping[str, Any]] = {
    "silent": False, "no_answer": False, "out_after": None, "cutter_jam": False, "hot": False, "slow": 1.0,
}  # fmt: skip
PAPER: Final = ("full", "low", "out")


class PrinterHand:
    """Feeds a printer, opens it and spoils it."""

    def __init__(self, printer: EscposPrinter) -> None:
        self._printer = printer
        self._in = True

    def paper(self, asked: Json) -> None:
        """A new roll, one that is nearly used up, or none."""
        state = word(asked, "state", PAPER)
        self._printer.faults.refill()
        self._printer.faults.near_end = state == "low"
        self._printer.faults.paper_out = state == "out"

    def cover(self, asked: Json) -> None:
        """Open or close the cover."""
        self._printer.faults.cover_open = flag(asked, "open")

    def plug(self, asked: Json) -> None:
        """Pull the cable, or put it back."""
        self._in = flag(asked, "in")
        (self._printer.plug if self._in else self._printer.unplug)()

    def fault(self, asked: Json) -> None:
        """Mend what is broken, then break this."""
        name = word_or_none(asked, "fault", FAULTS)
        for key, value in {**SOUND, **(FAULTS[name] if name else {})}.items():
            setattr(self._printer.faults, key, value)

    def slips(self) -> Json:
        """What came out, oldest first."""
        return {"slips": [_told(number, piece) for number, piece in enumerate(self._printer.slips, 1)]}

    def picture(self, number: int) -> bytes:
        """A slip as a PNG file. Raises ``NotThere``."""
        slips = self._printer.slips
        if not 1 <= number <= len(slips):
            raise NotThere(f"slip {number} of {len(slips)}")
        return slips[number - 1].png

    def state(self) -> Json:
        """How things are."""
        faults = self._printer.faults
        return {
            "paper": "out" if faults.paper_out else "low" if faults.near_end else "full",
            "open": faults.cover_open,
            "in": self._in,
            "fault": self._broken(),
            "faults": list(FAULTS),
            "slips": len(self._printer.slips),
        }

    def _broken(self) -> str | None:
        faults = self._printer.faults
        for name, values in FAULTS.items():
            if all(getattr(faults, key) == value for key, value in values.items()):
                return name
        return None


def _told(number: int, piece: Piece) -> Json:
    return {"n": number, "lines": piece.lines, "cut": piece.cut, "png": f"/api/printer/slips/{number}.png"}
