"""The hand at the card reader."""

from __future__ import annotations

from typing import Final

from simulator.dock.asked import Json, NotThere, flag, word, word_or_none
from simulator.samv import SamvModule, SimCard
from simulator.samv.cards import sample_cards
from simulator.samv.faults import NAMED

LETTER_AT: Final = 248
"""Byte of the text block that tells its layout (see ``SimCard``)."""
NAME_BYTES: Final = {"I": 120}
SHORT_NAME_BYTES: Final = 30


class ReaderHand:
    """Lays cards on a reader and spoils it. The state is asked of the module, never remembered."""

    def __init__(self, module: SamvModule) -> None:
        self._module = module
        self.cards = sample_cards()

    def lay(self, asked: Json) -> None:
        """Lay a card down, in place of any other."""
        self._module.lay(self.cards[word(asked, "card", self.cards)])

    def lift(self, _: Json) -> None:
        """Take the card away."""
        self._module.lift()

    def plug(self, asked: Json) -> None:
        """Pull the cable, or put it back."""
        (self._module.plug if flag(asked, "in") else self._module.unplug)()

    def fault(self, asked: Json) -> None:
        """Mend what is broken, then break this."""
        name = word_or_none(asked, "fault", NAMED)
        self._module.faults.clear()
        if name is not None:
            self._module.faults.set(name)

    def portrait(self, key: str) -> bytes:
        """The WebP on a card. Raises ``NotThere``."""
        if key not in self.cards:
            raise NotThere(key)
        return self.cards[key].photo

    def state(self) -> Json:
        """How things are."""
        laid = self._module.card
        return {
            "card": next((key for key, card in self.cards.items() if card == laid), None),
            "in": self._module.line.plugged,
            "fault": self._broken(),
            "cards": {key: holder(card) for key, card in self.cards.items()},
            "faults": list(NAMED),
        }

    def _broken(self) -> str | None:
        faults = self._module.faults
        for name, values in NAMED.items():
            if all(getattr(faults, key) == value for key, value in values.items()):
                return name
        return None


def holder(card: SimCard) -> str:
    """The name on a card."""
    letter = chr(card.text[LETTER_AT])
    return card.text[: NAME_BYTES.get(letter, SHORT_NAME_BYTES)].decode("utf-16-le").strip()
