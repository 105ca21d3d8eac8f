"""Printers of A4 pages."""

from kiosk.hardware.document_printer.base import Document, DocumentPrinter, PrintFault, Printout
from kiosk.hardware.printed import Printed

__all__ = ["Document", "DocumentPrinter", "PrintFault", "Printed", "Printout"]
