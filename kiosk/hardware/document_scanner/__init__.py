"""Document scanners."""

from kiosk.hardware.document_scanner.base import DocumentScanner, Page, Place, Preview, Reason

__all__ = ["DocumentScanner", "Page", "Place", "Preview", "Reason"]
