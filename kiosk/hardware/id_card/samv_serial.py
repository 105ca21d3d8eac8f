"""A SAM_V identity-card reader on a serial port (or a USB adapter that shows itself as one)."""

from __future__ import annotations

from kiosk.hardware.id_card.samv_port import SamvPort
from kiosk.hardware.id_card.samv_reader import SamvReader


class SamvSerialReader(SamvReader):
    """A reader at ``port`` (a device path), ``baud`` 8N1."""

    def __init__(self, port: str, baud: int, photo_library: str) -> None:
        super().__init__(SamvPort(port, baud), photo_library)
