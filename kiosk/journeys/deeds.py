"""What is audited of a failure: its kind and code, never its words."""

from __future__ import annotations

from kiosk.domain.citizen import Citizen
from kiosk.domain.journal import Deed
from kiosk.errors import CitizenError, DeviceFault, KioskError, PlatformRefused


def of_error(error: KioskError, citizen: Citizen | None) -> Deed:
    """A failure that somebody met."""
    code, kind = type(error).__name__, None
    if isinstance(error, DeviceFault):
        code, kind = error.code, error.kind
    elif isinstance(error, PlatformRefused):
        code = error.code
    refused = isinstance(error, CitizenError | PlatformRefused)
    return Deed(
        action="journey.failed",
        role="citizen",
        result="refused" if refused else "failed",
        actor=citizen.session_id if citizen else None,
        object=kind,
        code=code[:64],
    )
