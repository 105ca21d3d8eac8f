"""Readers of social security cards and travel documents."""

from kiosk.hardware.smart_card.base import SmartCardReader

__all__ = ["SmartCardReader"]
