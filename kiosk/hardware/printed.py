"""How a print ended, whatever printer it came from."""

from __future__ import annotations

from enum import StrEnum


class Printed(StrEnum):
    """How a print ended. Only the printer's own word makes it ``DONE``; what surely failed is raised."""

    DONE = "done"
    UNKNOWN = "unknown"
    """It went out and no answer came: paper may or may not have."""
