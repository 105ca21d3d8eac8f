"""What can be wrong with an A4 printer or its server, by code: the state it leaves, and who mends it."""

from __future__ import annotations

from typing import Final

from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import DeviceState, DeviceStatus, Paper, Toner
from kiosk.hardware.document_printer.base import KIND, PrintFault

FAULTS: Final = {
    # the printer said so
    "paper_jam": (DeviceState.ONLINE, Action.CLEAR),
    "paper_out": (DeviceState.ONLINE, Action.CLEAR),
    "toner_out": (DeviceState.ONLINE, Action.CLEAR),
    "cover_open": (DeviceState.USER_ERROR, Action.CLEAR),
    "tray_missing": (DeviceState.USER_ERROR, Action.CLEAR),
    "output_full": (DeviceState.USER_ERROR, Action.CLEAR),
    "waste_full": (DeviceState.HARDWARE_ERROR, Action.MAINTENANCE),
    "worn_out": (DeviceState.HARDWARE_ERROR, Action.MAINTENANCE),
    "mechanical": (DeviceState.HARDWARE_ERROR, Action.MAINTENANCE),
    "printer_offline": (DeviceState.OFFLINE, Action.CLEAR),
    # the queue or the server said so
    "queue_paused": (DeviceState.OFFLINE, Action.CONFIGURATION),
    "queue_missing": (DeviceState.OFFLINE, Action.CONFIGURATION),
    "port_denied": (DeviceState.OFFLINE, Action.CONFIGURATION),
    "refused": (DeviceState.ONLINE, Action.CONFIGURATION),
    "jobs_kept": (DeviceState.ONLINE, Action.CONFIGURATION),
    "jobs_alive": (DeviceState.OFFLINE, Action.CONFIGURATION),
    # the wire said so
    "unreachable": (DeviceState.NO_DEVICE, Action.MAINTENANCE),
    "no_answer": (DeviceState.OFFLINE, Action.CLEAR),
    "closed": (DeviceState.OFFLINE, Action.RESET),
    # how a job ended
    "job_stopped": (DeviceState.ONLINE, Action.CONFIGURATION),
    "job_aborted": (DeviceState.ONLINE, Action.MAINTENANCE),
    "job_cancelled": (DeviceState.ONLINE, Action.RESET),
    "job_held": (DeviceState.ONLINE, Action.CONFIGURATION),
    "not_started": (DeviceState.DEVICE_BUSY, Action.SUSPEND),
    "called_off": (DeviceState.ONLINE, Action.RESET),
    # the self-test
    "unconfirmed": (DeviceState.HARDWARE_ERROR, Action.MAINTENANCE),
}
"""``refused``: the server takes no such job. ``jobs_kept``: it keeps documents that it was told to remove;
``jobs_alive``: it does not let us cancel. ``job_stopped``: no filter could make pages of the PDF."""

PAPER: Final = {"paper_out": Paper.OUT, "paper_jam": Paper.JAMMED}
LOST: Final = frozenset({"unreachable", "no_answer"})
"""Nothing is known of the job until the server is found again."""


def fault(code: str, detail: str = "") -> DeviceFault:
    """A fault of this driver by its code."""
    return DeviceFault(KIND, code, FAULTS[code][1], detail)


def print_fault(code: str, pages: int | None, detail: str = "") -> PrintFault:
    """The same, of a job of which so many sides came out."""
    return PrintFault(code, FAULTS[code][1], detail, pages=pages)


def status_of(code: str) -> DeviceStatus:
    """The status that one of this driver's faults leaves behind."""
    state, action = FAULTS[code]
    toner = Toner.OUT if code == "toner_out" else Toner.UNKNOWN
    return DeviceStatus(state, paper=PAPER.get(code, Paper.UNKNOWN), action=action, code=code, toner=toner)
