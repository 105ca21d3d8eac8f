"""Each loss of a device, and each return, is audited once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kiosk.domain.journal import Audit, Deed
from kiosk.hardware.device import STARTING, DeviceStatus


class DeviceFaults:
    """Looks at all devices whenever one of them changed."""

    def __init__(self, devices: Callable[[], Mapping[str, DeviceStatus]], audit: Audit) -> None:
        self._devices = devices
        self._audit = audit
        self._down: dict[str, str] = {}

    def look(self) -> None:
        """Write down what is new since the last look."""
        for kind, status in self._devices().items():
            if status == STARTING:
                continue
            code = "" if status.usable else status.code or str(status.paper or status.toner or status.device)
            before = self._down.get(kind, "")
            if code and code != before:
                self._audit(Deed(action="device.fault", result="failed", object=kind, code=code[:64]))
            elif before and not code:
                self._audit(Deed(action="device.recovered", object=kind, code=before))
            self._down[kind] = code
