"""Document scanners."""

from kiosk.hardware.document_scanner.base import DocumentScanner, Page, Preview, Reason

__all__ = ["DocumentScanner", "Page", "Preview", "Reason"]
