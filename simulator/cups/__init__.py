"""A private CUPS server with a simulated A4 printer behind it."""

from simulator.cups.faults import FAULTS
from simulator.cups.server import Paper, PrivateCups

__all__ = ["FAULTS", "Paper", "PrivateCups"]
