"""A line to the platform that fails as lines do: late, cut, reset, silent, or answered by a gateway."""

from simulator.fault_line.fault import Fault
from simulator.fault_line.line import FaultLine

__all__ = ["Fault", "FaultLine"]
