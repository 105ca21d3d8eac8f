"""Ask a network printer itself, past the print server: CUPS knows only what the last job met."""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import Any, Final

from kiosk.hardware.device import DeviceStatus
from kiosk.hardware.document_printer.cups_faults import fault
from kiosk.hardware.document_printer.cups_reasons import read, supplies

ASKED: Final = ["printer-state-reasons", "marker-levels", "marker-low-levels", "marker-types"]


async def ask_printer(url: str, seconds: float) -> DeviceStatus:
    """How the printer at ``url`` (``ipp://`` or ``ipps://``) is.

    Raises ``DeviceFault``: ``unreachable`` when it is not there or talks no IPP, ``no_answer`` after
    ``seconds``.
    """
    # pyipp brings aiohttp, which takes 0.4 s to import: only where there is such a printer, and in a thread.
    await asyncio.to_thread(import_module, "pyipp")
    from pyipp import IPP, IPPError  # noqa: PLC0415
    from pyipp.enums import IppOperation  # noqa: PLC0415

    question = {"operation-attributes-tag": {"requested-attributes": ASKED}}
    try:
        async with asyncio.timeout(seconds), IPP(url) as printer:
            answer = await printer.execute(IppOperation.GET_PRINTER_ATTRIBUTES, question)
    except TimeoutError as late:
        raise fault("no_answer", f"printer, in {seconds:g} s") from late
    except (IPPError, OSError) as error:
        raise fault("unreachable", f"printer: {error}") from error
    told: dict[str, Any] = next(iter(answer["printers"]), {})
    reasons = told.get("printer-state-reasons")
    if reasons is None:
        raise fault("unreachable", "printer: no state in its answer")
    return read([reasons] if isinstance(reasons, str) else reasons, supplies(told), sure=True)
