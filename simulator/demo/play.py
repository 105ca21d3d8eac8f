"""A check-in as a citizen does it: look, touch, lay the card, take the slip. With a picture of each step."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from simulator.demo.box import Box
from simulator.demo.display import picture
from simulator.demo.finger import Drawn, Finger
from simulator.demo.trouble import CannotShow
from simulator.samv.cards import sample_cards

PERSON: Final = "two_bookings"
LOOK_SECONDS: Final = 1.0
"""How long a person looks at a screen before they touch it."""
SLIP_SECONDS: Final = 2.0
"""The screen shows the number when the printer is through, so the slip is there by then."""


@dataclass(slots=True)
class Album:
    """Pictures of the screen, numbered, in ``folder``."""

    display: str
    folder: Path
    tell: Callable[[str], None]
    pause: float = LOOK_SECONDS
    count: int = field(default=0)

    def keep(self, name: str, what: str) -> None:
        """Look at the screen as long as a person does, then keep its picture."""
        time.sleep(self.pause)
        self.count += 1
        file = self.folder / f"{self.count}-{name}.png"
        picture(self.display).save(file, optimize=True)
        self.tell(f"{os.path.relpath(file)}  {what}")


def check_in(box: Box, finger: Finger, album: Album) -> str:
    """Check in for the first booking; returns the number on the slip. Raises ``CannotShow``."""
    finger.screen("attract")
    album.keep("attract", "nobody is here")
    finger.wake()
    album.keep("home", "a touch woke it")
    finger.press("check_in", on="home")
    finger.screen("present_credential")
    album.keep("card", "it asks for a card")
    box.reader.lay(sample_cards()[PERSON])
    booking = _first_booking(finger.screen("choose_booking"))
    album.keep("bookings", "the card was laid on the reader")
    box.reader.lift()
    finger.press(booking)
    finger.screen("ticket_issued")
    album.keep("ticket", "a booking was chosen")
    number = _on_paper(box, finger)
    finger.press("done")
    finger.screen("home", "attract")
    album.keep("bye", "the visit is over, nothing of it is left")
    return number


def _first_booking(drawn: Drawn) -> str:
    return min(name for name in drawn.targets if name.startswith("bk-"))


def _on_paper(box: Box, finger: Finger) -> str:
    """The platform's number, if the screen shows it and a slip with it was cut."""
    number: str = box.dock.platform.tickets()[-1]["ticket_no"]
    try:
        slips = box.printer.wait_for_slips(1, SLIP_SECONDS)
    except TimeoutError:
        raise CannotShow(f"number {number} was given out, but no slip came") from None
    finger.until(lambda drawn: number in drawn.words, f"{number} on the screen")
    if not slips[0].cut or number not in slips[0].lines:
        raise CannotShow(f"number {number} is not on the slip: {slips[0].lines}")
    return number
