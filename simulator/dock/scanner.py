"""The hand that holds a phone before the scanner."""

from __future__ import annotations

from simulator.dock.asked import Json, flag, word, word_or_none
from simulator.scanner import FAULTS, SimScanner, sample_codes


class ScannerHand:
    """Holds codes before a scanner and spoils it."""

    def __init__(self, scanner: SimScanner) -> None:
        self._scanner = scanner
        self._codes = sample_codes()
        self._last: str | None = None

    def scan(self, asked: Json) -> None:
        """Hold a code before it, once."""
        code = word(asked, "code", self._codes)
        self._scanner.scan(code)
        self._last = code

    def plug(self, asked: Json) -> None:
        """Pull the cable, or put it back."""
        (self._scanner.plug if flag(asked, "in") else self._scanner.unplug)()

    def fault(self, asked: Json) -> None:
        """Mend what is broken, then break this."""
        self._scanner.fault = word_or_none(asked, "fault", FAULTS)

    def state(self) -> Json:
        """How things are."""
        return {
            "last": self._last,
            "in": self._scanner.line.plugged,
            "fault": self._scanner.fault,
            "codes": {
                code.payload: {"owner": code.owner, "level": code.level, "expired": code.expired}
                for code in self._codes.values()
            },
            "faults": list(FAULTS),
        }
