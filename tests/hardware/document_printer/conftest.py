from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Iterator
from pwd import getpwuid
from typing import Any

import pytest

from kiosk.domain.personal import Personal
from kiosk.hardware.document_printer import Document
from kiosk.hardware.document_printer.cups_printer import CupsPrinter, Patience
from simulator.cups import PrivateCups

OWNER = "kiosk-K03"
ME = getpwuid(os.getuid()).pw_name
HASTY = Patience(answer=20, send=20, look=0.02, mended=0, backend=20, memory=0)
"""Gives up at the first word of trouble, and believes nothing that an idle queue remembers."""

MakeCups = Callable[..., PrivateCups]
MakeDriver = Callable[..., CupsPrinter]


def pdf(pages: int, mark: str = "") -> bytes:
    """Enough of a PDF for a printer that only counts pages."""
    leaves = "".join(f"{n} 0 obj <</Type /Page>> endobj\n" for n in range(pages))
    return f"%PDF-1.4\n% {mark}\n{leaves}%%EOF\n".encode()


def document(pages: int = 3, mark: str = "", *, duplex: bool = False) -> Document:
    return Document("certificate", Personal(pdf(pages, mark)), duplex=duplex)


@pytest.fixture
def make_cups() -> Iterator[MakeCups]:
    made: list[PrivateCups] = []

    def make(**how: Any) -> PrivateCups:
        made.append(PrivateCups(**how))
        return made[-1]

    yield make
    for server in made:
        server.close()


@pytest.fixture
def cups(make_cups: MakeCups) -> PrivateCups:
    return make_cups()


@pytest.fixture
async def make_driver(cups: PrivateCups) -> AsyncIterator[MakeDriver]:
    made: list[CupsPrinter] = []

    def make(server: str = cups.server, queue: str = cups.queue, **how: Any) -> CupsPrinter:
        made.append(CupsPrinter(server, queue, OWNER, **{"patience": HASTY, **how}))
        return made[-1]

    yield make
    for driver in made:
        await driver.close()


@pytest.fixture
async def driver(make_driver: MakeDriver) -> CupsPrinter:
    driver = make_driver()
    await driver.open()
    return driver
