"""Printers of queue tickets and slips."""

from kiosk.hardware.printed import Printed
from kiosk.hardware.ticket_printer.base import TicketPrinter
from kiosk.hardware.ticket_printer.slip import Align, Line, QrCode, Rule, Slip

__all__ = ["Align", "Line", "Printed", "QrCode", "Rule", "Slip", "TicketPrinter"]
