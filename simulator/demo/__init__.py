"""A whole hall on this machine: the terminal, its devices, its platform, and the dock to play with them."""

from simulator.demo.box import Box, opened
from simulator.demo.show import run
from simulator.demo.trouble import CannotShow

__all__ = ["Box", "CannotShow", "opened", "run"]
