"""The agent's objects, in order, as pysnmp's responders want them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import Any

from pysnmp.proto import rfc1905
from pysnmp.proto.api import v2c
from pysnmp.smi import instrum

Oid = tuple[int, ...]


class Table(instrum.AbstractMibInstrumController):
    """Objects by name, asked for anew at each request."""

    def __init__(self, objects: Callable[[], Mapping[Oid, int | str]]) -> None:
        self._objects = objects

    def read_variables(self, *wanted: Any, **_context: Any) -> list[Any]:  # noqa: ANN401 pysnmp's own
        """GET."""
        objects = self._objects()
        return [(name, _value(objects, tuple(name), rfc1905.noSuchInstance)) for name, _ in wanted]

    def read_next_variables(self, *wanted: Any, **_context: Any) -> list[Any]:  # noqa: ANN401
        """GETNEXT and GETBULK."""
        objects = self._objects()
        names = sorted(objects)
        found = []
        for name, _ in wanted:
            at = bisect_right(names, tuple(name))
            if at == len(names):
                found.append((name, rfc1905.endOfMibView))
            else:
                found.append((v2c.ObjectIdentifier(names[at]), _value(objects, names[at], None)))
        return found


def _value(objects: Mapping[Oid, int | str], name: Oid, otherwise: object) -> object:
    value = objects.get(name)
    if value is None:
        return otherwise
    return v2c.Integer(value) if isinstance(value, int) else v2c.OctetString(value.encode())
