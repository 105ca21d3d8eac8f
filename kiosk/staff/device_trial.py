"""A device as a new configuration has it, tried before that is kept: its port really opens and answers."""

from __future__ import annotations

from kiosk.config import Config
from kiosk.domain.words import Text
from kiosk.errors import ConfigError, DeviceFault
from kiosk.fitted import fit_one
from kiosk.hardware.calls import Calls, Stalled
from kiosk.hardware.device import DeviceState, DeviceStatus
from kiosk.hardware.supervisor import of_fault
from kiosk.staff.device_tests import in_words


async def tried(config: Config, file: str, kind: str) -> Text | None:
    """What is wrong with ``kind`` as ``config`` has it; ``None``: it opened and answered."""
    try:
        device = fit_one(config, file, kind)
    except ConfigError as refused:
        return Text(f"没保存：{refused.mistakes[0].why}", f"Not kept: {refused.mistakes[0].why}")
    if device is None:
        return None
    calls = Calls(device)
    try:
        await calls.make("open", device.open)
        status = await calls.make("status", device.status)
    except DeviceFault as fault:
        status = of_fault(fault)
    except Stalled:
        status = DeviceStatus(DeviceState.OFFLINE, code="stalled")
    finally:
        await calls.make("close", device.close)
    if status.device is DeviceState.ONLINE:
        return None
    port = getattr(getattr(config.devices, kind), "port", kind)
    return Text(
        f"没保存：{port} 试过了，用不了（{in_words(status)}）", f"Not kept: {port}: {in_words(status)}"
    )
