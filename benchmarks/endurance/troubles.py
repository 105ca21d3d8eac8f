"""What can go wrong during a check-in: when it strikes, and how it is mended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from benchmarks.endurance.hall import Hall

BLACK_HOLE_SECONDS: Final = 2.0
"""Longer than the terminal waits for an answer."""


class Moment(Enum):
    """When trouble strikes."""

    PROMPT = auto()
    """Before the card is laid."""
    CHOICE = auto()
    """Before the citizen chooses what the number is for: what follows is number and slip."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that goes wrong. ``weight``: how often, compared with the others."""

    name: str
    moment: Moment
    strike: Callable[[Hall], object]
    weight: int = 4


def mend(hall: Hall) -> None:
    """Put everything right again."""
    hall.reader.faults.clear()
    hall.reader.plug()
    hall.printer.faults.unplug_after = None
    hall.printer.faults.refill()
    for name in ("silent", "no_barrier", "cover_open"):
        setattr(hall.printer.faults, name, False)
    hall.printer.plug()
    hall.platform.mend()


def _reader(name: str, strike: Callable[[Hall], object]) -> Trouble:
    return Trouble(f"reader {name}", Moment.PROMPT, strike)


def _printer(name: str, fault: str, value: object) -> Trouble:
    return Trouble(f"printer {name}", Moment.CHOICE, lambda hall: setattr(hall.printer.faults, fault, value))


def _platform(name: str, moment: Moment, operation: str, kind: str, **more: object) -> Trouble:
    def strike(hall: Hall) -> None:
        hall.platform.fault(operation, kind, **more)

    return Trouble(f"platform {name}", moment, strike, weight=2)


TROUBLES: Final = (
    _reader("unplugged", lambda hall: hall.reader.unplug()),
    _reader("garbage", lambda hall: hall.reader.faults.set("garbage")),
    _reader("torn frame", lambda hall: hall.reader.faults.set("torn")),
    _reader("unplugged while reading", lambda hall: hall.reader.faults.set("unplug_during_read")),
    _reader("silent", lambda hall: hall.reader.faults.set("silent")),
    Trouble("printer unplugged", Moment.CHOICE, lambda hall: hall.printer.unplug()),
    _printer("unplugged while printing", "unplug_after", 4),
    _printer("unplugged at the last line", "unplug_after", 14),
    _printer("without paper in mid-slip", "out_after", 5),
    _printer("open", "cover_open", True),  # noqa: FBT003 a switch's position
    _printer("silent", "silent", True),  # noqa: FBT003
    _printer("that confirms nothing", "no_barrier", True),  # noqa: FBT003
    _platform("503", Moment.PROMPT, "*", "status", times=None),
    _platform("hangs up", Moment.PROMPT, "*", "close", times=None),
    _platform("black hole", Moment.PROMPT, "createSession", "delay", seconds=BLACK_HOLE_SECONDS),
    _platform("503 at the number", Moment.CHOICE, "issueQueueTicket", "status", times=3),
    _platform("hangs up at the number", Moment.CHOICE, "issueQueueTicket", "close", times=3),
    _platform("answer lost", Moment.CHOICE, "issueQueueTicket", "swallow"),
    _platform("answer cut", Moment.CHOICE, "issueQueueTicket", "half"),
    _platform("print record refused", Moment.CHOICE, "postPrintRecords", "status", times=2),
)
