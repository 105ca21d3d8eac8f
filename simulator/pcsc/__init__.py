"""Smart cards without a reader: virtual cards on vpcd's wire, behind a real pcscd of one's own."""

from simulator.pcsc.daemon import Pcscd
from simulator.pcsc.faults import Faults
from simulator.pcsc.slot import Slot

__all__ = ["Faults", "Pcscd", "Slot"]
