"""An identity-card reader without a reader: a SAM_V security module behind a paced pseudo-terminal."""

from simulator.samv.card import SimCard
from simulator.samv.faults import Faults
from simulator.samv.module import SamvModule

__all__ = ["Faults", "SamvModule", "SimCard"]
