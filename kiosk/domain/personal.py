"""Personal data in a box that prints as ``[hidden]``: it cannot slip into a log or an error message."""

from __future__ import annotations

from typing import Final, Generic, TypeVar, final

T = TypeVar("T")

HIDDEN: Final = "[hidden]"


@final
class Personal(Generic[T]):
    """A value about a person. ``reveal()`` is the one way to it, so that each use can be found."""

    __slots__ = ("_value",)

    def __init__(self, value: T) -> None:
        self._value = value

    def reveal(self) -> T:
        """Return the value itself: for the wire, for paper, or for masking."""
        return self._value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Personal) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return HIDDEN

    def __format__(self, spec: str) -> str:
        return format(HIDDEN, spec)

    def __reduce__(self) -> str:
        # Personal data dies with the session: it is never pickled to a file or another process.
        raise TypeError("personal data is not pickled")
