"""A cabinet without a cabinet: a board with lights, doors and a button behind a paced pseudo-terminal."""

from simulator.panel.board import PanelBoard
from simulator.panel.faults import Faults

__all__ = ["Faults", "PanelBoard"]
