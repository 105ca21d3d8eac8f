"""What can be wrong with the printer, and what it then says of itself."""

from __future__ import annotations

from collections.abc import Callable


class Faults:
    """Switches, all off at first. Setting one takes effect at once."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self.near_end = False
        self.paper_out = False
        self.out_after: int | None = None
        """The paper ends after so many lines of a slip."""
        self.unplug_after: int | None = None
        """The cable comes out after so many lines of a slip."""
        self.cover_open = False
        self.cutter_jam = False
        self.hot = False
        self.silent = False
        """Swallows everything."""
        self.no_answer = False
        """Prints, but never answers."""
        self.no_barrier = False
        """Answers in real time, but not ``GS r``."""
        self.identity: dict[int, bytes] = {65: b"1.02", 66: b"SIMULATED", 67: b"SLIP-80", 68: b"S0000001"}
        """What it says to ``GS I``; empty in the cheapest."""
        self.stale = b""
        """Bytes it says before each answer."""
        self.slow = 1.0
        """Times longer for paper and knife; only a paced printer takes time at all."""
        self.clears = True
        """Obeys ``DLE DC4`` 8."""
        self.resumes = True
        """Prints on when mended; otherwise it forgets its buffer when it stops."""
        self._changed = changed

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, value)
        if name != "_changed" and hasattr(self, "_changed"):
            self._changed()

    def refill(self) -> None:
        """Put a new roll in."""
        self.out_after = None
        self.near_end = self.paper_out = False

    @property
    def stops(self) -> bool:
        """Whether printing stands still."""
        return self.paper_out or self.cover_open or self.cutter_jam or self.hot

    def answers(self) -> dict[int, int]:
        """The answers to ``DLE EOT`` 1 to 4."""
        return {
            1: 0x12 | 0x08 * self.stops,
            2: 0x12 | 0x04 * self.cover_open | 0x20 * self.paper_out | 0x40 * (self.cutter_jam or self.hot),
            3: 0x12 | 0x08 * self.cutter_jam | 0x40 * self.hot,
            4: 0x12 | 0x0C * (self.near_end or self.paper_out) | 0x60 * self.paper_out,
        }

    def paper_bits(self) -> int:
        """The answer to ``GS r 1``."""
        return 0x03 * self.near_end | 0x0C * self.paper_out
