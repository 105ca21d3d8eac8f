"""A virtual card without a reader between, and what opens it."""

from __future__ import annotations

from datetime import date

from kiosk.domain.personal import Personal
from kiosk.domain.smart_card import DocumentAccess
from kiosk.hardware.smart_card.apdu import Answer, Command
from simulator.pcsc.data_groups import Holder
from simulator.pcsc.slot import Card


class Direct:
    """Implements ``Talk`` on a card in the same hand."""

    def __init__(self, card: Card) -> None:
        card.reset()
        self.card = card
        self.asked: list[Command] = []

    def transmit(self, command: Command) -> Answer:
        self.asked.append(command)
        raw = self.card.answer(command.encode())
        return Answer(raw[:-2], int.from_bytes(raw[-2:], "big"))


class Scripted:
    """Implements ``Talk`` by answers given beforehand."""

    def __init__(self, *answers: str) -> None:
        self._answers = [bytes.fromhex(one) for one in answers]
        self.asked: list[str] = []

    def transmit(self, command: Command) -> Answer:
        self.asked.append(command.encode().hex().upper())
        raw = self._answers.pop(0)
        return Answer(raw[:-2], int.from_bytes(raw[-2:], "big"))


def access_of(who: Holder, *, can: str | None = None, number: str | None = None) -> DocumentAccess:
    """What is printed on this holder's document."""
    return DocumentAccess(
        Personal(number or who.number),
        Personal(_day(who.birth, 1900)),
        _day(who.expiry, 2000),
        Personal(can) if can is not None else None,
    )


def _day(yymmdd: str, century: int) -> date:
    return date(century + int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:]))
