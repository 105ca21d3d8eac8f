"""Batteries behind the mains."""

from kiosk.hardware.ups.base import Power, Ups

__all__ = ["Power", "Ups"]
