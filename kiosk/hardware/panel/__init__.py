"""The cabinet's own: guide lights, door contacts, presence sensor, help button, buzzer."""

from kiosk.hardware.panel.base import Beep, DoorMoved, Event, HelpPressed, Light, Mode, Panel, PresenceChanged

__all__ = ["Beep", "DoorMoved", "Event", "HelpPressed", "Light", "Mode", "Panel", "PresenceChanged"]
