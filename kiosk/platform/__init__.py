"""The central platform, as the terminal sees it."""

from kiosk.platform.port import CardProof, Command, Credit, Done, Help, Orders, Platform

__all__ = ["CardProof", "Command", "Credit", "Done", "Help", "Orders", "Platform"]
