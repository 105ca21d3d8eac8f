"""The devices of the hall, and how each fault is put upon them and taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from benchmarks.hall import Hall
from simulator.camera.head import HEIGHT, WIDTH, Frame
from simulator.camera.server import MjpegCamera
from simulator.cups import PrivateCups

MORE: Final = """
[devices.document_printer]
driver = "cups"
server = "{server}"
queue = "{queue}"

[devices.camera]
driver = "opencv"
source = "{camera}"
"""
NOISE: Final = bytes.fromhex("00ffaaaaaa9669") + b"\x05\x10noise"
ALL: Final = 10**6
SLOW: Final = 3.0
"""Times longer for paper and knife."""


@dataclass(frozen=True, slots=True)
class Case:
    """One fault. ``printing``: it comes while a slip is printed, else while a card is waited for.

    ``seen``: the terminal's status of the device ``kind`` tells of it.
    """

    name: str
    kind: str
    inflict: Callable[[], object]
    mend: Callable[[], object]
    printing: bool = False
    seen: bool = True


@dataclass(slots=True)
class Devices:
    """Those of the hall, and two more: an A4 printer and a camera."""

    hall: Hall
    cups: PrivateCups
    camera: MjpegCamera

    def cases(self) -> tuple[Case, ...]:
        """Every fault that is measured."""
        reader, printer, cups = self.hall.reader, self.hall.printer, self.cups

        def of_printer(name: str, *, so: float) -> tuple[Callable[[], None], Callable[[], None]]:
            usual = getattr(printer.faults, name)
            return (
                partial(setattr, printer.faults, name, so),
                partial(setattr, printer.faults, name, usual),
            )

        return (
            Case("reader unplugged", "id_card", reader.unplug, reader.plug),
            Case("reader silent", "id_card", partial(reader.faults.set, "silent"), reader.faults.clear),
            Case("reader says garbage", "id_card", self._garble, reader.faults.clear),
            Case("A4 print server frozen", "document_printer", cups.freeze, cups.thaw),
            Case("A4 print server killed", "document_printer", cups.kill, cups.restart),
            Case("camera gone", "camera", self._no_camera, self._new_camera),
            Case("slip printer unplugged", "ticket_printer", printer.unplug, printer.plug, printing=True),
            Case("slip printer silent", "ticket_printer", *of_printer("silent", so=True), printing=True),
            Case(
                "slip printer out of paper",
                "ticket_printer",
                *of_printer("paper_out", so=True),
                printing=True,
            ),
            Case(
                "slip printer slow", "ticket_printer", *of_printer("slow", so=SLOW), printing=True, seen=False
            ),
        )

    def _garble(self) -> None:
        self.hall.reader.faults.garbage, self.hall.reader.faults.checksum = NOISE, ALL

    def _no_camera(self) -> None:
        self.camera.close()

    def _new_camera(self) -> None:
        port = int(self.camera.url.split(":")[2].split("/")[0])
        self.camera = MjpegCamera(Grey(), port=port)


class Grey:
    """Nobody before the camera."""

    def frame(self) -> Frame:
        """A grey picture."""
        return np.full((HEIGHT, WIDTH, 3), 128, np.uint8)

    def do(self, action: str) -> None:
        """Nobody does anything."""


@contextmanager
def fitted(hall: Hall) -> Iterator[Devices]:
    """The hall with all of them, in a configuration that names them."""
    with closing(PrivateCups()) as cups:
        devices = Devices(hall, cups, MjpegCamera(Grey()))
        text = hall.config.read_text("utf-8")
        more = MORE.format(server=cups.server, queue=cups.queue, camera=devices.camera.url)
        hall.config.write_text(text + more, "utf-8")
        try:
            yield devices
        finally:
            hall.config.write_text(text, "utf-8")
            devices.camera.close()
