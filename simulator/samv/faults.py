"""What can be wrong with a module, its line or the citizen's patience."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Final


@dataclass(slots=True)
class Faults:
    """Set any of these at any time; each acts on the replies that follow."""

    silent: bool = False
    """Hears everything and answers nothing."""
    deaf_to: str = ""
    """One command that is never answered."""
    garbage: bytes = b""
    """Sent before each reply."""
    torn: int = 0
    """So many replies stop half-way."""
    checksum: int = 0
    """So many replies carry a wrong checksum."""
    only: str = ""
    """Restricts ``torn`` and ``checksum`` to one command."""
    lift_during_read: bool = False
    """The card goes while the chip is read: the module says so (41)."""
    lift_and_tear: bool = False
    """The card goes while the answer is on its way, which stops half-way."""
    unplug_during_read: bool = False
    """The cable goes while the answer is on its way."""
    slow: float = 0.0
    """Seconds before each reply."""
    words: dict[str, int] = field(default_factory=dict)
    """A status word (SW3) that a command answers instead of doing its work; ``"*"`` for every command."""
    words_left: int | None = None
    """How often ``words`` still act; ``None``: always."""

    def word(self, command: str) -> int | None:
        """The word that this command answers now, if its work is not to be done."""
        word = self.words.get(command, self.words.get("*"))
        if word is None or self.words_left is None:
            return word
        self.words_left -= 1
        return word if self.words_left >= 0 else None

    def clear(self) -> None:
        """Mend everything."""
        fresh = Faults()
        for one in fields(self):
            setattr(self, one.name, getattr(fresh, one.name))

    def set(self, name: str) -> None:
        """Set a fault by its name in ``NAMED``. Raises ``KeyError``."""
        for key, value in NAMED[name].items():
            setattr(self, key, value)


NAMED: Final[dict[str, dict[str, object]]] = {
    "silent": {"silent": True},
    "garbage": {"garbage": bytes.fromhex("00ffaaaaaa9669") + b"\x05\x10noise"},
    "torn": {"torn": 1, "only": "read_base"},
    "checksum": {"checksum": 1, "only": "read_base"},
    "lift_during_read": {"lift_during_read": True},
    "lift_and_tear": {"lift_and_tear": True},
    "unplug_during_read": {"unplug_during_read": True},
    "slow": {"slow": 0.5},
    "self_test_failed": {"words": {"*": 0x60}},
    "unauthorised": {"words": {"*": 0x66}},
}
"""Faults by the names that the dock and the command line know."""
