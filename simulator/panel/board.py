"""A board with lights, a buzzer, doors, a presence sensor and a help button."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from simulator.panel.faults import Faults
from simulator.panel.protocol import Questions, checksum, line
from simulator.wire import PacedPty

LIGHTS: Final = ("reader", "card_slot", "scanner", "camera", "slip_slot", "a4_tray", "help")
MODES: Final = ("off", "on", "blink")
PRESSES: Final = 256


class PanelBoard:
    """Answers on ``path``. Its watch over a host that falls silent is set off by ``forget``, not by time."""

    def __init__(
        self,
        link: Path | str | None = None,
        *,
        baud: int = 115200,
        lights: Iterable[str] = LIGHTS,
        paced: bool = True,
    ) -> None:
        self.faults = Faults()
        self.lights = dict.fromkeys(lights, "off")
        self.beeps: list[str] = []
        self.asked: list[str] = []
        """Every question heard, in order."""
        self._boot = 1
        self._doors = {"front": False, "back": False}
        self._present = False
        self._presses = 0
        self._last = ("", "")
        self._saying = threading.Lock()
        self._news = threading.Condition()
        self._questions = Questions()
        self.line = PacedPty(self._received, baud=baud, link=link, paced=paced)

    @property
    def path(self) -> str:
        """The port to open."""
        return self.line.path

    def wait_for(self, so: Callable[[], object], within: float = 20.0) -> None:
        """Block until something is so after a question was answered. Raises ``TimeoutError``."""
        with self._news:
            if not self._news.wait_for(so, within):
                raise TimeoutError(f"after {self.asked[-5:]}")

    def door(self, name: str, *, is_open: bool) -> None:
        """Open or close a door."""
        self._doors[name] = is_open
        self._event(f"door.{name}={'open' if is_open else 'closed'}")

    def presence(self, *, present: bool) -> None:
        """Somebody steps up, or away."""
        self._present = present
        self._event(f"present={present:d}")

    def press_help(self) -> None:
        """Press the button."""
        self._presses = (self._presses + 1) % PRESSES
        self._event(f"help={self._presses}")

    def forget(self) -> None:
        """Restart, or take the host for dead: all lights out, and a new boot number."""
        self._boot += 1
        self._presses = 0
        self.lights = dict.fromkeys(self.lights, "off")

    def unplug(self) -> None:
        """Pull the cable. The board has its own supply and keeps its lights."""
        self.line.unplug()
        self._questions = Questions()

    def plug(self) -> None:
        """Put the cable back."""
        self.line.plug()

    def close(self) -> None:
        """End for good."""
        self.line.close()

    def say(self, text: str) -> None:
        """Send a line, as the faults let it through."""
        faults, whole = self.faults, line(text)
        if faults.torn:
            faults.torn -= 1
            whole = whole[: len(whole) // 2]
        elif faults.checksum:
            faults.checksum -= 1
            whole = whole[:-3] + b"%02X\n" % (checksum(text) ^ 0x5A)
        with self._saying:
            self.line.write(faults.garbage + whole)

    def _event(self, text: str) -> None:
        if self.faults.swallow:
            self.faults.swallow -= 1
        elif not self.faults.silent:
            self.say(f"! {text}")

    def _received(self, data: bytes) -> None:
        for number, words in self._questions.feed(data):
            again, self._last = (number, words) == self._last, (number, words)
            with self._news:
                self.asked.append(words)
            self._answer(number, words, act=not again)
            with self._news:
                self._news.notify_all()

    def _answer(self, number: str, words: str, *, act: bool) -> None:
        faults, verb = self.faults, words.partition(" ")[0]
        if faults.silent or verb == faults.deaf_to:
            return
        answer = "NO broken" if verb == faults.refuses else self._done(words.split(), act=act)
        if faults.mute:
            faults.mute -= 1
            return
        if faults.slow:
            time.sleep(faults.slow)
        self.say(f"{number} {answer}")

    def _done(self, words: list[str], *, act: bool) -> str:
        match words:
            case ["STATE"]:
                return f"OK {self._state()}"
            case ["LIGHT", "all", mode] if mode in MODES:
                self.lights = dict.fromkeys(self.lights, mode)
            case ["LIGHT", name, mode] if name in self.lights and mode in MODES:
                self.lights[name] = mode
            case ["BEEP", pattern]:
                self.beeps += [pattern] * act
            case ["LAMPS"]:
                self.beeps += ["lamps"] * act
            case _:
                return "NO unknown"
        return "OK"

    def _state(self) -> str:
        doors = " ".join(f"door.{name}={'open' if up else 'closed'}" for name, up in self._doors.items())
        return f"boot={self._boot:x} {doors} present={self._present:d} help={self._presses}"
