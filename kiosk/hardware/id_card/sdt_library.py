"""A resident-card reader that only its vendor's SDT library can drive, on USB."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from kiosk.hardware.id_card.samv_reader import SamvReader
from kiosk.hardware.id_card.sdt_child import Call
from kiosk.hardware.id_card.sdt_port import SECONDS, SdtPort


class SdtLibraryReader(SamvReader):
    """A reader at ``port`` (``usb``: the first one found, or a number from 1001 to 1016).

    ``library`` is the path of the vendor's library, ``seconds`` how long it may take over each call.
    """

    deadlines: ClassVar = {"open": 60.0}
    """Sixteen ports are tried, each as long as the library takes."""

    def __init__(
        self, library: str, port: str, photo_library: str, *, seconds: Mapping[Call, float] = SECONDS
    ) -> None:
        self.port = SdtPort(library, port, seconds)
        super().__init__(self.port, photo_library)
