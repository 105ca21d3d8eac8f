"""Enumerations of the platform may grow: a word this terminal does not know yet reads as ``OTHER``."""

from __future__ import annotations

from enum import StrEnum


class OpenEnum(StrEnum):
    """Base of enumerations with a member ``OTHER``."""

    @classmethod
    def _missing_(cls, _value: object) -> OpenEnum | None:
        return cls.__members__.get("OTHER")
