"""The identity-card reader on a serial line."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from kiosk.domain.card import IdCard
from kiosk.errors import Action
from kiosk.hardware.device import DeviceState, DeviceStatus, Media
from kiosk.hardware.id_card.samv_reader import SamvReader
from kiosk.hardware.id_card.samv_serial import SamvSerialReader
from simulator.samv import SamvModule
from simulator.samv.cards import sample_cards
from simulator.samv.core import SamvCore
from tests.faults.fault import Fault, hung, missing, told
from tests.faults.rigs.wires import SerialRig

CARD = sample_cards()["two_bookings"]
NOISE = bytes.fromhex("00ffaaaaaa9669") + b"\x05\x10noise"
ALL = 10**6


async def read(device: SamvCore, reader: SamvReader) -> IdCard:
    """Lay a card, read it, lift it."""
    device.lay(CARD)
    try:
        card = await reader.read()
    finally:
        device.lift()
    assert card.name.reveal() == "张示例"
    return card


class SamvRig(SerialRig):
    name = "id_card samv_serial"
    kind = "id_card"
    well = DeviceStatus(DeviceState.ONLINE, media=Media.UNKNOWN)
    cells: ClassVar = {
        Fault.ABSENT: missing("port_missing", use="closed"),
        Fault.UNPLUGGED: missing("port_missing", use="closed"),
        Fault.LOST: missing("port_missing", use="unplugged"),
        Fault.SILENT: told(DeviceState.OFFLINE, Action.RESET, "no_answer", use="closed|no_answer"),
        Fault.GARBAGE: told(DeviceState.HARDWARE_ERROR, Action.RESET, "garbled", use="closed|garbled"),
        Fault.SLOW: told(DeviceState.ONLINE, media=Media.UNKNOWN, use="done"),
        Fault.DENIED: told(DeviceState.OFFLINE, Action.CONFIGURATION, "port_denied", use="closed"),
        Fault.BUSY: told(DeviceState.DEVICE_BUSY, Action.SUSPEND, "busy", use="closed"),
        Fault.HUNG: hung(),
        Fault.RECOVERS: missing("port_missing", use="closed"),
    }

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.device = SamvModule(folder / "idcard")

    def driver(self) -> SamvSerialReader:
        return SamvSerialReader(self.device.path, 115200, "")

    async def use(self, driver: SamvSerialReader) -> IdCard:
        return await read(self.device, driver)

    async def lose(self, driver: SamvSerialReader) -> IdCard:
        self.device.faults.unplug_during_read = True
        return await read(self.device, driver)

    def spoil(self, fault: Fault) -> None:
        faults = self.device.faults
        match fault:
            case Fault.GARBAGE:
                faults.garbage, faults.checksum = NOISE, ALL
            case Fault.SLOW:
                faults.slow = 0.4
            case _:
                faults.silent = True

    def heal(self) -> None:
        self.device.faults.clear()
