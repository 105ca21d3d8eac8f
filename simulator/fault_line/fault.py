"""What can happen to one request on its way, and the plan that says to which.

=========  =======================================================================  ==================
kind       what the client sees                                                     the request arrives
=========  =======================================================================  ==================
pass       the true answer                                                          yes
delay      the true answer, ``seconds`` late                                        yes
reset      the connection is reset (TCP RST), no answer                             if ``effect``
swallow    the same as ``reset`` with ``effect``                                    yes
cut        the answer's head and half of its body, then the connection is closed    yes
blackhole  nothing, ever; the connection stays open                                 if ``effect``
status     a gateway's bare page with ``status``                                    if ``effect``
html       200 and a page that is no JSON (a public network's sign-in)              if ``effect``
json       200 and JSON that breaks off                                             if ``effect``
=========  =======================================================================  ==================
"""

from __future__ import annotations

import random
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from simulator.fault_line.messages import Message

KINDS = ("pass", "delay", "reset", "swallow", "cut", "blackhole", "status", "html", "json")
ARRIVES = frozenset({"pass", "delay", "swallow", "cut"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One request's fate. ``effect``: the platform gets the request although its answer is lost."""

    kind: str = "pass"
    seconds: float = 1.0
    status: int = 502
    effect: bool = False

    def __post_init__(self) -> None:
        """Refuse what cannot be done."""
        if self.kind not in KINDS:
            message = f"no such fault: {self.kind}"
            raise ValueError(message)

    @property
    def arrives(self) -> bool:
        """Whether the platform gets the request."""
        return self.effect or self.kind in ARRIVES


PASS = Fault()


class Plan:
    """Which request meets which fault: first what ``next`` asked for, then the mode. Any thread may call."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._queue: deque[Fault] = deque()
        self._mode: list[tuple[Fault, float]] = [(PASS, 1.0)]

    def next(self, fault: Fault, times: int) -> None:
        """Let the next ``times`` requests meet ``fault``."""
        with self._lock:
            self._queue.extend([fault] * times)

    def mode(self, faults: Mapping[Fault, float]) -> None:
        """Let every request meet a fault by its share; what is left of 1 passes."""
        rest = 1.0 - sum(faults.values())
        if rest < 0 or any(share < 0 for share in faults.values()):
            message = "the shares of a mode are parts of 1"
            raise ValueError(message)
        with self._lock:
            self._mode = [*faults.items(), (PASS, rest)]

    def clear(self) -> None:
        """Let everything pass."""
        with self._lock:
            self._queue.clear()
            self._mode = [(PASS, 1.0)]

    def take(self, _: Message) -> Fault:
        """Return the fate of the request that has just arrived. The same seed draws the same series."""
        with self._lock:
            if self._queue:
                return self._queue.popleft()
            faults = [fault for fault, _ in self._mode]
            return self._random.choices(faults, [share for _, share in self._mode])[0]
