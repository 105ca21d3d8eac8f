"""A network printer's SNMP agent: the Printer-MIB's table of supplies, over UDP, with faults."""

from simulator.snmp.agent import PrinterAgent

__all__ = ["PrinterAgent"]
