"""The central platform, as the terminal sees it."""

from kiosk.platform.port import CardProof, Credit, Help, Platform

__all__ = ["CardProof", "Credit", "Help", "Platform"]
