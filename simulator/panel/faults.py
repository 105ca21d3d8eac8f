"""What can be wrong with a board or its line."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(slots=True)
class Faults:
    """Set any of these at any time; each acts on the lines that follow."""

    silent: bool = False
    """Hears everything and says nothing, not even an event."""
    deaf_to: str = ""
    """The first word of a question that is never answered."""
    mute: int = 0
    """So many answers are not given."""
    garbage: bytes = b""
    """Sent before each line."""
    torn: int = 0
    """So many lines stop half-way."""
    checksum: int = 0
    """So many lines carry a wrong checksum."""
    swallow: int = 0
    """So many events are lost on the way."""
    slow: float = 0.0
    """Seconds before each answer."""
    refuses: str = ""
    """The first word of a question that is answered ``NO broken``."""

    def clear(self) -> None:
        """Mend everything."""
        fresh = Faults()
        for one in fields(self):
            setattr(self, one.name, getattr(fresh, one.name))
