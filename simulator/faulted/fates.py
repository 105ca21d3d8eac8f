"""Watches the line: when an entry's request comes whose hour has struck, its fate is carried out."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter, deque
from collections.abc import Callable, Mapping

import h11

from simulator.fault_line.fault import PASS, Fault, Plan
from simulator.fault_line.messages import Message
from simulator.faulted.entry import BATCHED, Entry
from simulator.faulted.fate import Fate


class Fates(Plan):
    """A plan for ``FaultLine``."""

    def __init__(self) -> None:
        super().__init__(0)
        self.fired: Counter[str] = Counter()
        self.acts: Mapping[str, Callable[[], object]] = {}
        """What is not done on the line itself, by kind. Carried out in the line's thread: to be quick."""
        self._waiting: dict[str, Fate] = {}
        self._batches: dict[str, deque[Fate]] = {path: deque() for path in BATCHED.values()}
        self._steps: Counter[str] = Counter()
        self._guard = threading.Lock()

    def expect(self, entry: Entry, fate: Fate) -> None:
        """Let ``fate`` meet the requests of ``entry``."""
        with self._guard:
            if entry.kind in BATCHED:
                self._batches[BATCHED[entry.kind]].append(fate)
            else:
                self._waiting[entry.key.hex] = fate

    def relent(self) -> None:
        """From now on nothing happens any more."""
        with self._guard:
            self._waiting.clear()
            for batch in self._batches.values():
                batch.clear()

    def strike(self, fate: Fate) -> None:
        """Carry out what is not the line's."""
        self.fired[fate.kind] += 1
        self.acts[fate.kind]()

    def take(self, request: Message) -> Fault:
        """Return what the line does to this request."""
        fate = self._due(request)
        if fate is None:
            return PASS
        if fate.kind not in self.acts:
            self.fired[fate.kind] += 1
        elif fate.after_s:
            asyncio.get_running_loop().call_later(fate.after_s, self.strike, fate)
        else:
            self.strike(fate)
        return fate.line

    def _due(self, request: Message) -> Fate | None:
        if not isinstance(request.head, h11.Request):
            return None
        path = request.head.target.decode("ascii").partition("?")[0].removeprefix("/kiosk/v1")
        # The courier's trace id is the letter's key.
        trace = next((value.decode() for name, value in request.head.headers if name == b"x-trace-id"), "")
        with self._guard:
            if batch := self._batches.get(path):
                return batch.popleft()
            self._steps[trace] += 1
            fate = self._waiting.get(trace)
            return self._waiting.pop(trace) if fate and self._steps[trace] >= fate.step else None
