"""The simulated devices, with a clock on what they and their wires do."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.spans import Spans
from simulator.escpos.commands import Command
from simulator.escpos.printer import EscposPrinter
from simulator.samv.module import SamvModule
from simulator.wire import PacedPty


class TimedPty(PacedPty):
    """A wire that keeps when bytes from the terminal were on it, and the device's work upon them."""

    def __init__(self, on_bytes: Callable[[bytes], None], *, link: Path, spans: Spans) -> None:
        self._spans = spans
        super().__init__(on_bytes, link=link)

    def received(self, data: bytes) -> None:
        """Their wire time is just over."""
        with self._spans.busy(since=time.monotonic() - self.seconds(len(data))):
            super().received(data)


class TimedReader(SamvModule):
    """The card reader. It answers in the wire's thread, so the wire's clock covers its answers, too."""

    def __init__(self, link: Path) -> None:
        self.spans = Spans()
        super().__init__()
        self.line.close()
        self.line = TimedPty(self._heard, link=link, spans=self.spans)


class TimedPrinter(EscposPrinter):
    """The slip printer: its wire, and the paper, head and knife that its own thread moves."""

    def __init__(self, link: Path) -> None:
        self.spans = Spans()
        super().__init__()
        self.line.close()
        self.line = TimedPty(self._receive, link=link, spans=self.spans)

    def _obey(self, command: Command) -> None:
        with self.spans.busy():
            super()._obey(command)
