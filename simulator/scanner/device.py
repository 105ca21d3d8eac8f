"""The scanner, and what can be wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from simulator.wire import PacedPty

GARBAGE: Final = b"\xff\xfe\x00\x81\xff\x07\xff\r"
BOMB_BYTES: Final = 20_000
FAULTS: Final = ("silent", "garbage", "half", "twice", "bomb", "unplug_during_scan")
"""Instead of a code: nothing, noise, half of it without an end, it twice, far too much; the cable goes."""


class SimScanner:
    """Sends each code it sees on ``path``, then ``suffix``."""

    def __init__(self, link: Path | str | None = None, *, baud: int = 115200, paced: bool = True) -> None:
        self.fault: str | None = None
        self.suffix = b"\r"
        self.encoding = "utf-8"
        self.line = PacedPty(lambda _: None, baud=baud, link=link, paced=paced)

    @property
    def path(self) -> str:
        """The port to open."""
        return self.line.path

    def scan(self, text: str) -> None:
        """Hold a code before it. Returns when the last byte is out."""
        code = text.encode(self.encoding)
        half, whole = code[: len(code) // 2], code + self.suffix
        self.line.write(
            {
                None: whole,
                "silent": b"",
                "garbage": GARBAGE,
                "half": half,
                "twice": whole * 2,
                "bomb": b"x" * BOMB_BYTES + self.suffix,
                "unplug_during_scan": half,
            }[self.fault]
        )
        if self.fault == "unplug_during_scan":
            self.unplug()

    def unplug(self) -> None:
        """Pull the cable."""
        self.line.unplug()

    def plug(self) -> None:
        """Put the cable back."""
        self.line.plug()

    def close(self) -> None:
        """End for good."""
        self.line.close()
