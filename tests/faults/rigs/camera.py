"""The camera on the network; and as a folder of pictures, whose permissions count as a device's do."""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any, ClassVar, Final, Protocol

import cv2
import numpy as np

from kiosk.errors import Action
from kiosk.hardware.camera.opencv import OpencvCamera, Patience
from kiosk.hardware.device import Device, DeviceState, DeviceStatus
from simulator.camera.head import HEIGHT, WIDTH, Frame
from simulator.camera.live import Scene
from simulator.camera.server import MjpegCamera
from tests.faults.fault import Fault, hung, missing, told
from tests.faults.rig import Rig
from tests.faults.rigs.wires import full_house
from tests.hardware.ports import allow, as_owner_nobody

PATIENCE: Final = Patience(open=3.0, picture=1.5, end=3.0)
BUSY: Final = 503
"""HTTP: what a camera that serves one viewer tells the second."""


class Seen(Scene, Protocol):
    """What the camera sees, after so many seconds."""

    seconds: float


class Grey:
    """A grey picture, after so many seconds."""

    seconds = 0.0

    def frame(self) -> Frame:
        time.sleep(self.seconds)
        return np.full((HEIGHT, WIDTH, 3), 128, np.uint8)

    def do(self, action: str) -> None:
        raise AssertionError(action)


class CameraRig(Rig):
    """Asking how a camera is keeps it dark: what only pictures show is found by whoever wants one."""

    name = "camera opencv"
    kind = "camera"
    scene: ClassVar[type[Seen]] = Grey
    well = DeviceStatus(DeviceState.ONLINE)
    cells: ClassVar = {
        Fault.ABSENT: missing("unreachable", use="unreachable"),
        Fault.UNPLUGGED: missing("unreachable", use="unreachable"),
        Fault.LOST: missing("unreachable", use="unplugged"),
        Fault.SILENT: told(DeviceState.ONLINE, use="no_answer"),
        Fault.GARBAGE: told(DeviceState.ONLINE, use="garbled|no_answer"),
        Fault.SLOW: told(DeviceState.ONLINE, use="done"),
        Fault.DENIED: told(DeviceState.OFFLINE, Action.CONFIGURATION, "port_denied", use="port_denied"),
        Fault.BUSY: told(DeviceState.ONLINE, use="busy"),
        Fault.HUNG: hung(),
        Fault.RECOVERS: missing("unreachable", use="unreachable"),
    }

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._scene = self.scene()
        self._device: MjpegCamera | None = MjpegCamera(self._scene)
        self._url = self._device.url
        self._pictures: Path | None = None
        self._held = ExitStack()

    def driver(self) -> Device:
        return OpencvCamera(self.source, patience=PATIENCE)

    @property
    def source(self) -> str:
        """What the configuration would say."""
        return str(self._pictures or self._url)

    async def use(self, driver: Any) -> object:
        try:
            await driver.start()
            picture = await driver.next()
        finally:
            await driver.stop()
        assert (picture.width, picture.height) == (WIDTH, HEIGHT)
        return picture

    async def lose(self, driver: Any) -> object:
        try:
            await driver.start()
            await driver.next()
            waiting = asyncio.create_task(driver.next(10**6))
            await asyncio.to_thread(self.gone)
            return await waiting
        finally:
            await driver.stop()

    def inflict(self, fault: Fault) -> None:
        match fault:
            case Fault.SILENT:
                self._there.silent = True
            case Fault.GARBAGE:
                self._there.garbage = True
            case Fault.SLOW:
                self._scene.seconds = 0.5
            case Fault.BUSY:
                self._there.refusal = BUSY
            case Fault.DENIED:
                self._deny()
            case Fault.HUNG:
                self.gone()
                self._held.callback(full_house(self._port))
            case _:
                self.gone()

    def mend(self, fault: Fault) -> None:
        self._held.close()
        self._scene.seconds = 0.0
        if self._device is None:
            self._device = MjpegCamera(self._scene, port=self._port)
        self._device.silent, self._device.garbage, self._device.refusal = False, False, 0

    def close(self) -> None:
        self._held.close()
        self.gone()

    @property
    def _there(self) -> MjpegCamera:
        assert self._device is not None
        return self._device

    @property
    def _port(self) -> int:
        return int(self._url.split(":")[2].split("/")[0])

    def gone(self) -> None:
        device, self._device = self._device, None
        if device is not None:
            device.close()

    def _deny(self) -> None:
        self._pictures = self.folder / "pictures"
        self._pictures.mkdir()
        picture: Any = self._scene.frame()
        cv2.imwrite(str(self._pictures / "1.jpg"), picture)
        path = str(self._pictures)
        self._held.callback(allow, path, 0o700)
        self._held.enter_context(as_owner_nobody(path))
        allow(path, 0)
