"""Whose turn it is: in order within a lane, side by side across lanes. Pure."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field

from kiosk.store.letter import Slip


@dataclass(slots=True)
class _Lane:
    letters: list[tuple[int, Slip]] = field(default_factory=list)
    not_before: float = 0.0
    busy: bool = False
    urgent: bool = False


class Schedule:
    """Lanes of waiting letters. A lane is out once at most; its first letter holds up the ones behind it.

    The heaps may name a lane more often than is true; what they name is checked against the lane itself.
    """

    def __init__(self) -> None:
        self._lanes: dict[str, _Lane] = {}
        self._ready: list[tuple[int, str]] = []
        self._resting: list[tuple[float, str]] = []
        self._urgent: list[str] = []

    def __contains__(self, lane: str) -> bool:
        return lane in self._lanes

    def add(self, slip: Slip) -> None:
        """A letter waits."""
        lane = self._lanes.setdefault(slip.lane, _Lane())
        heapq.heappush(lane.letters, (slip.id, slip))
        self._offer(slip.lane, lane)

    def hurry(self, lane: str) -> None:
        """Somebody stands there and waits: this lane next, whatever it was resting for."""
        if found := self._lanes.get(lane):
            found.urgent = True
            found.not_before = 0.0
            self._offer(lane, found)

    def hasten(self) -> None:
        """No lane rests any longer."""
        for name, lane in self._lanes.items():
            lane.not_before = 0.0
            self._offer(name, lane)
        self._resting.clear()

    def pick_urgent(self, now: float) -> Slip | None:
        """The next letter that somebody waits for."""
        self._end_rests(now)
        while self._urgent:
            slip = self._take(self._urgent.pop())
            if slip:
                return slip
        return None

    def pick(self, now: float) -> Slip | None:
        """The oldest letter that may go now; its lane is busy until ``settled`` or ``later``."""
        self._end_rests(now)
        while self._ready:
            slip = self._take(heapq.heappop(self._ready)[1])
            if slip:
                return slip
        return None

    def settled(self, slip: Slip) -> None:
        """The letter waits no longer."""
        lane = self._lanes[slip.lane]
        lane.letters = [entry for entry in lane.letters if entry[0] != slip.id]
        heapq.heapify(lane.letters)
        lane.busy = False
        if lane.letters:
            self._offer(slip.lane, lane)
        else:
            del self._lanes[slip.lane]

    def later(self, slip: Slip, until: float, *, urgent: bool) -> None:
        """The letter stays first in its lane, and the lane rests; ``urgent``: somebody still waits for it."""
        lane = self._lanes[slip.lane]
        lane.letters = [(slip.id, slip) if entry[0] == slip.id else entry for entry in lane.letters]
        lane.busy = False
        lane.urgent = urgent
        lane.not_before = until
        heapq.heappush(self._resting, (until, slip.lane))

    def next_time(self, *, room: bool) -> float | None:
        """When a lane may go next: 0 for at once (with ``room`` only); ``None``: none by itself."""
        if self._ready and room:
            return 0.0
        return self._resting[0][0] if self._resting else None

    def _offer(self, name: str, lane: _Lane) -> None:
        if lane.letters and not lane.busy and lane.not_before <= 0:
            heapq.heappush(self._ready, (lane.letters[0][0], name))
            if lane.urgent:
                self._urgent.append(name)

    def _end_rests(self, now: float) -> None:
        while self._resting and self._resting[0][0] <= now:
            _, name = heapq.heappop(self._resting)
            if (lane := self._lanes.get(name)) and lane.not_before <= now:
                lane.not_before = 0.0
                self._offer(name, lane)

    def _take(self, name: str) -> Slip | None:
        lane = self._lanes.get(name)
        if lane is None or lane.busy or lane.not_before > 0 or not lane.letters:
            return None
        lane.busy = True
        return lane.letters[0][1]
