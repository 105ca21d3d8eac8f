"""The UPS behind the daemon."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Supply:
    """Set any of these at any time."""

    mains: bool = True
    low: bool = False
    overloaded: bool = False
    replace_battery: bool = False
    ending: bool = False
    """The daemon has begun to switch its machines off."""
    lost: bool = False
    """The daemon does not reach the UPS."""
    charge: float | None = 100.0
    """Percent; ``None``: it does not say."""
    runtime: float | None = 1800.0
    """Seconds; ``None``: it does not say."""
