"""Between wire models and the words of the hall, wherever both call a thing by the same name.

A province adapter whose names differ translates by hand; this does the rest. Times come out in the hall's
zone, enumerations as the target's own (``OTHER`` where it does not know a word), members that the target does
not have are passed over.
"""

from __future__ import annotations

from dataclasses import is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import msgspec

from kiosk.clock import CHINA
from kiosk.domain.citizen import Level
from kiosk.domain.hall import Area

T = TypeVar("T")

LEVELS = {level.value: level for level in Level}


def alike(told: object, kind: type[T]) -> T:
    """``told`` as a ``kind``: dataclass from Struct, or Struct from dataclass."""
    return cast("T", _made(told, kind))


def here(moment: datetime) -> datetime:
    """A moment in the hall's zone: a platform may answer in any offset."""
    return moment.astimezone(CHINA)


def level(told: str) -> Level:
    """A level. One that this terminal does not know opens nothing."""
    return LEVELS.get(told, Level.L0)


def area(told: Any) -> Area:  # noqa: ANN401 any province's area with the contract's names
    """An area."""
    return Area(told.area_code, told.name, told.floor)


def _made(value: Any, kind: Any) -> object:  # noqa: ANN401 what type hints are
    if value is None:
        return None
    origin, options = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        return _made(value, next(option for option in options if option is not type(None)))
    if origin is tuple:
        return tuple(_made(one, options[0]) for one in value)
    if origin is dict and isinstance(value, msgspec.Struct):
        return msgspec.json.decode(msgspec.json.encode(value))  # as JSON has it: lists, no tuples
    return _plain(value, kind) if isinstance(kind, type) else value


def _plain(value: Any, kind: type) -> object:  # noqa: ANN401 what wire models hold
    if (special := _SPECIAL.get(kind)) is not None:
        return special(value)
    if issubclass(kind, Enum):
        return kind(value)
    if is_dataclass(kind) or issubclass(kind, msgspec.Struct):
        hints = _hints(kind)
        return kind(
            **{name: _made(getattr(value, name), hints[name]) for name in hints if hasattr(value, name)}
        )
    return value


_SPECIAL: Final[dict[type, Any]] = {datetime: here, Level: level, Area: area}


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
