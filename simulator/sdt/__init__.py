"""A resident-card reader behind a vendor's SDT library: compiled here, and asking a socket."""

from simulator.sdt.build import build
from simulator.sdt.device import SdtDevice

__all__ = ["SdtDevice", "build"]
