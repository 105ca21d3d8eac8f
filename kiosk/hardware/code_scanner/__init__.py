"""Scanners of QR codes."""

from kiosk.hardware.code_scanner.base import CodeScanner

__all__ = ["CodeScanner"]
