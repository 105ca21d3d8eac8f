"""A reader behind a compiled library, for tests."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

from kiosk.hardware.id_card.sdt_child import Call
from kiosk.hardware.id_card.sdt_library import SdtLibraryReader
from simulator.sdt import SdtDevice, build

HASTY: Mapping[Call, float] = dict.fromkeys(Call, 0.5)
PATIENT: Mapping[Call, float] = dict.fromkeys(Call, 30.0)


class Desk:
    """One device with its library, and the readers that were made for it."""

    def __init__(self, folder: Path, *defines: str, number: int = 1001) -> None:
        self.library = build(folder / "sdt.so", *defines)
        self.device = SdtDevice(self.library, number)
        self.readers: list[SdtLibraryReader] = []

    def reader(
        self, port: str = "usb", *, seconds: Mapping[Call, float] = PATIENT, photo_library: str = ""
    ) -> SdtLibraryReader:
        made = SdtLibraryReader(str(self.library), port, photo_library, seconds=seconds)
        self.readers.append(made)
        return made

    async def heard(self, name: str, times: int = 1) -> None:
        await asyncio.to_thread(self.device.heard, name, times=times)

    async def close(self) -> None:
        for reader in self.readers:
            await reader.close()
        self.device.close()
