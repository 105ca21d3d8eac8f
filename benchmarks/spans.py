"""Stretches of time in which something was at work."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

Span = tuple[float, float]
"""From, to: ``time.monotonic()`` seconds, a clock that all processes of a machine share."""


@dataclass(slots=True)
class Spans:
    """What one side did. May be added to from any thread."""

    kept: list[Span] = field(default_factory=list)

    @contextmanager
    def busy(self, *, since: float | None = None) -> Iterator[None]:
        """The block is work; it began at ``since``, or now."""
        start = time.monotonic() if since is None else since
        try:
            yield
        finally:
            self.kept.append((start, time.monotonic()))


def overlap(window: Span, spans: Sequence[Span]) -> float:
    """Seconds of ``window`` in which at least one of ``spans`` went on."""
    start, end = window
    total, reached = 0.0, start
    for begin, finish in sorted(spans):
        finish = min(finish, end)  # noqa: PLW2901 only the part inside counts
        begin = max(begin, reached)  # noqa: PLW2901 what counted already does not count again
        if finish > begin:
            total += finish - begin
            reached = finish
    return total
