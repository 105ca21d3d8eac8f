"""A code scanner without a scanner: what it would read is sent over a paced pseudo-terminal."""

from simulator.scanner.codes import SimCode, sample_codes
from simulator.scanner.device import FAULTS, SimScanner

__all__ = ["FAULTS", "SimCode", "SimScanner", "sample_codes"]
