"""What a board says of its inputs, and what happened between one saying and the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from kiosk.hardware.panel.base import DoorMoved, Event, HelpPressed, PresenceChanged

DOOR: Final = re.compile(r"door\.([a-z0-9_]{1,16})=(open|closed)")
PRESENT: Final = re.compile(r"present=([01])")
HELP: Final = re.compile(r"help=([0-9]{1,3})")
BOOT: Final = re.compile(r"boot=([0-9a-f]{1,8})")


@dataclass(frozen=True, slots=True)
class Inputs:
    """The board's inputs. ``presses`` counts the help button's since ``boot``, from 255 on to 0 again."""

    boot: str = ""
    doors: Mapping[str, bool] = field(default_factory=dict)
    """Whether each is open."""
    present: bool | None = None
    presses: int | None = None

    def after(self, words: str) -> Inputs:
        """The inputs as these words change them. Words of a later protocol are passed over."""
        now = self
        for word in words.split():
            if door := DOOR.fullmatch(word):
                now = replace(now, doors={**now.doors, door[1]: door[2] == "open"})
            elif present := PRESENT.fullmatch(word):
                now = replace(now, present=present[1] == "1")
            elif presses := HELP.fullmatch(word):
                now = replace(now, presses=int(presses[1]))
            elif boot := BOOT.fullmatch(word):
                now = replace(now, boot=boot[1])
        return now

    def events(self, before: Inputs) -> Iterator[Event]:
        """What happened since ``before``. A count that began anew with the board began at 0."""
        for name, is_open in self.doors.items():
            if before.doors.get(name, False) != is_open:
                yield DoorMoved(name, is_open)
        if self.present is not None and self.present != bool(before.present):
            yield PresenceChanged(self.present)
        known = before.presses if before.boot == self.boot or not before.boot else 0
        if known is not None and self.presses is not None and self.presses != known:
            yield HelpPressed()
