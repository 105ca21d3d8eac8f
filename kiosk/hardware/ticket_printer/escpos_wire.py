"""What the printer's logic needs of a cable: three drivers bring their own."""

from __future__ import annotations

from typing import Protocol


class Wire(Protocol):
    """An open connection. Blocking, for one worker thread at a time; no call outlasts its own limit."""

    def send(self, data: bytes) -> None:
        """Hand ``data`` over. Raises ``DeviceFault``: ``stalled`` (nobody takes it) or ``unplugged``."""
        ...

    def receive(self, seconds: float) -> int | None:
        """The next byte, or ``None`` when none came in ``seconds``. Raises ``DeviceFault`` (unplugged)."""
        ...

    def drop_input(self) -> None:
        """Forget what came unasked. Raises ``DeviceFault`` (unplugged)."""
        ...

    def close(self) -> None:
        """Let go at once and drop what is not sent yet. Never raises."""
        ...
