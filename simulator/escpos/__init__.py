"""A thermal printer that speaks ESC/POS, on a pty or on TCP, with paper that can be looked at."""

from simulator.escpos.paper import Piece
from simulator.escpos.printer import EscposPrinter

__all__ = ["EscposPrinter", "Piece"]
