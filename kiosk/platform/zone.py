"""Which network an operation belongs to (DX-03): 政务网 for 预审、受理、审批, 互联网 for the rest."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from kiosk.errors import ConfigError, Mistake


class Zone(StrEnum):
    """A network zone."""

    INTERNET = "internet"
    GOVERNMENT = "government"


OPERATIONS: Final[Mapping[Zone, frozenset[str]]] = {
    Zone.INTERNET: frozenset({"consult", "book", "apply", "feedback"}),
    Zone.GOVERNMENT: frozenset({"pre_acceptance", "acceptance", "approval"}),
}
"""What is done where."""

DONE_HERE: Final = frozenset({"consult", "book", "apply", "feedback"})
"""What a terminal does."""


def check_zone(file: str, zone: str, spoken: str) -> None:
    """Refuse a platform in the wrong network. ``spoken`` is the adapter's zone. Raises ``ConfigError``."""
    known = [each.value for each in Zone]
    if zone not in known:
        raise _mistake(file, "zone", f"{zone!r} is unknown; it is one of {', '.join(known)}")
    if not OPERATIONS[Zone(zone)].issuperset(DONE_HERE):
        done = ", ".join(sorted(OPERATIONS[Zone(zone)]))
        raise _mistake(file, "zone", f"the {zone} network is for {done}: not done by a terminal")
    if spoken != zone:
        raise _mistake(file, "adapter", f"speaks to the {spoken} network, but base_url is on the {zone}")


def _mistake(file: str, key: str, why: str) -> ConfigError:
    return ConfigError(file, [Mistake(f"platform.{key}", why)])
