"""One conversation with a board, from taking the port to its loss. Blocking; runs in the driver's thread."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Final

from kiosk.errors import DeviceFault
from kiosk.hardware.panel.base import Light, Mode
from kiosk.hardware.panel.board_inputs import Inputs
from kiosk.hardware.panel.board_port import BoardPort
from kiosk.hardware.worker import Stopped

HEARTBEAT_SECONDS: Final = 2.0
DARK: Final = "LIGHT all off"


@dataclass(slots=True)
class Wishes:
    """What the event loop wants of the thread, and what it sees of it; each field is written in one step."""

    lights: Mapping[Light, Mode] = field(default_factory=dict)
    """Replaced, never changed."""
    turned: float = 0.0
    """When the thread last came round (``time.monotonic``): a thread that hangs cannot say so itself."""
    orders: queue.SimpleQueue[tuple[str, Future[str]]] = field(default_factory=queue.SimpleQueue)


class BoardTalk:
    """Keeps the board's lights as wished, and hears its inputs: at once by events, at the latest by asking.

    What an event did not tell because it was lost, the next answer to ``STATE`` does: it says all inputs.
    """

    def __init__(
        self, path: str, baud: int, wishes: Wishes, learned: Callable[[Inputs], None], stop: threading.Event
    ) -> None:
        self._port = BoardPort(path, baud, self._heard)
        self._wishes = wishes
        self._learned = learned
        self._stop = stop
        self._inputs = Inputs()
        self._shown: dict[Light, Mode] = {}

    def run(self, begun: Callable[[], None]) -> None:
        """Take the port and talk until told to stop. Raises ``DeviceFault`` when the board is lost."""
        try:
            self._port.open(self._stop)
            self._beat()
            begun()
            self._talk()
        except Stopped:
            return
        finally:
            self._port.close()

    def _talk(self) -> None:
        due = time.monotonic() + HEARTBEAT_SECONDS
        while not self._stop.is_set():
            self._wishes.turned = time.monotonic()
            self._port.listen()
            self._show()
            self._obey()
            if time.monotonic() >= due:
                self._beat()
                due = time.monotonic() + HEARTBEAT_SECONDS

    def _beat(self) -> None:
        boot = self._inputs.boot
        self._heard(self._port.ask("STATE", self._stop))
        if self._inputs.boot != boot or not boot:
            # A fresh board, or one that lost sight of this program, shows something else than what was asked.
            self._port.ask(DARK, self._stop)
            self._shown = {}

    def _heard(self, words: str) -> None:
        """The board said something of its inputs."""
        before, self._inputs = self._inputs, self._inputs.after(words)
        if self._inputs != before:
            self._learned(self._inputs)

    def _show(self) -> None:
        for light, mode in self._wishes.lights.items():
            if self._shown.get(light, Mode.OFF) is not mode:
                self._port.ask(f"LIGHT {light} {mode}", self._stop)  # a light it does not have is passed over
                self._shown[light] = mode

    def _obey(self) -> None:
        while not self._wishes.orders.empty():
            order, told = self._wishes.orders.get()
            if not told.set_running_or_notify_cancel():
                continue
            try:
                told.set_result(self._port.ask(order, self._stop))
            except (DeviceFault, Stopped) as problem:
                told.set_exception(problem)
                raise
