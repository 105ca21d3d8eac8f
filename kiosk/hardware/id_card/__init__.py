"""Readers of resident identity cards."""

from kiosk.hardware.id_card.base import IdCardReader

__all__ = ["IdCardReader"]
