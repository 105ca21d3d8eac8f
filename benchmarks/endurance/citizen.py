"""One person's check-in, by the terminal API, whatever the terminal shows: until home is up again."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from typing import Any, Final

from benchmarks.endurance.hall import Hall
from benchmarks.endurance.troubles import Moment, Trouble, mend
from benchmarks.front_end import CannotMeasure
from simulator.samv.cards import sample_cards

PEOPLE: Final = ("two_bookings", "no_booking", "rare_name", "middle_dot", "expired_booking")
CARDS: Final = sample_cards()
LONGEST_SECONDS: Final = 90.0
NUDGE_SECONDS: Final = 4
"""Nothing new for so long: the trouble is mended, and the card laid again."""
LEAVING: Final = ("present_credential", "choose_booking", "ticket_issued")
AREAS: Final = ("A", "C")
"""Those that give out enough numbers."""
WAYS_OUT: Final = ("retry", "another_way", "cannot_be_done")


@dataclass(slots=True)
class Seen:
    """What a person was told of prints, in order: the number, and whether it came out."""

    claims: list[tuple[str, object]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    """What only this person should see: their masked name and their number."""
    left: bool = False


class Citizen:
    """Comes, is met by ``trouble`` or none, walks away at ``leaves`` or stays to the end."""

    def __init__(
        self, hall: Hall, dice: random.Random, *, trouble: Trouble | None = None, leaves: str | None = None
    ) -> None:
        self.seen = Seen()
        self._hall = hall
        self._dice = dice
        self._trouble = trouble
        self._leaves = leaves
        self._ready = trouble is None
        self._reprinted = False
        self._person = dice.choice(PEOPLE)

    def check_in(self) -> dict[str, Any]:
        """From home to home; returns home's view. Raises ``CannotMeasure`` when no end is in sight."""
        front_end, until = self._hall.front_end, time.monotonic() + LONGEST_SECONDS
        view, seen = front_end.begins_check_in(), []
        while view["view"] != "home":
            seen.append(view["data"].get("reason", view["view"]))
            if time.monotonic() > until:
                raise CannotMeasure(f"no way home for {self._person}, {self._trouble}: {seen[-20:]}")
            if not self._walks_away(view):
                self._meet(view)
            following = front_end.next(view["seq"], NUDGE_SECONDS)
            if following is None and not self.seen.left:
                self._mend()
                self._hall.reader.lift()
                following = front_end.next(0, 0)
            view = following or view
        self._mend()
        self._hall.reader.lift()
        home = front_end.next(0, 0)
        if home is None:
            raise CannotMeasure("no view at all")
        return home

    def _walks_away(self, view: dict[str, Any]) -> bool:
        self.seen.left = self.seen.left or view["view"] == self._leaves
        if view["view"] == "ticket_issued" and self.seen.left:
            self._note(view)
            self._answer(view, "end_session")  # the next person: a number stays up for minutes
        if view["view"] == "present_credential" and self.seen.left and self._dice.random() < 0.5:
            self._hall.reader.lift()
        return self.seen.left

    def _meet(self, view: dict[str, Any]) -> None:
        if (who := view["session"]["who"]) is not None:
            self.seen.words.add(who)
        match view["view"]:
            case "present_credential":
                self._lay(view)
            case "choose_booking" | "choose_area" as name:
                self._strike(Moment.CHOICE)
                self._answer(view, self._dice.choice(AREAS if name == "choose_area" else _open(view)))
            case "ticket_issued":
                self._note(view)
                self._answer(view, "reprint" if self._wants_another(view) else "done")
            case "fault":
                self.seen.faults.append(view["data"]["reason"])
                self._mend()
                self._answer(view, next(way for way in (*WAYS_OUT, *_open(view)) if way in _open(view)))
            case "still_there":
                self._answer(view, "more_time")
            case "please_wait" | "ticket_printing":
                pass
            case _ if "done" in _open(view):
                self._answer(view, "done")
            case _:
                self._answer(view, "end_session")

    def _lay(self, view: dict[str, Any]) -> None:
        if not view["data"]["reading"]:
            self._strike(Moment.PROMPT)
            self._hall.reader.lift()
            self._hall.reader.lay(CARDS[self._person])

    def _strike(self, moment: Moment) -> None:
        if self._trouble is not None and not self._ready and self._trouble.moment is moment:
            self._ready = True
            self._trouble.strike(self._hall)

    def _note(self, view: dict[str, Any]) -> None:
        data = view["data"]
        self.seen.words.add(data["number"])
        if not data["already_issued"]:
            self.seen.claims.append((data["number"], data["printed"]))

    def _wants_another(self, view: dict[str, Any]) -> bool:
        if self._reprinted or view["data"]["printed"] is True or "reprint" not in _open(view):
            return False
        self._reprinted = self._dice.random() < 0.5
        if self._reprinted:
            self._mend()
        return self._reprinted

    def _answer(self, view: dict[str, Any], choice: str) -> None:
        self._hall.front_end.answers(view, choice)  # where the view is gone by now, the next one is met

    def _mend(self) -> None:
        if self._trouble is not None:
            self._ready = True
            mend(self._hall)


def _open(view: dict[str, Any]) -> list[str]:
    return [choice["id"] for choice in view["choices"] if choice["enabled"]]
