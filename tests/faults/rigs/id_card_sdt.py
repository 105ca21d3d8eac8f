"""The identity-card reader behind its vendor's library."""

from __future__ import annotations

from contextlib import ExitStack
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from kiosk.domain.card import IdCard
from kiosk.errors import Action
from kiosk.hardware.device import DeviceState, DeviceStatus, Media
from kiosk.hardware.id_card.sdt_child import Call
from kiosk.hardware.id_card.sdt_library import SdtLibraryReader
from kiosk.hardware.id_card.sdt_port import DAMAGED, NOT_OPEN, SILENT
from simulator.sdt import SdtDevice, build
from tests.faults.fault import Fault, hung, missing, told
from tests.faults.rig import Rig
from tests.faults.rigs.id_card import read
from tests.hardware.ports import allow, as_owner_nobody

ASKED = ("status", "reset", "sam_id", "find", "select", "read_base")
SECONDS = dict.fromkeys(Call, 3.0)


@cache
def library() -> bytes:
    """The compiled library, compiled once a process."""
    with TemporaryDirectory() as folder:
        return build(Path(folder) / "sdt.so").read_bytes()


class SdtRig(Rig):
    name = "id_card sdt_library"
    kind = "id_card"
    well = DeviceStatus(DeviceState.ONLINE, media=Media.UNKNOWN)
    deadline = 1.0
    """Starting its process takes a part of that."""
    cells: ClassVar = {
        Fault.ABSENT: missing("port_missing", use="closed"),
        Fault.UNPLUGGED: missing("port_missing", use="closed"),
        Fault.LOST: missing("port_missing", use="unplugged"),
        Fault.SILENT: told(DeviceState.OFFLINE, Action.RESET, "no_answer", use="closed|no_answer"),
        Fault.GARBAGE: told(DeviceState.HARDWARE_ERROR, Action.RESET, "garbled", use="closed|garbled"),
        Fault.SLOW: told(DeviceState.ONLINE, media=Media.UNKNOWN, use="done"),
        Fault.DENIED: told(DeviceState.OFFLINE, Action.CONFIGURATION, "library_unusable", use="closed"),
        # Such a library says the same of a reader that another program has as of none.
        Fault.BUSY: missing("port_missing", use="closed"),
        Fault.HUNG: hung(),
        Fault.RECOVERS: missing("port_missing", use="closed"),
    }

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        own = folder / "vendor"
        own.mkdir()
        (own / "sdt.so").write_bytes(library())
        self.device = SdtDevice(own / "sdt.so")
        self._denied = ExitStack()

    def driver(self) -> SdtLibraryReader:
        return SdtLibraryReader(str(self.device.library), "1001", "", seconds=SECONDS)

    async def use(self, driver: SdtLibraryReader) -> IdCard:
        return await read(self.device, driver)

    async def lose(self, driver: SdtLibraryReader) -> IdCard:
        self.device.faults.unplug_during_read = True
        return await read(self.device, driver)

    def inflict(self, fault: Fault) -> None:
        words = self.device.faults.words
        match fault:
            case Fault.SILENT:
                words |= dict.fromkeys(ASKED, SILENT)
            case Fault.GARBAGE:
                words |= dict.fromkeys(ASKED, DAMAGED)
            case Fault.SLOW:
                self.device.faults.slow = 0.2
            case Fault.DENIED:
                own = str(self.device.library.parent)
                self._denied.callback(allow, own, 0o700)
                self._denied.enter_context(as_owner_nobody(own))
                allow(own, 0)
            case Fault.BUSY:
                words["open"] = NOT_OPEN
            case Fault.HUNG:
                self.device.acts = {"status": "hang"}
            case _:
                self.device.unplug()

    def mend(self, fault: Fault) -> None:
        self._denied.close()
        self.device.acts = {}
        self.device.faults.clear()
        if not self.device.plugged:
            self.device.plug()

    def close(self) -> None:
        self._denied.close()
        self.device.close()
