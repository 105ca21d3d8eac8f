"""The port of an A4 printer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from kiosk.domain.personal import Personal
from kiosk.errors import Action, DeviceFault
from kiosk.hardware.device import Device
from kiosk.hardware.printed import Printed

KIND = "document_printer"

OnPage = Callable[[int], None]
"""Told how many sides are out so far, each time there are more."""


@dataclass(frozen=True, slots=True)
class Document:
    """Pages to print: a PDF, in memory only.

    ``title`` stands in the print server's lists: what kind of paper it is, and nothing about anybody.
    """

    title: str
    pdf: Personal[bytes]
    duplex: bool = False


@dataclass(frozen=True, slots=True)
class Printout:
    """How a print ended, and how many sides came out: all copies counted, ``None`` when nobody counted."""

    outcome: Printed
    pages: int | None


class PrintFault(DeviceFault):
    """A print that surely did not come out whole. ``pages`` as in ``Printout``: what lies in the tray."""

    def __init__(self, code: str, action: Action, detail: str = "", *, pages: int | None = None) -> None:
        super().__init__(KIND, code, action, detail)
        self.pages = pages


class DocumentPrinter(Device, Protocol):
    """Prints documents, one at a time."""

    async def print(self, document: Document, *, copies: int = 1, on_page: OnPage | None = None) -> Printout:
        """Print ``copies`` of ``document`` and return when they are out.

        Raises ``DeviceFault`` before anything was sent, ``PrintFault`` when it surely did not come out
        whole. Cancelled, it first takes the job back from the printer, as far as that goes. However it
        ends, nothing of it stays queued, and it is never printed twice by itself.
        """
        ...

    async def cancel_all(self) -> None:
        """End every print of this terminal, waited for or not: the session is over. Never raises.

        A print under way raises ``PrintFault`` (``called_off``) where it is awaited.
        """
        ...
