"""The port of the panel: what the cabinet shows and feels beside its screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeAlias

from kiosk.hardware.device import Device

KIND = "panel"


class Light(StrEnum):
    """Where a guide light is. A cabinet has those it has; the others are passed over."""

    READER = "reader"
    CARD_SLOT = "card_slot"
    SCANNER = "scanner"
    CAMERA = "camera"
    SLIP_SLOT = "slip_slot"
    A4_TRAY = "a4_tray"
    HELP = "help"


class Mode(StrEnum):
    """What a light does. ``BLINK`` is slow, about once a second: faster can harm (WCAG 2.3.1)."""

    OFF = "off"
    ON = "on"
    BLINK = "blink"


class Beep(StrEnum):
    """What a sound says."""

    OK = "ok"
    WRONG = "wrong"
    ATTENTION = "attention"


@dataclass(frozen=True, slots=True)
class DoorMoved:
    """A door of the cabinet was opened or closed."""

    name: str
    open: bool


@dataclass(frozen=True, slots=True)
class PresenceChanged:
    """Somebody stepped up to the terminal, or away from it."""

    present: bool


@dataclass(frozen=True, slots=True)
class HelpPressed:
    """The help button was pressed. Presses that lie close together are one."""


Event: TypeAlias = DoorMoved | PresenceChanged | HelpPressed


class Panel(Device, Protocol):
    """Nobody waits for a panel: lights and sounds are asked for and never fail."""

    def light(self, name: Light, mode: Mode) -> None:
        """Returns at once. A panel that is lost shows it when it is back."""

    def beep(self, pattern: Beep) -> None:
        """Returns at once. A panel that is lost stays silent: a late sound would say something wrong."""

    def listen(self, hear: Callable[[Event], None]) -> Callable[[], None]:
        """Call ``hear`` with every event, on the event loop. Returns what ends it."""
        ...

    @property
    def doors(self) -> Mapping[str, bool]:
        """The cabinet's doors by the board's own names: whether each was open when last heard of."""
        ...

    @property
    def present(self) -> bool | None:
        """Whether somebody stood there when last heard of; ``None`` without a sensor."""
        ...
